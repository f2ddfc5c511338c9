import type { WayOut } from '../../../contract/api/sign-in.ts'
import { words } from '../../words/en.ts'
import { oneOf } from './names.ts'

/** Whom to turn to when no way works. */
export function NoneOfThese({ waysOut }: { waysOut: readonly WayOut[] }) {
  const names = waysOut.flatMap((way) => (way.kind === 'administrator' ? way.names : []))
  const link = waysOut.find((way) => way.kind === 'support')?.link
  const { noneOfThese, ask, askAnybody, or, openTicket } = words.anotherMethod
  return (
    <p className="soft">
      {noneOfThese} {names.length > 0 ? ask(oneOf(names), names.length) : askAnybody}
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
