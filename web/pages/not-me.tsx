import { useEffect, useState } from 'react'
import type { ReportedSignIn } from '../../contract/api/session.ts'
import { useReportedSignIn, useReportNotMe } from '../data/not-me.ts'
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

/** Opening the link only looks. The button is what reports. */
export function NotMe() {
  const [token] = useState(() => tokenOf(window.location.hash))
  useEffect(() => {
    window.history.replaceState(window.history.state, '', window.location.pathname)
    // Another link opened in this tab changes the fragment only: it is a visit of its own.
    const anew = () => window.location.reload()
    window.addEventListener('hashchange', anew)
    return () => window.removeEventListener('hashchange', anew)
  }, [])
  const looked = useReportedSignIn(token)
  const report = useReportNotMe()
  if (report.isSuccess) return <Reported name={looked.data?.organization ?? ''} />
  return (
    <CardPage name={looked.data?.organization ?? ''}>
      <Stack>
        <PageHeading>{words.notMe.title}</PageHeading>
        {token === '' && <Notice kind="plain">{words.notMe.noToken}</Notice>}
        {looked.isLoading && <Waiting />}
        {looked.error && <Trouble error={looked.error} />}
        {looked.data && <Details signIn={looked.data} />}
        {report.error && <Trouble error={report.error} />}
        {looked.data && (
          <ActButton
            fullWidth
            busy={report.isPending}
            busyLabel={words.notMe.confirming}
            onClick={() => report.mutate(token)}
          >
            {words.notMe.confirm}
          </ActButton>
        )}
      </Stack>
    </CardPage>
  )
}

function Details({ signIn }: { signIn: ReportedSignIn }) {
  return (
    <>
      <p>{words.notMe.intro(signIn.organization, signIn.displayName)}</p>
      <dl className={style.facts}>
        <dt>{words.notMe.when}</dt>
        <dd>{moment(new Date(signIn.at), new Date())}</dd>
        <dt>{words.notMe.what}</dt>
        <dd>{words.notMe.browserOn(signIn.browser, signIn.system)}</dd>
        <dt>{words.notMe.where}</dt>
        <dd>{signIn.address}</dd>
      </dl>
      <p>{words.notMe.consequence}</p>
    </>
  )
}

function Reported({ name }: { name: string }) {
  return (
    <CardPage name={name}>
      <Stack>
        <PageHeading>{words.notMe.doneTitle}</PageHeading>
        <Notice kind="good" announced>
          {words.notMe.done}
        </Notice>
        <a className="link" href="/sign-in">
          {words.notMe.toSignIn}
        </a>
      </Stack>
    </CardPage>
  )
}
