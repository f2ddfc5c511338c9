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

/** Opening the link only looks. The button is what reports. */
function Disown({ what }: { what: Disowned }) {
  const say = saying[what]
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
  if (report.isSuccess) return <Reported what={what} name={looked.data?.organization ?? ''} />
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

type Saying = (typeof saying)[Disowned]

function Details({ say, done }: { say: Saying; done: ReportedSignIn | ReportedChange }) {
  const change = 'field' in done ? done : null
  const place = 'place' in done ? done.place : done
  const { from, to, none } = words.notMyChange
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

function Reported({ what, name }: { what: Disowned; name: string }) {
  const say = saying[what]
  // Only a reported sign-in closes the password.
  const isClosed = what === 'not-me'
  return (
    <CardPage name={name}>
      <Stack>
        <PageHeading>{say.doneTitle}</PageHeading>
        <Notice kind="good" announced>
          {say.done}
        </Notice>
        <a className="link" href={isClosed ? '/forgot-password' : '/sign-in'}>
          {isClosed ? say.newPassword : say.toSignIn}
        </a>
      </Stack>
    </CardPage>
  )
}
