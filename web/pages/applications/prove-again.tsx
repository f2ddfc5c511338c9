import { getRouteApi, Navigate } from '@tanstack/react-router'
import { useOpening } from '../../data/applications.ts'
import { ButtonLink } from '../../parts/buttons/button-link.tsx'
import { Row, Stack } from '../../parts/layout/card-page.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { applicationWords as say } from '../../words/applications.ts'
import { freshProofWords } from '../../words/fresh-proof.ts'
import { Proof } from '../inside/fresh-proof.tsx'
import { safeReturnTo } from '../sign-in/return-to.ts'
import style from './opening.module.css'
import { wantedMethods } from './opening-search.ts'

const route = getRouteApi('/inside/prove-again')

/** R13.5: an application wants more than what let the person in; it is asked for here, and then they go on. */
export function ProveAgain() {
  const search = route.useSearch()
  const { data: opening, error } = useOpening(search.application)
  if (!opening) return error ? <Trouble error={error} /> : <Waiting />
  if (opening.verdict === 'refuse')
    return <Navigate to="/not-open" search={{ application: search.application }} replace />
  // What one request wants beside the application's own demands, this answer does not know.
  const [sentence = ''] = opening.verdict === 'open' ? [] : opening.sentences
  const goOn = () =>
    window.location.replace(safeReturnTo(search.returnTo ?? opening.address, window.location.origin))
  return (
    <div className={style.page}>
      <PageHeading>{say.proveAgain(opening.name)}</PageHeading>
      <Panel title={freshProofWords.title}>
        <Stack>
          <Proof why={`${sentence} ${say.carryOn}`.trim()} methods={wantedMethods(search)} onProved={goOn} />
          <Row>
            <ButtonLink to="/" variant="default">
              {say.notNow}
            </ButtonLink>
          </Row>
        </Stack>
      </Panel>
    </div>
  )
}
