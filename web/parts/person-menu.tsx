import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/Menu.css'
import { Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Session } from '../../contract/api/session.ts'
import { words } from '../words/en.ts'
import { ArrowDownIcon } from './icons.tsx'
import style from './person-menu.module.css'
import { useLeave } from './use-leave.ts'

/** The name with its arrow, and what stands behind it. */
export function PersonMenu({ person }: { person: Session['person'] }) {
  const navigate = useNavigate()
  const { leave } = useLeave()
  return (
    <Menu
      position="bottom-end"
      width={240}
      shadow="md"
      classNames={{ dropdown: style.menu, item: style.item }}
    >
      <Menu.Target>
        <button type="button" className={style.target}>
          <span>{person.displayName}</span>
          <ArrowDownIcon size={18} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {person.rights.includes('Administer Preferences') && (
          <Menu.Item onClick={() => navigate({ to: '/settings' })}>{words.frame.settings}</Menu.Item>
        )}
        <Menu.Item onClick={leave}>{words.frame.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
