import { getRouteApi } from '@tanstack/react-router'
import type { ApplicationOpening } from '../../../contract/api/applications.ts'
import { useOpening } from '../../data/applications.ts'
import { ButtonLink } from '../../parts/buttons/button-link.tsx'
import { Row, Stack } from '../../parts/layout/card-page.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { applicationWords as say } from '../../words/applications.ts'
import style from './opening.module.css'

const route = getRouteApi('/inside/not-open')

/** Why an application does not open, and whom to ask. */
export function NotOpen() {
  const { application } = route.useSearch()
  const { data: opening, error } = useOpening(application)
  if (!opening) return error ? <Trouble error={error} /> : <Waiting />
  return (
    <div className={style.page}>
      {opening.verdict === 'open' ? <Opens opening={opening} /> : <Why opening={opening} />}
    </div>
  )
}

/** It was mended meanwhile. */
const Opens = ({ opening: { name, address } }: { opening: ApplicationOpening }) => (
  <>
    <PageHeading>{say.opens(name)}</PageHeading>
    <a className="link" href={address}>
      {say.open}
    </a>
  </>
)

function Why({ opening: { name, sentences, waysOut } }: { opening: ApplicationOpening }) {
  return (
    <>
      <PageHeading>{say.notOpen(name)}</PageHeading>
      <Panel title={sentences[0] ?? ''}>
        <Stack>
          {waysOut.map((way) =>
            way.kind === 'administrator' ? <p key={way.kind}>{say.ask(way.names.join(', '))}</p> : null,
          )}
          <Row>
            <ButtonLink to="/" variant="default">
              {say.home}
            </ButtonLink>
            {waysOut.map((way) =>
              way.kind === 'support' ? (
                <a key={way.kind} className="link" href={way.link}>
                  {say.ticket}
                </a>
              ) : null,
            )}
          </Row>
        </Stack>
      </Panel>
    </>
  )
}
