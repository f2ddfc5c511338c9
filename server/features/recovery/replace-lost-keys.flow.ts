import { commandLine } from '../../base/actor.ts'
import { lacksKeys, replaceKeys } from '../../tools/database/sealing-keys.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { removeLostKeys } from '../applications/signing-keys.flow.ts'
import { takeMethodAway } from '../enrollment/remove-method.flow.ts'
import { lockPerson } from '../people/people.store.ts'
import { beginEpoch } from './begin-epoch.flow.ts'
import { giveUpLostMessages, lostMethods } from './unopenable.store.ts'

export interface ReplacedKeys {
  epoch: number
  /** Authenticator apps that were removed. */
  apps: number
  /** Messages that waited and were dropped. */
  messages: number
}

/**
 * Where keys that sealed the data are lost for good: those of our vault take their place, and what they do not open is
 * removed. Whoever had an app confirms by e-mail. Undefined, and nothing done, where no key is missing.
 */
export async function replaceLostKeys(world: World): Promise<ReplacedKeys | undefined> {
  return transaction(world, async (world) => {
    if (!(await lacksKeys(world.database, world.vault))) return undefined
    await replaceKeys(world.database, world.vault)
    const epoch = await beginEpoch(world, { keysLost: true })
    const messages = await giveUpLostMessages(world)
    await removeLostKeys(world)
    const lost = await lostMethods(world)
    for (const { personId, method } of lost) {
      const person = await lockPerson(world, personId)
      await takeMethodAway(world, { person, method, by: commandLine })
    }
    return { epoch, apps: lost.length, messages }
  })
}
