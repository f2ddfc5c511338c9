/** May somebody choose this password? Long, not a common one, and not one's own name (NIST SP 800-63B, 3.1.1.2). */
import { nameKey } from '../../base/name-key.ts'

const leastCharacters = 12
/** Shorter names stand in many words by chance. */
const leastOfName = 4

export interface PasswordSurroundings {
  userName: string
  organization: string
  /** In lower case. */
  common: ReadonlySet<string>
}

/** Why it cannot be used, as a sentence; null where it can. */
export function passwordFault(
  password: string,
  { userName, organization, common }: PasswordSurroundings,
): string | null {
  const key = nameKey(password)
  if ([...password.normalize('NFKC')].length < leastCharacters)
    return `A password has at least ${leastCharacters} characters.`
  if (isCommon(key, common)) return 'Too many people use this password, or one much like it.'
  if (holds(key, userName)) return 'The user name must not be part of the password.'
  if (holds(key, organization)) return "The organization's name must not be part of the password."
  return null
}

/** As it stands, without what was only put before or after it, or one piece said again and again. */
function isCommon(key: string, common: ReadonlySet<string>): boolean {
  const core = key.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const piece = /^(.+?)\1+$/su.exec(key)?.[1]
  return (
    [key, core, key.replaceAll(/\s/gu, '')].some((form) => common.has(form)) || isWeakPiece(piece, common)
  )
}

function isWeakPiece(piece: string | undefined, common: ReadonlySet<string>): boolean {
  return piece !== undefined && (piece.length < leastCharacters || common.has(piece))
}

function holds(key: string, name: string): boolean {
  const forms = [nameKey(name), nameKey(name).replaceAll(/\s/gu, '')]
  return forms.some((form) => form.length >= leastOfName && key.includes(form))
}
