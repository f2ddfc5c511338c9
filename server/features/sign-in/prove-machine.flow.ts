import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { take } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { judgeNonce } from '../machines/key/key-nonce.ts'
import { isProof, type KeyProof } from '../machines/key/key-proof.ts'

/**
 * The caller with the key that this browser proved to hold, if it did. What proves nothing is as good as nothing sent (R15.2);
 * only a page that stood open too long, or sends the same again, is told so. Throws `nonce-over`.
 */
export async function withProvedKey(
  world: World,
  caller: Caller,
  proof: KeyProof | undefined,
): Promise<Caller> {
  if (!proof || !isProof(proof, new URL(world.publicUrl).origin)) return caller
  const nonce = judgeNonce(world.vault, proof.nonce, world.clock.now())
  if (nonce === 'foreign') return caller
  // Where there is no cookie there is no machine that the key could open: nothing to be taken twice.
  const isOver = nonce === 'over' || (caller.machineToken !== null && !(await takeNonce(world, proof)))
  if (isOver) throw new Problem('nonce-over')
  return { ...caller, machineKey: proof.publicKey }
}

/** Whatever node it comes to, a nonce is good once. */
const takeNonce = (world: World, { nonce }: KeyProof) => take(world, { limit: 'key-nonce', by: nonce })
