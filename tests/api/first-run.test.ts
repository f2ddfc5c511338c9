import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openFirstRun } from '../../server/features/first-run/first-run.flow.ts'
import { makeLink } from '../../server/features/links/links.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { visitor } from '../support/visitor.ts'

const typed = {
  organization: 'Elm Clinic',
  userName: 'DREYES',
  displayName: 'Dana Reyes',
  email: 'dana@elm.example',
  password: 'seven quiet herons 41',
}

onBothEngines('The first run', (open) => {
  let server: TestServer
  let database: string
  let folder: string
  const others: TestServer[] = []
  afterEach(async () => {
    for (const one of [server, ...others.splice(0)]) await one.stop()
    rmSync(folder, { recursive: true })
  })

  async function start(): Promise<TestServer> {
    return startServer({
      settings: {
        URL: 'http://localhost:8443',
        DATABASE: database,
        KEY_FILE: join(folder, 'keys.json'),
        SMTP: 'smtp://127.0.0.1:9',
        MAIL_FROM: 'doorward@elm.example',
      },
    })
  }

  async function begin() {
    database = await open()
    folder = mkdtempSync(join(tmpdir(), 'doorward-first-run-'))
    server = await start()
  }

  /** The address in the browser is the public one; the socket is another. */
  function browser(to = server) {
    const one = visitor(to.address)
    one.headers.Origin = 'http://localhost:8443'
    return one
  }

  const newToken = async (of = server) => (await openFirstRun(of.world))!.split('#')[1]!

  const counts = async () => {
    const count = async (table: 'organizations' | 'people') =>
      (await server.world.database.selectFrom(table).select('id').execute()).length
    return [await count('organizations'), await count('people')]
  }

  it('asks where people get help; what is no address is refused, and "Open a ticket" works from the first day (S11)', async () => {
    await begin()
    const token = await newToken()
    const refused = await browser().call('POST /api/first-run', {
      token,
      ...typed,
      supportLink: 'the office',
    })
    expect([refused.status, Object.keys(refused.problem?.fields ?? {})]).toEqual([422, ['supportLink']])
    const supportLink = 'https://help.elm.example/ticket'
    expect((await browser().call('POST /api/first-run', { token, ...typed, supportLink })).status).toBe(201)
    const page = (await browser().call('GET /api/sign-in-page')).answer
    expect(page).toMatchObject({ supportLink, mailFrom: 'doorward@elm.example' })
  })

  it('makes the organization and its first administrator, who signs in with every right', async () => {
    await begin()
    const link = (await openFirstRun(server.world))!
    expect(link).toMatch(/^http:\/\/localhost:8443\/first-run#[\w-]{43}$/)
    const somebody = browser()
    expect((await somebody.call('GET /api/first-run')).answer).toEqual({ open: true })
    const made = await somebody.call('POST /api/first-run', { ...typed, token: link.split('#')[1] })
    expect([made.status, made.answer]).toEqual([201, { organization: 'Elm Clinic', userName: 'DREYES' }])
    const { userName, password } = typed
    expect((await somebody.call('POST /api/sign-in', { userName, password })).answer?.step).toBe('done')
    expect((await somebody.call('GET /api/session')).answer?.person).toMatchObject({
      displayName: 'Dana Reyes',
      organization: 'Elm Clinic',
      rights: expect.arrayContaining([
        'Administer Users',
        'Administer Preferences',
        'Administer Machines',
        'View Audit',
        'Administer Applications',
      ]),
    })
    const audit = await somebody.call(
      'GET /api/administration/audit',
      undefined,
      '/api/administration/audit?event=organization-made',
    )
    expect(audit.answer?.entries).toMatchObject([
      { sentence: 'Dana Reyes set this server up for Elm Clinic.' },
    ])
  })

  it('afterwards there is nothing here, with the same link or another one', async () => {
    await begin()
    const token = await newToken()
    await browser().call('POST /api/first-run', { ...typed, token })
    expect(await openFirstRun(server.world)).toBeNull()
    expect((await browser().call('GET /api/first-run')).answer).toEqual({ open: false })
    for (const again of [token, 'anything']) {
      const { status, problem } = await browser().call('POST /api/first-run', {
        ...typed,
        organization: 'Other',
        token: again,
      })
      expect([status, problem?.code]).toEqual([404, 'not-found'])
    }
    expect(await counts()).toEqual([1, 1])
  })

  it('a wrong link makes nothing, nor does one that has run out or was made at an earlier start', async () => {
    await begin()
    const earlier = await newToken()
    const token = await newToken()
    const post = async (token: string) =>
      (await browser().call('POST /api/first-run', { ...typed, token })).problem?.code
    expect(await post('not-a-token')).toBe('link-over')
    expect(await post(earlier)).toBe('link-over')
    server.clock.advance(24 * 60 * 60 * 1000)
    expect(await post(token)).toBe('link-over')
    expect(await counts()).toEqual([0, 0])
  })

  it('names every field that cannot be used, and the link still works', async () => {
    await begin()
    const token = await newToken()
    const bad = {
      organization: ' ',
      userName: 'two words',
      displayName: '',
      email: 'nobody',
      password: 'password1234',
      token,
    }
    const { status, problem } = await browser().call('POST /api/first-run', bad)
    expect([status, problem?.code]).toEqual([422, 'invalid-value'])
    expect(Object.keys(problem!.fields!).sort()).toEqual([
      'displayName',
      'email',
      'organization',
      'password',
      'userName',
    ])
    expect(JSON.stringify(problem)).not.toContain('password1234')
    expect((await browser().call('POST /api/first-run', { ...typed, token })).status).toBe(201)
  })

  it('of two at once, on two servers with a link each, exactly one makes it', async () => {
    await begin()
    const second = await start()
    others.push(second)
    const tokens = [await newToken()]
    // A link that another start has made just beside this one.
    const expiresAt = new Date(server.clock.now().getTime() + 1000)
    const link = { organizationId: null, personId: null, purpose: 'first-run' as const, data: {}, expiresAt }
    tokens.push(await makeLink(second.world, link))
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, number) =>
        browser(number % 2 === 0 ? server : second).call('POST /api/first-run', {
          ...typed,
          organization: `Clinic ${number}`,
          token: tokens[number % 2]!,
        }),
      ),
    )
    const statuses = replies.map(({ status }) => status).sort()
    expect(statuses[0]).toBe(201)
    expect(statuses.slice(1).every((status) => status === 404 || status === 410)).toBe(true)
    expect(await counts()).toEqual([1, 1])
  })

  it('keeps only the hash of the link', async () => {
    await begin()
    const token = await newToken()
    const rows = await server.world.database.selectFrom('links').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})
