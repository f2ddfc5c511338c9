/** Which column of people is meant by a heading, in the ways other programs write it? */
import type { ImportColumn } from '../../../../contract/words.ts'
import { nameKey } from '../../../base/name-key.ts'

/** A first and a last name make a display name. */
export type FileColumn = ImportColumn | 'First name' | 'Last name'

/** Small, without space and signs. */
const headings: Readonly<Record<FileColumn, readonly string[]>> = {
  'User name': ['username', 'user', 'userid', 'login', 'loginname', 'samaccountname'],
  'Display name': ['displayname', 'fullname', 'name'],
  'First name': ['firstname', 'givenname', 'forename'],
  'Last name': ['lastname', 'surname', 'familyname'],
  'E-mail': ['email', 'mail', 'emailaddress', 'mailaddress', 'primaryemail'],
  'Cell phone': [
    'cellphone',
    'cell',
    'cellphonenumber',
    'mobile',
    'mobilephone',
    'mobilenumber',
    'phone',
    'phonenumber',
  ],
  Location: ['location', 'office', 'site', 'branch'],
}

export function fileColumn(heading: string): FileColumn | undefined {
  const key = nameKey(heading).replace(/[^\p{L}\p{N}]/gu, '')
  const columns = Object.entries(headings) as [FileColumn, readonly string[]][]
  return columns.find(([, keys]) => keys.includes(key))?.[0]
}
