import type { ReactNode } from 'react'
import type { Right } from '../../../contract/words.ts'
import { useSession } from '../../data/session.ts'
import { words } from '../../words/en.ts'
import { PageHeading } from './page-heading.tsx'
import { Panel } from './panel.tsx'

interface NeedsRightProps {
  /** One of several suffices. */
  right: Right | readonly [Right, ...Right[]]
  title: string
  children: ReactNode
}

/** Tells somebody without the right whom to ask; the server refuses in any case. */
export function NeedsRight({ right, title, children }: NeedsRightProps) {
  const person = useSession().data?.person
  const sufficing = typeof right === 'string' ? [right] : right
  if (sufficing.some((one) => person?.rights.includes(one))) return children
  return (
    <div>
      <PageHeading>{title}</PageHeading>
      <Panel title={words.administration.noRight}>
        <p>{words.administration.askRight(sufficing)}</p>
      </Panel>
    </div>
  )
}
