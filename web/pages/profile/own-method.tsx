import { Link } from '@tanstack/react-router'
import type { OwnMethod } from '../../../contract/api/profile.ts'
import { type ChosenMethod, everybodysMethod } from '../../../contract/words.ts'
import { methodIcons } from '../../look/method-icons.ts'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { profileWords } from '../../words/profile.ts'
import { Entry } from './entry.tsx'
import { methodState } from './method-state.ts'

const say = profileWords.methods

interface OwnMethodProps {
  own: OwnMethod
  isDefault: boolean
  isBusy: boolean
  onRemove: (method: ChosenMethod) => void
}

/** One way: what it is, where it leads, since when, and what can be done with it. E-mail stays. */
export function OwnMethodEntry({ own, isDefault, isBusy, onRemove }: OwnMethodProps) {
  const { method, state, address, allowed } = own
  const Icon = methodIcons[method]
  const name = say.names[method]
  const isReady = state === 'ready'
  return (
    <Entry
      icon={<Icon size={24} />}
      name={name}
      badge={isDefault && say.default}
      details={[address, methodState(own, new Date())]}
    >
      {allowed && (
        <Link
          className="link"
          to="/profile/set-up"
          search={{ setup: method }}
          aria-label={isReady ? say.replaceLabel(name) : say.add(name)}
        >
          {isReady ? say.replace : say.addShort}
        </Link>
      )}
      {isReady && method !== everybodysMethod && (
        <LinkButton still={isBusy} label={say.removeLabel(name)} onClick={() => onRemove(method)}>
          {say.remove}
        </LinkButton>
      )}
    </Entry>
  )
}
