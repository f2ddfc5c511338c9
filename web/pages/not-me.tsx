import { useEffect, useState } from 'react'
import type { ReportedChange, ReportedSignIn } from '../../contract/api/session.ts'
import { type Disowned, useDisown, useDisowned } from '../data/not-me.ts'
import { ActButton } from '../parts/buttons/act-button.tsx'
import { CardPage, Stack } from '../parts/layout/card-page.tsx'
import { Notice } from '../parts/layout/notice.tsx'
import { PageHeading } from '../parts/layout/page-heading.tsx'
import { Waiting } from '../parts/layout/waiting.tsx'
import { moment } from '../parts/time/time.ts'
import { Trouble } from '../parts/trouble/trouble.tsx'
import { words } from '../words/en.ts'
import style from './not-me.module.css'

/** The token is the fragment, which no server and no log sees; it leaves the address bar at once. */
const tokenOf = (hash: string) => hash.replace(/^#(token=)?/, '')

export const NotMe = () => <Disown what="not-me" />
export const NotMyReset = () => <Disown what="not-my-reset" />
export const NotMyChange = () => <Disown what="not-my-change" />

const saying = {
  'not-me': words.notMe,
  'not-my-reset': { ...words.notMe, ...words.notMyReset },
  'not-my-change': { ...words.notMe, ...words.notMyChange },
}

/** A change may wait still, or be somebody else's, who needed no password for it. */
function sayingOf(what: Disowned, done: ReportedSignIn | ReportedChange | undefined) {
  if (!done || !('field' in done)) return saying[what]
  const { notMyChangeByOthers, notMyWaitingChange } = words
  if (done.waits) return { ...saying[what], ...notMyWaitingChange }
  return done.by === null ? saying[what] : { ...saying[what], ...notMyChangeByOthers }
}

/** Opening the link only looks. The button is what reports. */
function Disown({ what }: { what: Disowned }) {
  const [token] = useState(() => tokenOf(window.location.hash))
  useEffect(() => {
    window.history.replaceState(window.history.state, '', window.location.pathname)
    // Another link opened in this tab changes the fragment only: it is a visit of its own.
    const anew = () => window.location.reload()
    window.addEventListener('hashchange', anew)
    return () => window.removeEventListener('hashchange', anew)
  }, [])
  const looked = useDisowned(what, token)
  const report = useDisown(what)
  const say = sayingOf(what, looked.data)
  if (report.isSuccess) return <Reported what={what} done={looked.data} />
  return (
    <CardPage name={looked.data?.organization ?? ''}>
      <Stack>
        <PageHeading>{say.title}</PageHeading>
        {token === '' && <Notice kind="plain">{say.noToken}</Notice>}
        {looked.isLoading && <Waiting />}
        {looked.error && <Trouble error={looked.error} />}
        {looked.data && <Details say={say} done={looked.data} />}
        {report.error && <Trouble error={report.error} />}
        {looked.data && (
          <ActButton
            fullWidth
            busy={report.isPending}
            busyLabel={say.confirming}
            onClick={() => report.mutate(token)}
          >
            {say.confirm}
          </ActButton>
        )}
      </Stack>
    </CardPage>
  )
}

type Saying = ReturnType<typeof sayingOf>

function Details({ say, done }: { say: Saying; done: ReportedSignIn | ReportedChange }) {
  const change = 'field' in done ? done : null
  const place = 'place' in done ? done.place : done
  const { from, none } = words.notMyChange
  const { to } = change?.waits ? words.notMyWaitingChange : words.notMyChange
  const facts = [
    ...(change
      ? [
          [from, change.from ?? none],
          [to, change.to ?? none],
          ...(change.by === null ? [] : [[words.notMyChange.by, change.by]]),
        ]
      : []),
    [say.when, moment(new Date(done.at), new Date())],
    ...(place
      ? [
          [say.what, say.browserOn(place.browser, place.system)],
          [say.where, place.address],
        ]
      : []),
  ] as const
  return (
    <>
      <p>{say.intro(done.organization, done.displayName)}</p>
      <dl className={style.facts}>
        {facts.flatMap(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name} value`}>{value}</dd>,
        ])}
      </dl>
      <p>{say.consequence}</p>
    </>
  )
}

function Reported({ what, done }: { what: Disowned; done: ReportedSignIn | ReportedChange | undefined }) {
  const say = sayingOf(what, done)
  // Whoever did it knew the password; a reset is reported by somebody who may have no mailbox left.
  const wantsPassword = what === 'not-me' || say === saying['not-my-change']
  return (
    <CardPage name={done?.organization ?? ''}>
      <Stack>
        <PageHeading>{say.doneTitle}</PageHeading>
        <Notice kind="good" announced>
          {say.done}
        </Notice>
        <a className="link" href={wantsPassword ? '/forgot-password' : '/sign-in'}>
          {wantsPassword ? say.newPassword : say.toSignIn}
        </a>
      </Stack>
    </CardPage>
  )
}
