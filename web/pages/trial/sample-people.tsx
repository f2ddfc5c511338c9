import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { TrialAccount } from '../../../contract/api/trial.ts'
import { useChosenAccount, useTrialAccounts } from '../../data/trial.ts'
import { CopyButton } from '../../parts/buttons/copy-button.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import style from './trial.module.css'

export function SamplePeople() {
  const { data, error } = useTrialAccounts()
  return (
    <Panel title={words.trial.people}>
      {error && <Trouble error={error} />}
      {!data && !error && <Waiting />}
      <ul className={style.list}>
        {data?.map((account) => (
          <li key={`${account.organization} ${account.userName}`}>
            <SamplePerson account={account} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function SamplePerson({ account }: { account: TrialAccount }) {
  const { choose } = useChosenAccount()
  const navigate = useNavigate()
  const { userName, displayName, password, note } = account

  function signIn() {
    choose(account)
    void navigate({ to: '/sign-in' })
  }

  return (
    <div className={style.person}>
      <div>
        <h3>
          {displayName} <span className="soft">{userName}</span>
        </h3>
        <p className="soft">{note}</p>
        <p className={style.line}>
          <span>
            {words.trial.password} <code>{password}</code>
          </span>
          <CopyButton text={password} label={words.trial.copyPassword(displayName)} />
        </p>
      </div>
      <Button variant="default" onClick={signIn}>
        {words.trial.signInAs(userName)}
      </Button>
    </div>
  )
}
