/** The sample agency of trial mode: who works there, and what each of them shows. */
import type { PreferenceCode } from '../../../contract/words.ts'

export interface SamplePerson {
  userName: string
  displayName: string
  location: 'Main Street' | 'Elm Street'
  cellPhone: string | null
  isAdministrator: boolean
  /** Finished set-up by e-mail, and by text message where there is a cell phone; the others meet the wizard. */
  isSetUp: boolean
  note: string
}

export const sampleOrganization = 'Harbor Agency'
export const sampleLocations = ['Main Street', 'Elm Street'] as const

/** As in the manual's example: on, every seven days. */
export const samplePreferences: readonly { code: PreferenceCode; value: string }[] = [
  { code: '2FA', value: 'On' },
  { code: '2FAFREQUENCY', value: '7' },
]

const person = (
  userName: string,
  displayName: string,
  rest: Pick<SamplePerson, 'location' | 'cellPhone' | 'note'>,
): SamplePerson => ({
  userName,
  displayName,
  isAdministrator: false,
  isSetUp: rest.cellPhone !== null,
  ...rest,
})

export const samplePeople: readonly SamplePerson[] = [
  {
    userName: 'ADMIN',
    displayName: 'Dana Reyes',
    location: 'Main Street',
    cellPhone: '+15555550100',
    isAdministrator: true,
    isSetUp: true,
    note: 'Administrator with all rights',
  },
  person('BSMITH', 'Bill Smith', {
    location: 'Main Street',
    cellPhone: '+15555554217',
    note: 'Always the same laptop at work',
  }),
  person('CBILLS', 'Carol Bills', {
    location: 'Main Street',
    cellPhone: '+15555550183',
    note: 'A laptop and a tablet on one network',
  }),
  person('JJONES', 'Jan Jones', {
    location: 'Main Street',
    cellPhone: '+15555550164',
    note: 'One laptop, at home and in the office',
  }),
  person('NOPHONE', 'Noah Phelps', {
    location: 'Elm Street',
    cellPhone: null,
    note: 'No cell phone in the profile; sets up at the first sign-in',
  }),
  person('EGREEN', 'Elena Green', {
    location: 'Elm Street',
    cellPhone: null,
    note: 'No cell phone in the profile; sets up at the first sign-in',
  }),
  person('MLOPEZ', 'Marco Lopez', {
    location: 'Elm Street',
    cellPhone: null,
    note: 'No cell phone in the profile; sets up at the first sign-in',
  }),
]

export function sampleEmail(userName: string): string {
  return `${userName.toLowerCase()}@harbor.example`
}
