import { afterEach, beforeEach, expect, it } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import { queueMessage } from '../../server/features/messages/messages.store.ts'
import { transaction } from '../../server/tools/transaction.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { messagesTo, nextMessage, signInByEmail } from '../support/sign-in.ts'
import { until } from '../support/until.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

onBothEngines('Messages', (open) => {
  let server: TestServer
  let admin: Visitor
  let who: { personId: string; organizationId: string }
  beforeEach(async () => {
    server = await startServer({ settings: { DATABASE: await open() } })
    admin = visitor(server.url)
    expect((await signInByEmail(server, admin, 'ADMIN')).answer?.step).toBe('done')
    who = await server.world.database
      .selectFrom('people')
      .select(['id as personId', 'organization_id as organizationId'])
      .where('user_name', '=', 'BSMITH')
      .executeTakeFirstOrThrow()
  })
  afterEach(() => server.stop())

  const ask = (query = '', by = admin) =>
    by.call('GET /api/administration/messages', undefined, `/api/administration/messages?${query}`)
  const sendAgain = (id: string, by = admin) =>
    by.call(
      'POST /api/administration/messages/{id}/send-again',
      {},
      `/api/administration/messages/${id}/send-again`,
    )

  const content = {
    subject: 'A subject',
    text: 'a secret 407112',
    html: '<p>a secret 407112</p>',
    fromName: 'Harbor Agency',
  }
  /** As the outbox leaves a message whose last try failed; the outbox itself never sees it waiting. */
  function failed(kind: string, sealed?: ''): Promise<string> {
    return transaction(server.world, async (world) => {
      const recipient = 'bsmith@harbor.example'
      const id = await queueMessage(world, {
        ...who,
        channel: 'email',
        recipient,
        kind,
        content,
        dropAt: null,
      })
      await world.database
        .updateTable('messages')
        .set({
          state: 'failed',
          tries: 11,
          last_error: 'The mail server does not know this address.',
          finished_at: world.clock.now().getTime(),
          ...(sealed === '' && { content_sealed: '' }),
        })
        .where('id', '=', id)
        .execute()
      return id
    })
  }

  const settled = () =>
    until(async () => {
      const { answer } = await ask()
      return answer!.messages.every(({ state }) => state !== 'waiting') && answer!.messages
    }, 'the end of what waits')

  it('R8.3: tells what was sent, to whom and when, and never what it said', async () => {
    const messages = await settled()
    expect(messages.map(({ kind, state, recipient }) => [kind, state, recipient]).sort()).toEqual([
      ['code', 'sent', 'admin@harbor.example'],
      ['new-connection', 'sent', 'admin@harbor.example'],
    ])
    expect(messages[0]).toMatchObject({
      tries: 1,
      fault: null,
      nextTryAt: null,
      canSendAgain: false,
      person: { displayName: 'Dana Reyes' },
    })
    const code = /\b\d{6}\b/.exec((await messagesTo(server, 'admin@harbor.example')).at(-1)!)![0]
    expect(JSON.stringify(messages)).not.toContain(code)
  })

  it('R8.3: tells what failed and why; a failed notice is sent again', async () => {
    const id = await failed('password-changed')
    const { answer } = await ask('state=failed')
    expect(answer?.messages).toMatchObject([
      {
        id,
        state: 'failed',
        tries: 11,
        fault: 'The mail server does not know this address.',
        canSendAgain: true,
      },
    ])
    expect(JSON.stringify(answer)).not.toContain('407112')
    expect((await sendAgain(id)).answer).toMatchObject({
      id,
      state: 'waiting',
      tries: 0,
      nextTryAt: '2026-05-04T08:03:00.000Z',
    })
    expect(await nextMessage(server, 'bsmith@harbor.example')).toContain('407112')
    await settled()
    expect((await ask('state=failed')).answer?.messages).toEqual([])
    expect((await sendAgain(id)).problem?.code).toBe('cannot-send-again')
    const audit = await admin.call(
      'GET /api/administration/audit',
      undefined,
      '/api/administration/audit?event=message-retried',
    )
    expect(audit.answer?.entries).toMatchObject([
      {
        sentence: 'Dana Reyes had a failed message sent again (password-changed).',
        person: { displayName: 'Bill Smith' },
      },
    ])
  })

  it('a link that failed is sent again while it works, and not when it has run out (B1)', async () => {
    const alive = await failed('invitation')
    const dropAt = server.world.clock.now().getTime() + minute
    await server.world.database
      .updateTable('messages')
      .set({ drop_at: dropAt })
      .where('id', '=', alive)
      .execute()
    expect((await ask('state=failed')).answer?.messages).toMatchObject([{ canSendAgain: true }])
    server.clock.advance(minute)
    expect((await ask('state=failed')).answer?.messages).toMatchObject([{ canSendAgain: false }])
    expect((await sendAgain(alive)).problem?.code).toBe('cannot-send-again')
    server.clock.advance(-minute)
    expect((await sendAgain(alive)).answer).toMatchObject({ state: 'waiting', tries: 0 })
    expect(await nextMessage(server, 'bsmith@harbor.example')).toContain('407112')
  })

  it('a code or a link that failed is gone: it cannot be sent again', async () => {
    const id = await failed('invitation', '')
    expect((await ask('state=failed')).answer?.messages).toMatchObject([{ canSendAgain: false }])
    const { status, problem } = await sendAgain(id)
    expect([status, problem?.code]).toEqual([409, 'cannot-send-again'])
  })

  it('addresses are masked for who may not administer users, and so is the retry', async () => {
    const id = await failed('password-changed')
    const { personId, organizationId } = who
    await server.world.database
      .insertInto('person_rights')
      .values({ person_id: personId, organization_id: organizationId, name: 'View Audit' })
      .execute()
    const auditor = visitor(server.url)
    await signInByEmail(server, auditor, 'BSMITH')
    const { answer } = await ask('state=failed', auditor)
    expect(answer?.messages.map(({ recipient }) => recipient)).toEqual(['b•••@harbor.example'])
    expect((await sendAgain(id, auditor)).problem?.code).toBe('no-right')
  })

  it('nothing of another organization is shown or sent again', async () => {
    const id = await failed('password-changed')
    await plant(server.world.database, { organizations: ['org_other'] })
    await server.world.database
      .updateTable('messages')
      .set({ organization_id: 'org_other' })
      .where('id', '=', id)
      .execute()
    expect((await ask('state=failed')).answer?.messages).toEqual([])
    expect((await sendAgain(id)).problem?.code).toBe('not-found')
  })

  it('pages through many messages, each once', async () => {
    for (let number = 0; number < 22; number++) await failed('password-changed')
    const seen: string[] = []
    let next: string | null = ''
    for (let pages = 0; next !== null; pages++) {
      expect(pages).toBeLessThan(4)
      const { answer } = await ask(`state=failed&limit=10${next && `&after=${next}`}`)
      seen.push(...answer!.messages.map(({ id }) => id))
      next = answer!.next
    }
    expect([seen.length, new Set(seen).size]).toEqual([22, 22])
  })

  it.each(['state=lost', 'limit=0', 'after=nowhere'])('%s is refused', async (query) => {
    expect((await ask(query)).problem?.code).toBe('invalid-field')
  })
})
