import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { words } from '../../words/en.ts'
import { SamplePeople } from './sample-people.tsx'
import { StoredMessages } from './stored-messages.tsx'
import style from './trial.module.css'

/** Who can be tried, and what would have been sent to them. Exists in trial mode only. */
export function Trial() {
  return (
    <main className={style.page}>
      <PageHeading>{words.trial.title}</PageHeading>
      <p>{words.trial.intro}</p>
      <div className={style.columns}>
        <SamplePeople />
        <StoredMessages />
      </div>
    </main>
  )
}
