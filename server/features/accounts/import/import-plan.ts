/** Which lines of a file become people, and what is wrong with the others? */

import type { ImportLine } from '../../../../contract/api/people.ts'
import type { ImportColumn } from '../../../../contract/words.ts'
import type { Id } from '../../../base/id.ts'
import { nameKey } from '../../../base/name-key.ts'
import { showCellPhone } from '../../people/cell-phone.ts'
import { type PersonFields, readPersonFields } from '../person-fields.ts'
import type { FileLine } from './import-file.ts'

export interface PlannedLine {
  shown: ImportLine
  /** Null for a faulty line. */
  person:
    | (Required<Omit<PersonFields, 'email'>> & { email: string | null; locationId: Id<'location'> | null })
    | null
}

export interface Surroundings {
  /** Keys of the user names that exist already. */
  taken: ReadonlySet<string>
  /** Ids by the key of the name. */
  locations: ReadonlyMap<string, string>
  /** Where each user name of the file stood first, by its key; lines that are planned are added. */
  firstLines: Map<string, number>
}

type Fault = ImportLine['faults'][number]

const columnOf: Readonly<Record<string, ImportColumn>> = {
  userName: 'User name',
  displayName: 'Display name',
  email: 'E-mail',
  cellPhone: 'Cell phone',
}

/** A location that does not exist is a fault, not a new location: a slip would found one. */
export function planImport(
  lines: readonly FileLine[],
  { taken, locations, firstLines }: Surroundings,
): PlannedLine[] {
  return lines.map((line) => {
    const key = nameKey(line.values['User name'])
    const earlier = firstLines.get(key)
    if (earlier === undefined) firstLines.set(key, line.line)
    const { 'User name': userName, 'Display name': displayName, 'E-mail': email } = line.values
    const read = readPersonFields({
      userName,
      displayName,
      email: email || undefined,
      cellPhone: line.values['Cell phone'],
    })
    const whole = line.fault === null ? [] : [{ column: '', sentence: line.fault }]
    const ofValues = [
      ...('faults' in read ? fieldFaults(read.faults) : []),
      ...nameFaults({ key, earlier, taken }),
      ...locationFaults(line.values.Location, locations),
    ]
    const faults = line.isCut ? whole : [...whole, ...ofValues]
    const fields = 'fields' in read ? read.fields : {}
    return {
      shown: { ...shownValues(line, fields), faults },
      person: faults.length > 0 ? null : toPerson(line, fields, locations),
    }
  })
}

/** Somebody took the user name after the plan was made. */
export function takenMeanwhile(line: ImportLine): ImportLine {
  return { ...line, faults: [{ column: columnOf.userName!, sentence: takenSentence }] }
}

const takenSentence = 'This user name is already used.'

function nameFaults({
  key,
  earlier,
  taken,
}: {
  key: string
  earlier: number | undefined
  taken: Surroundings['taken']
}): Fault[] {
  const column = 'User name'
  if (key === '') return []
  if (earlier !== undefined) return [{ column, sentence: `Line ${earlier} has the same user name.` }]
  return taken.has(key) ? [{ column, sentence: takenSentence }] : []
}

function locationFaults(name: string, locations: Surroundings['locations']): Fault[] {
  if (name === '' || locations.has(nameKey(name))) return []
  return [
    { column: 'Location', sentence: 'There is no location of this name. Add it first, or correct the name.' },
  ]
}

function fieldFaults(faults: Readonly<Record<string, string>>): Fault[] {
  return Object.entries(faults).map(([field, sentence]) => ({ column: columnOf[field] ?? field, sentence }))
}

function shownValues({ line, values }: FileLine, fields: PersonFields): Omit<ImportLine, 'faults'> {
  const phone = fields.cellPhone ? showCellPhone(fields.cellPhone) : values['Cell phone']
  return {
    line,
    userName: fields.userName ?? values['User name'],
    displayName: fields.displayName ?? values['Display name'],
    email: fields.email ?? values['E-mail'],
    cellPhone: phone || null,
    location: values.Location || null,
  }
}

function toPerson(
  { values }: FileLine,
  fields: PersonFields,
  locations: Surroundings['locations'],
): PlannedLine['person'] {
  const { userName = '', displayName = '', email = null, cellPhone = null } = fields
  const locationId = locations.get(nameKey(values.Location)) ?? null
  return { userName, displayName, email, cellPhone, locationId }
}
