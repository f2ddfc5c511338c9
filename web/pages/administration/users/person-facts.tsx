import type { PersonPage } from '../../../../contract/api/people.ts'
import { Panel } from '../../../parts/layout/panel.tsx'
import { moment } from '../../../parts/time/time.ts'
import { peopleWords } from '../../../words/people.ts'
import profile from '../../profile/profile.module.css'

const { fields, columns, never, person: say } = peopleWords

/** Who it is, for those who may reset and change nothing else: enough to recognize a caller. */
export function PersonFacts({ person }: { person: PersonPage }) {
  const { displayName, userName, email, cellPhone, location, lastSignInAt } = person
  const facts = [
    [fields.displayName, displayName],
    [fields.userName, userName],
    [fields.email, email],
    [fields.cellPhone, cellPhone],
    [fields.locationId, location?.name],
    [columns.lastSignIn, lastSignInAt === null ? never : moment(new Date(lastSignInAt), new Date())],
  ] as const
  return (
    <Panel title={say.profile}>
      <dl className={profile.facts}>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name} value={value ?? '–'} />
        ))}
      </dl>
    </Panel>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
