import type { ReactNode } from 'react'
import { CheckIcon, InfoIcon, WarningIcon } from '../../look/icons.tsx'
import style from './notice.module.css'

const icons = { trouble: WarningIcon, warning: WarningIcon, good: CheckIcon, plain: InfoIcon }

interface NoticeProps {
  kind: keyof typeof icons
  children: ReactNode
  /** Read out the moment it appears; not for what stands there from the beginning. */
  announced?: boolean
}

export function Notice({ kind, children, announced = false }: NoticeProps) {
  const Icon = icons[kind]
  const role = announced ? (kind === 'trouble' ? 'alert' : 'status') : undefined
  return (
    <div className={`${style.notice} ${style[kind]}`} role={role}>
      <Icon />
      <div>{children}</div>
    </div>
  )
}
