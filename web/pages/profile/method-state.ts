/** Decides how the state of a way to confirm is told on the profile. */
import type { OwnMethod } from '../../../contract/api/profile.ts'
import { ago } from '../../parts/time/ago.ts'
import { moment } from '../../parts/time/time.ts'
import { profileWords } from '../../words/profile.ts'

const say = profileWords.methods

export function methodState(own: OwnMethod, now: Date): string {
  if (own.disabled) return say.disabled
  if (own.lockedUntil !== null) return say.locked(moment(new Date(own.lockedUntil), now))
  if (own.state === 'ready')
    return own.since === null ? say.readyPlain : say.ready(ago(new Date(own.since), now))
  if (!own.allowed) return say.notAllowed
  return own.state === 'pending' ? say.pending : say.missing
}
