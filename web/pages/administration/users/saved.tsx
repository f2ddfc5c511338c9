import { Notice } from '../../../parts/layout/notice.tsx'
import { peopleWords } from '../../../words/people.ts'

const { saved, waits: waiting } = peopleWords.person

/** What was asked for counts now, or it waits (T4). */
export const Saved = ({ waits }: { waits: boolean }) => (
  <Notice kind={waits ? 'plain' : 'good'} announced>
    {waits ? waiting : saved}
  </Notice>
)
