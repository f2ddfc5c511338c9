import { useEffect, useId } from 'react'
import type { AppKey } from '../../../contract/api/enrollment.ts'
import { failureCode } from '../../data/call/call-failed.ts'
import { useAppKey, useConfirmMethod } from '../../data/enrollment.ts'
import { CopyButton } from '../../parts/buttons/copy-button.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { AskedCode } from '../../parts/code/asked-code.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import { setUpWords } from '../../words/set-up.ts'
import { keyGroups } from './key-groups.ts'
import { MethodStep } from './method-step.tsx'
import style from './set-up.module.css'
import type { WizardStep } from './wizard-step.ts'

/** Step 2: a picture for the app, the key for whoever types, and the first code. */
export function AppStep(step: WizardStep) {
  return (
    <MethodStep method="app" readySentence={setUpWords.ready.app} {...step}>
      <AppToken onRight={step.onNext} onOver={step.onOver} />
    </MethodStep>
  )
}

const digitsOfApps = 6

function AppToken({ onRight, onOver }: { onRight: WizardStep['onNext'] } & Pick<WizardStep, 'onOver'>) {
  const { data: made, error, refetch, isRefetching } = useAppKey()
  const entering = useConfirmMethod('app')
  const message = useId()
  const isNew = failureCode(entering.error) === 'code-expired'
  useEffect(() => {
    if (isNew) void refetch()
  }, [isNew, refetch])
  if (error)
    return (
      <div>
        <Trouble error={error} />
        <LinkButton onClick={() => void refetch()}>{words.trouble.again}</LinkButton>
      </div>
    )
  if (!made || isRefetching) return <Waiting />
  return (
    <>
      <p>{setUpWords.app.intro}</p>
      {isNew && (
        <Notice kind="warning" announced>
          {setUpWords.app.another}
        </Notice>
      )}
      <ol className={style.list}>
        <li>
          <div>{setUpWords.app.install}</div>
        </li>
        <li>
          <Scan made={made} />
        </li>
        <li>
          <div id={message}>{setUpWords.app.enter}</div>
        </li>
      </ol>
      <AskedCode
        digits={digitsOfApps}
        expiresAt={null}
        entering={isNew ? { ...entering, error: null } : entering}
        describedBy={message}
        sentTo={null}
        takesFocus={false}
        onRight={onRight}
        onOver={onOver}
      />
    </>
  )
}

function Scan({ made: { qrSvg, key, otpauthUri } }: { made: AppKey }) {
  return (
    <div className={style.scan}>
      <p>{setUpWords.app.scan}</p>
      <img
        className={style.picture}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(qrSvg)}`}
        alt={setUpWords.app.picture}
      />
      <a className={`link ${style.here}`} href={otpauthUri}>
        {setUpWords.app.onThisPhone}
      </a>
      <div>
        <p>{setUpWords.app.orType}</p>
        <div className={style.key}>
          <code className={style.groups}>{keyGroups(key).join(' ')}</code>
          <CopyButton text={key} label={setUpWords.app.copyKey} />
        </div>
      </div>
    </div>
  )
}
