import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ImportColumn, importColumns } from '../../../../contract/words.ts'
import { type FileLine, readImportFile } from './import-file.ts'
import { planImport } from './import-plan.ts'

const header = importColumns.join(',')

function linesOf(text: string): FileLine[] {
  const read = readImportFile(text, 100)
  if ('fault' in read) throw new Error(read.fault)
  return read.lines
}

describe('a file of people', () => {
  it('gives back what was written, whatever stands in the values', () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.trim())
    const cells = fc
      .tuple(value, value, value, value, value)
      .filter((cells) => cells.some((cell) => cell !== ''))
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        (rows, separator) => {
          const text = [importColumns, ...rows].map((row) => row.map(quoted).join(separator)).join('\r\n')
          const read = linesOf(text)
          expect(read.map(({ values }) => importColumns.map((column) => values[column]))).toEqual(rows)
          expect(read.every(({ fault }) => fault === null)).toBe(true)
        },
      ),
    )
  })

  it('is read or refused with a sentence, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.boolean(), (text, withHeader) => {
        const read = readImportFile(withHeader ? `${header}\n${text}` : text, 100)
        if ('fault' in read) expect(read.fault).toMatch(/\.$/)
        else expect(read.lines.length).toBeLessThanOrEqual(100)
      }),
      { numRuns: 500 },
    )
  })

  it('tells the number of each line as an editor counts them', () => {
    const text = `${header}\r\n\r\nA,A,a@b.example,,\r\n,,,,\r\nB,B,b@b.example,,\r\n`
    expect(linesOf(text).map(({ line }) => line)).toEqual([3, 5])
  })

  it('has lines that end each in its own way, also below a header that ends in another (C5)', () => {
    for (const [first, others] of [
      ['\r\n', '\n'],
      ['\n', '\r\n'],
      ['\r', '\n'],
      ['\r\n', '\r'],
    ]) {
      const rows = ['A,Ann,a@b.example,,', 'B,Bob,b@b.example,,', 'C,Cem,c@b.example,,']
      const lines = linesOf(`${header}${first}${rows.join(others)}${others}`)
      expect(lines.map(({ line, values }) => [line, values['User name']])).toEqual([
        [2, 'A'],
        [3, 'B'],
        [4, 'C'],
      ])
    }
  })

  it('counts a line break inside quotation marks once, as an editor does, whatever it is (C5)', () => {
    const text = `${header}\r\nA,"Ann\r\nLee",a@b.example,,\r\nB,"Bob\nLee",b@b.example,,\r\nC,Cem,c@b.example,,`
    expect(linesOf(text).map(({ line, values }) => [line, values['User name']])).toEqual([
      [2, 'A'],
      [4, 'B'],
      [6, 'C'],
    ])
  })

  it('may leave out the values at the end that nobody needs (C6)', () => {
    expect(linesOf(`${header}\nLPARK,Lee Park,lee@harbor.example`)).toMatchObject([
      { fault: null, values: { 'E-mail': 'lee@harbor.example', 'Cell phone': '', Location: '' } },
    ])
    expect(linesOf(`${header}\nLPARK`)[0]?.fault).toMatch(/another number of values/)
  })

  it.each([
    ['RSMITH,Robert "Bob" Smith,r@b.example,,', /in the middle of a value/],
    ['RSMITH,"Robert" Smith,r@b.example,,', /in the middle of a value/],
    ['RSMITH,="0123",r@b.example,,', /formula/],
    ['RSMITH,"Robert Smith,r@b.example,,', /never closed/],
    [`RSMITH,${'r'.repeat(20_000)},r@b.example,,`, /too long/],
    [`RSMITH,"${'r'.repeat(20_000)}",r@b.example,,`, /never closed|too long/],
  ])('whose line %j cannot be read names it, and shows the others (C7)', (broken, sentence) => {
    const text = [header, 'A,Ann,a@b.example,,', broken, 'B,Bob,b@b.example,,'].join('\r\n')
    const lines = linesOf(text)
    expect(lines.map(({ line, values, isCut }) => [line, values['User name'], isCut])).toEqual([
      [2, 'A', false],
      [3, 'RSMITH', true],
      [4, 'B', false],
    ])
    expect(lines[1]?.fault).toMatch(sentence)
    const planned = planImport(lines, around)
    expect(planned.map(({ person }) => person !== null)).toEqual([true, false, true])
    expect(planned[1]?.shown.faults).toHaveLength(1)
  })

  it('goes on below a quotation mark that a later line closes (C7)', () => {
    const lines = linesOf(`${header}\nA,"Ann,a@b.example,,\nB,"Bob, Lee",b@b.example,,\nC,Cem,c@b.example,,`)
    expect(lines.map(({ values, fault }) => [values['User name'], fault === null])).toEqual([
      ['A', false],
      ['B', true],
      ['C', true],
    ])
  })

  it.each([
    ['sep=;\r\nUser name;Display name;E-mail\r\nA;Lee, Ann;a@b.example', 3],
    ['\ufeffsep=;\nUsername;Full Name;Email\nA;Lee, Ann;a@b.example', 3],
    ['Email,Username,First Name,Last Name\na@b.example,A,"Lee,",Ann', 2],
    ['E-Mail Address,Login,Given Name,Surname,Mobile Phone,Office\na@b.example,A,"Lee,",Ann,,', 2],
    ['USER_NAME,display-name,Mail\nA,"Lee, Ann",a@b.example', 2],
  ])('is known by what other programs write above it: %j (C8)', (text, line) => {
    expect(linesOf(text)).toMatchObject([
      {
        line,
        fault: null,
        values: { 'User name': 'A', 'Display name': 'Lee, Ann', 'E-mail': 'a@b.example' },
      },
    ])
  })

  it.each([
    ['First Name,Display name,User name,E-mail\nA', /either a display name/],
    ['Email,E-mail,User name,Display name\nA', /"E-mail" stands there twice/],
    ['User name,E-mail\nA', /"Display name" is missing/],
  ])('whose header %j is no header of people is refused (C8)', (text, sentence) => {
    expect(readImportFile(text, 100)).toMatchObject({ fault: expect.stringMatching(sentence) })
  })

  it('may leave out what is not needed, and lines may end with empty values', () => {
    const [line] = linesOf('E-mail,User name,Display name\na@b.example,A,Ann,,\n')
    expect(line).toMatchObject({ fault: null, values: { 'User name': 'A', 'Cell phone': '', Location: '' } })
  })
})

