import type { Method } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import type { Entered } from '../challenges/answer.flow.ts'
import type { Challenge } from '../challenges/challenges.store.ts'
import { readAppCode } from './app/read-app-code.flow.ts'
import { readSentCode } from './sent-code/read-sent-code.flow.ts'

/** Reads what was entered for a challenge: each kind of factor its own way. Takes no try, and throws what each of them throws. */
export async function readCode(world: World, challenge: Challenge, typed: string): Promise<Entered> {
  return readers[challenge.method](world, challenge, typed)
}

const readers: Readonly<Record<Method, typeof readCode>> = {
  email: readSentCode,
  app: readAppCode,
  text: readSentCode,
}
