import { afterEach, beforeEach, expect, it } from 'vitest'
import { largestImport, mostImportLines } from '../../contract/api/people.ts'
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
    'TFEW,Too Few',
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
      [6, ['', 'E-mail']],
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
      ['User name,Display name\nA,B', /"E-mail" is missing/],
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
