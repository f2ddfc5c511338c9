import { Button } from '@mantine/core'
import type { PendingChange } from '../../../../contract/api/people.ts'
import { useDecidePending, usePending } from '../../../data/people.ts'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { Notice } from '../../../parts/layout/notice.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { moment } from '../../../parts/time/time.ts'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'

const say = peopleWords.pending

/** What an administrator asked for and what does not count yet (T4); nothing where nothing waits. */
export function PendingChanges({ id, name }: { id: string; name: string }) {
  const { data } = usePending(id)
  const decide = useDecidePending(id)
  if (!data || data.length === 0)
    return decide.isSuccess ? (
      <Notice kind="good" announced>
        {say.done}
      </Notice>
    ) : null
  return (
    <Panel title={say.title}>
      <div className={style.spaced}>
        {Boolean(decide.error) && <Trouble error={decide.error} />}
        {data.map((change) => (
          <div key={change.id} className={style.spaced}>
            <p>{say.sentence[change.kind](name, change.to, change.askedBy)}</p>
            <p className="soft">{when(change)}</p>
            <div className={style.buttons}>
              {change.mayConfirm && (
                <ActButton
                  busy={decide.isPending}
                  busyLabel={peopleWords.person.saving}
                  onClick={() => decide.mutate({ changeId: change.id, confirms: true })}
                >
                  {say.confirm}
                </ActButton>
              )}
              <Button
                variant="default"
                onClick={() => decide.mutate({ changeId: change.id, confirms: false })}
              >
                {say.withdraw}
              </Button>
            </div>
          </div>
        ))}
      </div>
    </Panel>
  )
}

const when = ({ countsAt, mayConfirm }: PendingChange) =>
  countsAt === null
    ? say.waitsForSecond(mayConfirm)
    : say.counts(moment(new Date(countsAt), new Date()), mayConfirm)
