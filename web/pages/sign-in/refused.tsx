import type { Reason, Step, WayOut } from '../../../contract/api/sign-in.ts'
import { useGiveUp } from '../../data/sign-in.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { CardPage, Row, Stack } from '../../parts/layout/card-page.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { moment } from '../../parts/time/time.ts'
import { words } from '../../words/en.ts'
import style from './refused.module.css'

interface RefusedProps {
  step: Extract<Step, { step: 'refused' }>
  name: string
  onTryAgain: () => void
}

/** Says why, and how to get in all the same. */
export function Refused({ step, name, onTryAgain }: RefusedProps) {
  const giveUp = useGiveUp()
  const reason = step.reasons[0]
  const noPhone = reason?.check === 'no-cell-phone'
  const ways = step.waysOut.filter((way) => way.kind !== 'support')
  const ticket = step.waysOut.find((way) => way.kind === 'support')
  return (
    <CardPage name={name}>
      <Stack>
        <PageHeading>{headingOf(reason)}</PageHeading>
        <p>{noPhone ? words.refused.noCellPhone : reason?.sentence}</p>
        {ways.length > 0 && (
          <div>
            <h2>{words.refused.ways[ways.length]}</h2>
            <ol className={style.ways}>
              {ways.map((way) => (
                <li key={way.kind}>
                  <span>{sentence(way, noPhone)}</span>
                </li>
              ))}
            </ol>
          </div>
        )}
        <Row>
          <ActButton
            busy={giveUp.isPending}
            busyLabel={words.working}
            onClick={() => giveUp.mutate(undefined, { onSettled: onTryAgain })}
          >
            {words.refused.tryAgain}
          </ActButton>
          {ticket && (
            <a className="link" href={ticket.link}>
              {words.refused.openTicket}
            </a>
          )}
        </Row>
      </Stack>
    </CardPage>
  )
}

function headingOf(reason: Reason | undefined): string {
  if (reason?.check !== 'no-cell-phone') return words.refused.title
  return reason.values.machine === 'idle' ? words.refused.idleComputer : words.refused.unknownComputer
}

function sentence(way: Exclude<WayOut, { kind: 'support' }>, noPhone: boolean): string {
  if (way.kind === 'colleague') return words.refused.colleague
  if (way.kind === 'wait') return words.refused.wait(moment(new Date(way.until), new Date()))
  const names = way.names.join(', ')
  if (noPhone)
    return names === '' ? words.refused.administratorPhoneAnybody : words.refused.administratorPhone(names)
  return names === '' ? words.refused.administratorAnybody : words.refused.administrator(names)
}
