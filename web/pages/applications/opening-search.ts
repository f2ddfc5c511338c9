/** What an application asks for before it opens, as its address says. */
import { type Method, methods } from '../../../contract/words.ts'

export interface OpeningSearch {
  application: string
  /** Where the person was going. */
  returnTo?: string
  /** By one of which a code is wanted, with commas between; absent where the password suffices. */
  methods?: string
}

export function openingSearch(search: Record<string, unknown>): OpeningSearch {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const [returnTo, methods] = [text(search.returnTo), text(search.methods)]
  return {
    application: text(search.application) ?? '',
    ...(returnTo !== undefined && { returnTo }),
    ...(methods !== undefined && { methods }),
  }
}

/** Undefined where no code is wanted; a word that names no method is none. */
export function wantedMethods({ methods: text }: OpeningSearch): Method[] | undefined {
  const named = text?.split(',') ?? []
  const wanted = methods.filter((method) => named.includes(method))
  return wanted.length > 0 ? wanted : undefined
}
