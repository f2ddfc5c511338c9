import { getRouteApi, Link } from '@tanstack/react-router'
import type { AdministeredApplication } from '../../../../contract/api/applications.ts'
import { useApplication } from '../../../data/applications.ts'
import { ArrowLeftIcon } from '../../../look/icons.tsx'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { applicationWords as say } from '../../../words/applications.ts'
import profile from '../../profile/profile.module.css'
import list from '../list.module.css'
import { demandLines, openerLines } from './application-lines.ts'
import { Lines } from './lines.tsx'

const route = getRouteApi('/inside/administration/applications/$id')

/** One application: where it opens, who may open it, what it asks, and how it speaks with us. */
export function ApplicationPage() {
  const { id } = route.useParams()
  return (
    <NeedsRight right="Administer Applications" title={say.title}>
      <div className={list.page}>
        <Link className="link" to="/administration/applications">
          <ArrowLeftIcon />
          {say.toList}
        </Link>
        <Loaded key={id} id={id} />
      </div>
    </NeedsRight>
  )
}

function Loaded({ id }: { id: string }) {
  const { data: application, error } = useApplication(id)
  if (!application) return error ? <Trouble error={error} /> : <Waiting />
  const { name, line, address, isOn } = application
  return (
    <>
      <PageHeading>{name}</PageHeading>
      <Panel title={say.about}>
        <Facts
          facts={[
            [say.address, [address]],
            ...(line === '' ? [] : [[say.line, [line]] as const]),
            [say.state, [isOn ? say.on : say.off]],
          ]}
        />
      </Panel>
      <Panel title={say.columns.who}>
        <Lines lines={openerLines(application)} />
      </Panel>
      <Panel title={say.columns.demands}>
        <Lines lines={demandLines(application)} />
      </Panel>
      <Client client={application.openIdConnect} />
      <p className="soft">{say.byFile}</p>
    </>
  )
}

function Client({ client }: { client: AdministeredApplication['openIdConnect'] }) {
  return (
    <Panel title={say.openIdConnect}>
      {client ? (
        <Facts
          facts={[
            [say.issuer, [client.issuer]],
            [say.clientId, [client.clientId]],
            [say.secret, [client.isPublic ? say.noSecret : say.secretIs]],
            [say.redirectUris, client.redirectUris],
            ...(client.afterSignOutUris.length > 0
              ? [[say.afterSignOut, client.afterSignOutUris] as const]
              : []),
          ]}
        />
      ) : (
        <p>{say.noClient}</p>
      )}
    </Panel>
  )
}

const Facts = ({ facts }: { facts: readonly (readonly [string, readonly string[]])[] }) => (
  <dl className={profile.facts}>
    {facts.flatMap(([name, values]) => [
      <dt key={name}>{name}</dt>,
      <dd key={`${name} value`}>
        <Lines lines={values} />
      </dd>,
    ])}
  </dl>
)
