import type { PersonRow } from '../../../../contract/api/people.ts'
import { peopleWords } from '../../../words/people.ts'
import style from '../list.module.css'

/** Beside the name of whoever cannot sign in, or not yet. */
export function StateMark({ person }: { person: Pick<PersonRow, 'active' | 'hasPassword'> }) {
  if (!person.active) return <span className={style.mark}>{peopleWords.deactivated}</span>
  if (person.hasPassword) return null
  return (
    <span className={style.mark} data-kind="warning">
      {peopleWords.invited}
    </span>
  )
}
