import type { WayOut } from '../../../contract/api/sign-in.ts'
import { words } from '../../words/en.ts'
import { oneOf } from './names.ts'

interface WhomToAskProps {
  /** When to turn to them. */
  lead: string
  waysOut: readonly WayOut[]
}

/** Whom to turn to when no way works. */
export function WhomToAsk({ lead, waysOut }: WhomToAskProps) {
  const names = waysOut.flatMap((way) => (way.kind === 'administrator' ? way.names : []))
  const link = waysOut.find((way) => way.kind === 'support')?.link
  const { ask, askAnybody, or, openTicket } = words.anotherMethod
  return (
    <p className="soft">
      {lead} {names.length > 0 ? ask(oneOf(names), names.length) : askAnybody}
      {link && (
        <>
          {or}
          <a href={link}>{openTicket}</a>
        </>
      )}
      .
    </p>
  )
}
