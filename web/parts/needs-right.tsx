import type { ReactNode } from 'react'
import type { Right } from '../../contract/words.ts'
import { useSession } from '../data/session.ts'
import { words } from '../words/en.ts'
import { PageHeading } from './page-heading.tsx'
import { Panel } from './panel.tsx'

interface NeedsRightProps {
  right: Right
  title: string
  children: ReactNode
}

/** Tells somebody without the right whom to ask; the server refuses in any case. */
export function NeedsRight({ right, title, children }: NeedsRightProps) {
  const person = useSession().data?.person
  if (person?.rights.includes(right)) return children
  return (
    <div>
      <PageHeading>{title}</PageHeading>
      <Panel title={words.administration.noRight}>
        <p>{words.administration.askRight(right)}</p>
      </Panel>
    </div>
  )
}
