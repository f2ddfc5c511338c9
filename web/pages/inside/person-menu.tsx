import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { Session } from '../../../contract/api/session.ts'
import { ArrowDownIcon } from '../../look/icons.tsx'
import { words } from '../../words/en.ts'
import style from './person-menu.module.css'
import { useDisclosure } from './use-disclosure.ts'
import { useLeave } from './use-leave.ts'

/** The name with its arrow, and what stands behind it: plain links and a button, so every reader knows them. */
export function PersonMenu({ person }: { person: Session['person'] }) {
  const { box, isOpen, toggle, close } = useDisclosure<HTMLDivElement>()
  const { leave } = useLeave()
  const id = useId()
  return (
    <div ref={box} className={style.box}>
      <button
        type="button"
        className={style.target}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        <span>{person.displayName}</span>
        <ArrowDownIcon size={18} />
      </button>
      <ul id={id} className={style.menu} hidden={!isOpen}>
        <li>
          <Link to="/profile" className={style.item} onClick={close}>
            {words.frame.profile}
          </Link>
        </li>
        {person.rights.includes('Administer Preferences') && (
          <li>
            <Link to="/settings" className={style.item} onClick={close}>
              {words.frame.settings}
            </Link>
          </li>
        )}
        <li>
          <button type="button" className={style.item} onClick={leave}>
            {words.frame.signOut}
          </button>
        </li>
      </ul>
    </div>
  )
}
