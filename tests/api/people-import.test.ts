import { type RawBuilder, sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { largestImport, mostImportLines } from '../../contract/api/people.ts'
import { personActor } from '../../server/base/actor.ts'
import { minute } from '../../server/base/duration.ts'
import { importPeople, previewImport } from '../../server/features/accounts/import/import-people.flow.ts'
import { linesAtOnce } from '../../server/features/accounts/import/slices.flow.ts'
import { type Administrator, signInAs, startOffice } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import { letterTo } from '../support/set-up.ts'

const preview = 'POST /api/administration/people/import/preview'
const load = 'POST /api/administration/people/import'
const header = 'User name,Display name,E-mail,Cell phone,Location'

onBothEngines('Importing people (R9.4)', (open) => {
  let server: TestServer
  let dana: Administrator
  beforeEach(async () => {
    ;({ server, dana } = await startOffice(await open()))
  })
  afterEach(() => server.stop())

  const found = async (search: string) =>
    (await dana.ask('GET /api/administration/people', { search })).answer!.people

  const mixed = [
    header,
    'LPARK,Lee Park,lee@harbor.example,(555) 555-0190,elm street',
    'bsmith,Bob Smith,bob@harbor.example,,',
    'lpark,Lea Park,lea@harbor.example,,',
    'MBAD,Mo Bad,mo(at)harbor.example,555-555-42,Nowhere',
    'TFEW',
    '"JDOE","Doe, Jo ""JD""",jo@harbor.example,,',
  ].join('\r\n')

  it('shows every line before, and what is wrong with each; and changes nothing', async () => {
    const { answer } = await dana.ask(preview, {}, { csv: mixed })
    expect(answer).toMatchObject({ good: 2, faulty: 4 })
    expect(answer?.lines.map(({ line, faults }) => [line, faults.map(({ column }) => column)])).toEqual([
      [2, []],
      [3, ['User name']],
      [4, ['User name']],
      [5, ['E-mail', 'Cell phone', 'Location']],
      [6, ['', 'Display name']],
      [7, []],
    ])
    const sentences = answer?.lines.flatMap(({ faults }) => faults.map(({ sentence }) => sentence))
    expect(sentences).toContain('This user name is already used.')
    expect(sentences).toContain('Line 2 has the same user name.')
    expect(sentences).toContain('This number has too few digits.')
    expect(sentences).toContain('There is no location of this name. Add it first, or correct the name.')
    expect(answer?.lines[5]).toMatchObject({ displayName: 'Doe, Jo "JD"', cellPhone: null, location: null })
    expect(await found('park')).toEqual([])
  })

  it('adds and invites the people of the good lines, and names the others', async () => {
    const { answer } = await dana.ask(load, {}, { csv: mixed })
    expect(answer).toMatchObject({ imported: 2 })
    expect(answer?.leftOut.map(({ line }) => line)).toEqual([3, 4, 5, 6])
    expect(await found('lee park')).toMatchObject([
      {
        userName: 'LPARK',
        cellPhone: '(555) 555-0190',
        location: { name: 'Elm Street' },
        hasPassword: false,
      },
    ])
    expect(await letterTo(server, 'jo@harbor.example', 'Your account at Harbor Agency')).toContain(
      'Dana Reyes',
    )
    const again = await dana.ask(load, {}, { csv: mixed })
    expect(again.answer).toMatchObject({ imported: 0 })
    const [person] = await found('lee park')
    const { answer: history } = await dana.ask('GET /api/administration/people/{id}/history', {
      id: person!.id,
    })
    expect(history?.entries.map(({ event }) => event).sort()).toEqual(['person-added', 'person-invited'])
  })

  it('adds each once when two administrators import one file at once', async () => {
    const csv = [
      header,
      ...Array.from({ length: 50 }, (_, at) => `P${at},Person ${at},p${at}@harbor.example,,`),
    ].join('\n')
    const answers = await Promise.all([dana.ask(load, {}, { csv }), dana.ask(load, {}, { csv })])
    const imported = answers.map(({ answer }) => answer!.imported)
    expect(imported[0]! + imported[1]!).toBe(50)
    expect(answers.flatMap(({ answer }) => answer!.leftOut)).toHaveLength(50)
  })

  it('refuses a file that cannot be read, with a sentence', async () => {
    const faults: [string, RegExp][] = [
      ['', /^The file is empty\.$/],
      ['Color,Mail\nA,B', /"Color" is no column we know/],
      ['User name,E-mail\nA,B', /"Display name" is missing/],
      [`${header},E-Mail\n`, /"E-mail" stands there twice/],
      ['User name,"Display name,E-mail\nA,B', /A quotation mark is opened and never closed \(line 1\)/],
      [header + '\nA,B,C,,'.repeat(mostImportLines + 1), /A file holds at most 5000 people/],
      [header + '\n'.repeat(1_000_000), /A file holds at most 5000 people/],
    ]
    for (const [csv, sentence] of faults) {
      const { problem } = await dana.ask(preview, {}, { csv })
      expect(problem).toMatchObject({ status: 422, code: 'invalid-value' })
      expect(problem?.fields?.csv).toMatch(sentence)
    }
  })

  it('reads what spreadsheets write: a mark at the beginning, semicolons or tabs, any line ends, any order and case', async () => {
    for (const [separator, end] of [
      [';', '\r\n'],
      ['\t', '\n'],
      [',', '\r'],
    ] as const) {
      const lines = [
        ['E-MAIL', 'user name', 'Display Name'],
        ['lee@harbor.example', 'LPARK', '"Park, Lee"'],
        ['', '', ''],
        ['mo@harbor.example', 'MO', 'Mo'],
      ]
      const csv = `\ufeff${lines.map((cells) => cells.join(separator)).join(end)}${end}`
      const { answer } = await dana.ask(preview, {}, { csv })
      expect(answer).toMatchObject({ good: 2, faulty: 0 })
      expect(answer?.lines).toMatchObject([
        { line: 2, userName: 'LPARK', displayName: 'Park, Lee', email: 'lee@harbor.example' },
        { line: 4, userName: 'MO' },
      ])
    }
  })

  it('takes up to two megabytes here, from administrators only, and 64 kilobytes elsewhere', async () => {
    const csv = `${header}\n${'x'.repeat(100_000)}`
    expect((await dana.ask(preview, {}, { csv })).answer).toMatchObject({ good: 0, faulty: 1 })
    const tooLarge = { csv: 'x'.repeat(largestImport) }
    expect((await dana.ask(preview, {}, tooLarge)).problem).toMatchObject({ status: 413, code: 'too-large' })
    const elsewhere = await dana.ask('POST /api/administration/locations', {}, { name: csv })
    expect(elsewhere.problem?.code).toBe('too-large')
    const bill = await signInAs(server, 'BSMITH')
    expect((await bill.ask(preview, {}, tooLarge)).problem?.code).toBe('no-right')
    bill.visitor.cookies.clear()
    expect((await bill.ask(load, {}, { csv })).problem?.code).toBe('no-session')
  })

  const progressOf = async () => (await dana.ask('GET /api/administration/people/import')).answer!.import
  const people = (count: number) =>
    [header, ...Array.from({ length: count }, (_, at) => `P${at},Person ${at},p${at}@harbor.example,,`)].join(
      '\n',
    )

  it('answers others between any two slices, and tells them how far it is (A6)', async () => {
    const count = 10 * linesAtOnce
    const importing = dana.ask(load, {}, { csv: people(count) })
    const seen: number[] = [0]
    for (let done = 0; done < count; ) {
      const progress = await progressOf()
      done = progress?.done ?? 0
      expect(progress === null || progress.added === progress.done).toBe(true)
      seen.push(done)
    }
    await importing
    // Each answer came while the import went on: it waited for one slice and not for all.
    expect(new Set(seen).size).toBeGreaterThan(3)
    expect(await progressOf()).toMatchObject({ state: 'finished', lines: count, done: count, added: count })
  })

  it('gives the turn away after so many lines, also while it is only looked at (A6)', async () => {
    let turns = 0
    let isDone = false
    const count = async () => {
      for (; !isDone; turns++) await new Promise((resolve) => setImmediate(resolve))
    }
    const counting = count()
    const { organizationId } = await server.world.database
      .selectFrom('people')
      .select('organization_id as organizationId')
      .executeTakeFirstOrThrow()
    await previewImport(server.world, { organizationId, csv: people(30 * linesAtOnce) })
    isDone = true
    await counting
    expect(turns).toBeGreaterThanOrEqual(29)
  })

  it('keeps the part that was added where it is ended in the middle, and tells exactly that part (A6)', async () => {
    const { world } = server
    const { id, organizationId } = await world.database
      .selectFrom('people')
      .select(['id', 'organization_id as organizationId'])
      .where('user_name', '=', 'ADMIN')
      .executeTakeFirstOrThrow()
    const by = personActor({ id, displayName: 'Dana Reyes' }, { browser: '', system: '', address: '::1' })
    let slices = 0
    let drawn = 0
    // Ended in the middle of the fifth slice, after its people were written.
    const ended: typeof world = {
      ...world,
      random: {
        ...world.random,
        bytes(length) {
          if (slices === 4 && drawn++ > linesAtOnce) throw new Error('ended')
          return world.random.bytes(length)
        },
      },
      outboxFilled: () => void slices++,
    }
    const importing = importPeople(ended, { organizationId, by, csv: people(10 * linesAtOnce) })
    await expect(importing).rejects.toThrow('ended')
    const progress = await progressOf()
    expect(progress).toMatchObject({ state: 'running', lines: 10 * linesAtOnce, added: 4 * linesAtOnce })
    server.clock.advance(minute)
    expect(await progressOf()).toMatchObject({ state: 'stopped', added: 4 * linesAtOnce })
    const count = async (rows: RawBuilder<unknown>) => {
      const counted = await sql<{ count: number | string }>`select count(*) as count from ${rows}`.execute(
        world.database,
      )
      return Number(counted.rows[0]!.count)
    }
    const parts = [
      sql`people where display_name like 'Person %'`,
      sql`messages where kind = 'invitation'`,
      sql`links where purpose = 'invitation'`,
      sql`audit where event = 'person-added'`,
    ]
    expect(await Promise.all(parts.map(count))).toEqual(parts.map(() => 4 * linesAtOnce))
    // The same file again adds the rest, and names the others.
    const { answer } = await dana.ask(load, {}, { csv: people(10 * linesAtOnce) })
    expect(answer?.imported).toBe(6 * linesAtOnce)
    expect(answer?.leftOut).toHaveLength(4 * linesAtOnce)
  })

  it('invites in portions, so that what others wait for overtakes invitations; and nobody where nobody is chosen (O13)', async () => {
    await dana.ask(load, {}, { csv: people(250) })
    const due = await server.world.database
      .selectFrom('messages')
      .select(['next_try_at', 'created_at'])
      .where('kind', '=', 'invitation')
      .execute()
    const waits = due.map(({ next_try_at, created_at }) => (next_try_at - created_at) / minute)
    const portions = [0, 1, 2].map((portion) => waits.filter((wait) => wait === portion).length)
    expect(portions).toEqual([100, 100, 50])
    const one = `${header}\nQUIET,Quinn Quiet,quinn@harbor.example,,`
    expect((await dana.ask(load, {}, { csv: one, invite: false })).answer?.imported).toBe(1)
    const { answer: history } = await dana.ask('GET /api/administration/people/{id}/history', {
      id: (await found('quinn'))[0]!.id,
    })
    expect(history?.entries.map(({ event }) => event)).toEqual(['person-added'])
  })

  it('takes as many people as a file holds, all at once', async () => {
    const line = (at: number) => `U${at},Person Number${at},person${at}@harbor.example,,Main Street`
    const csv = [header, ...Array.from({ length: mostImportLines }, (_, at) => line(at))].join('\n')
    const { answer } = await dana.ask(load, {}, { csv })
    expect(answer).toEqual({ imported: mostImportLines, leftOut: [] })
    expect(await found('number4999')).toMatchObject([{ userName: 'U4999' }])
    const { invited } = await server.world.database
      .selectFrom('messages')
      .select((row) => row.fn.countAll<number>().as('invited'))
      .where('kind', '=', 'invitation')
      .executeTakeFirstOrThrow()
    expect(invited).toBe(mostImportLines)
  })
})
