import { Button } from '@mantine/core'
import type { Method } from '../../../contract/words.ts'
import { useProfile } from '../../data/profile.ts'
import { Notice } from '../../parts/layout/notice.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { setUpWords } from '../../words/set-up.ts'
import style from './set-up.module.css'

interface FinishedProps {
  /** The default that was chosen. */
  method: Method
  isSignIn: boolean
  onContinue: () => void
}

/** Set-up is complete; says what happens next time. */
export function Finished({ method, isSignIn, onContinue }: FinishedProps) {
  return (
    <div className={style.wizard}>
      <PageHeading>{setUpWords.done.heading}</PageHeading>
      <Notice kind="good">
        {isSignIn && <NextTime />}
        <p>{setUpWords.done.default[method]}</p>
      </Notice>
      <Button fullWidth onClick={onContinue}>
        {setUpWords.carryOn}
      </Button>
    </div>
  )
}

/** R4.5: a finished set-up remembers this connection, for as long as the organization says. */
function NextTime() {
  const { data } = useProfile()
  if (!data?.twoFactorOn) return null
  const { frequencyDays } = data
  return <p>{frequencyDays === 0 ? setUpWords.done.always : setUpWords.done.days(frequencyDays)}</p>
}
