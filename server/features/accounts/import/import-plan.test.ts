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
          expect(read.every(({ fits }) => fits)).toBe(true)
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

  it('may leave out what is not needed, and lines may end with empty values', () => {
    const [line] = linesOf('E-mail,User name,Display name\na@b.example,A,Ann,,\n')
    expect(line).toMatchObject({ fits: true, values: { 'User name': 'A', 'Cell phone': '', Location: '' } })
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
const around = { taken: new Set(['bsmith']), locations: new Map([['elm street', 'loc_1']]) }

describe('a line of the file', () => {
  it('becomes a person in the location it names, in any writing', () => {
    const line = {
      line: 2,
      values: values({ Location: 'ELM Street', 'Cell phone': '555 555 4217' }),
      fits: true,
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
    const [planned] = planImport([{ line: 2, values: values(over), fits: true }], around)
    expect(planned).toMatchObject({ person: null, shown: { faults: [{ column, sentence }] } })
  })

  it('is the only one of its user name: the first stands, the later are faulty', () => {
    const names = ['x', 'X', 'ｘ', 'y']
    const lines = names.map((name, at) => ({
      line: at + 2,
      values: values({ 'User name': name }),
      fits: true,
    }))
    const planned = planImport(lines, around)
    expect(planned.map(({ person }) => person?.userName ?? null)).toEqual(['x', null, null, 'y'])
    expect(planned[2]?.shown.faults[0]?.sentence).toBe('Line 2 has the same user name.')
  })
})
