/** What one request of an application wants of how the person got in, beside what the application always demands. */
import { methods as allMethods } from '../../../contract/words.ts'
import { second } from '../../base/duration.ts'
import { ageLimit, type Moment, type Wanted } from '../../features/applications/demands.ts'
import { type AcrWish, acrWish, type Proved } from '../../features/applications/truth.ts'

export interface Wishes {
  /** Any of which suffices; null where none was named. */
  acrs: readonly string[] | null
  /** Seconds. */
  maxAge: number | null
  /** Whoever is in must prove themselves for this very request. */
  isLogin: boolean
  /** Nothing may be shown to the person. */
  isSilent: boolean
}

type Params = Readonly<Record<string, unknown>>

/** Undefined where what was sent cannot be read. An essential `acr` is never overwritten by `acr_values`. */
export function readWishes(params: Params): Wishes | undefined {
  const acrs = readAcrs(params)
  const maxAge = params.max_age === undefined ? null : Number(params.max_age)
  if (acrs === undefined || (maxAge !== null && !(Number.isSafeInteger(maxAge) && maxAge >= 0)))
    return undefined
  const prompts = typeof params.prompt === 'string' ? params.prompt.split(' ') : []
  return { acrs, maxAge, isLogin: prompts.includes('login'), isSilent: prompts.includes('none') }
}

function readAcrs({ claims, acr_values }: Params): readonly string[] | null | undefined {
  const claim = readAcrClaim(claims)
  if (claim === undefined) return undefined
  const values = typeof acr_values === 'string' ? acr_values.split(' ').filter((value) => value !== '') : []
  if (claim?.isEssential) return claim.values
  if (values.length > 0) return values
  return claim && claim.values.length > 0 ? claim.values : null
}

interface AcrClaim {
  isEssential: boolean
  values: readonly string[]
}

/** Null where nothing is said of it, or only that it should be told, which it always is. */
function readAcrClaim(claims: unknown): AcrClaim | null | undefined {
  if (typeof claims !== 'string') return null
  const acr = JSON.parse(claims)?.id_token?.acr as
    | { essential?: unknown; value?: unknown; values?: unknown }
    | null
    | undefined
  if (acr === null || acr === undefined) return null
  if (typeof acr !== 'object') return undefined
  const values = acr.values ?? (acr.value === undefined ? [] : [acr.value])
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) return undefined
  if (values.length === 0) return null
  return { isEssential: acr.essential === true, values }
}

/** How the wish for an `acr` stands; null where there is none. */
export function acrOfWishes({ acrs }: Wishes, proved: Proved): AcrWish | null {
  return acrs && acrWish(acrs, proved)
}

/** The same wishes as demands. */
export function wantedOf({ maxAge, isLogin }: Wishes, acr: AcrWish | null) {
  return (moment: Moment): Wanted => {
    const age = isLogin ? 0 : maxAge
    const passwordAfter = ageLimit(age === null ? null : age * second, moment)
    const methods = acr?.answer === 'second-factor' ? allMethods : null
    return { passwordAfter, factorAfter: null, methods, recognizedMachine: false }
  }
}