const values = (over: Partial<Record<ImportColumn, string>>): Record<ImportColumn, string> => ({
  'User name': 'A',
  'Display name': 'Ann',
  'E-mail': 'a@b.example',
  'Cell phone': '',
  Location: '',
  ...over,
})
const around = {
  taken: new Set(['bsmith']),
  locations: new Map([['elm street', 'loc_1']]),
  get firstLines() {
    return new Map<string, number>()
  },
}

describe('a line of the file', () => {
  it('becomes a person in the location it names, in any writing', () => {
    const line = {
      line: 2,
      values: values({ Location: 'ELM Street', 'Cell phone': '555 555 4217' }),
      fault: null,
      isCut: false,
    }
    expect(planImport([line], around)).toEqual([
      {
        shown: {
          line: 2,
          userName: 'A',
          displayName: 'Ann',
          email: 'a@b.example',
          cellPhone: '(555) 555-4217',
          location: 'ELM Street',
          faults: [],
        },
        person: {
          userName: 'A',
          displayName: 'Ann',
          email: 'a@b.example',
          cellPhone: '+15555554217',
          locationId: 'loc_1',
        },
      },
    ])
  })

  it.each<[Partial<Record<ImportColumn, string>>, string, string]>([
    [{ 'User name': '' }, 'User name', 'A user name is needed.'],
    [{ 'User name': 'BSmith' }, 'User name', 'This user name is already used.'],
    [{ 'Display name': '' }, 'Display name', 'A name is needed.'],
    [{ 'E-mail': 'a' }, 'E-mail', 'This is not an e-mail address such as name@example.com.'],
    [{ 'Cell phone': '911' }, 'Cell phone', 'This number has too few digits.'],
    [
      { Location: 'Elm' },
      'Location',
      'There is no location of this name. Add it first, or correct the name.',
    ],
  ])('with %j becomes nobody: %s: %s', (over, column, sentence) => {
    const [planned] = planImport([{ line: 2, values: values(over), fault: null, isCut: false }], around)
    expect(planned).toMatchObject({ person: null, shown: { faults: [{ column, sentence }] } })
  })

  it('is the only one of its user name: the first stands, the later are faulty', () => {
    const names = ['x', 'X', 'ｘ', 'y']
    const lines = names.map((name, at) => ({
      line: at + 2,
      values: values({ 'User name': name }),
      fault: null,
      isCut: false,
    }))
    const planned = planImport(lines, around)
    expect(planned.map(({ person }) => person?.userName ?? null)).toEqual(['x', null, null, 'y'])
    expect(planned[2]?.shown.faults[0]?.sentence).toBe('Line 2 has the same user name.')
  })
})
