import { Problem } from '../../base/problem.ts'
import { together } from '../../tools/database/prepared.ts'
import type { World } from '../../tools/world.ts'
import { type Challenge, openChallengeOfToken, toChallenge } from '../challenges/challenges.store.ts'
import { ofToken, type SignIn, signInOf, toSignIn } from './sign-ins.store.ts'

const askedOf = together({ signIns: signInOf, challenges: openChallengeOfToken })

/** A sign-in that waits for a code, and the open challenge of it. Throws `no-sign-in`, `sign-in-over`. */
export async function openSignInOf(
  world: World,
  token: string,
): Promise<{ signIn: SignIn; challenge: Challenge | undefined }> {
  const { signIns, challenges } = await askedOf(world.database, ofToken(world, token))
  const [signIn] = signIns.map(toSignIn)
  if (!signIn) throw new Problem('no-sign-in')
  if (signIn.state !== 'code') throw new Problem('sign-in-over')
  const [row] = challenges
  return { signIn, challenge: row && toChallenge(world, row) }
}
