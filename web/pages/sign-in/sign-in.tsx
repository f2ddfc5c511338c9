import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import type { Step } from '../../../contract/api/sign-in.ts'
import { personSignedIn } from '../../data/session.ts'
import { useForgetStep, useSignInPage, useStep } from '../../data/sign-in.ts'
import { drafts } from '../../parts/fields/drafts.ts'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { words } from '../../words/en.ts'
import { ChoosePassword } from './choose-password.tsx'
import { Enroll } from './enroll.tsx'
import { EnterCode } from './enter-code.tsx'
import { Password } from './password.tsx'
import { Refused } from './refused.tsx'
import { safeReturnTo } from './return-to.ts'
import { useFinishedElsewhere } from './use-finished-elsewhere.ts'

const route = getRouteApi('/sign-in')

/** Every step of one sign-in, at one address: the server knows which one it is, so reload and back show the same. */
export function SignIn() {
  const { organization, returnTo, ended } = route.useSearch()
  const page = useSignInPage(organization)
  const current = useStep()
  const forget = useForgetStep()
  const [farewell, setFarewell] = useState<string | null>(null)
  const step = current.data ?? null
  const [setUp, setSetUp] = useState<Step | null>(null)
  const isElsewhere = useFinishedElsewhere(step, farewell !== null || setUp !== null)

  const over = useCallback(
    (sentence: string | null) => {
      setFarewell(sentence)
      forget()
    },
    [forget],
  )

  if (current.isPending || page.isPending || isElsewhere) return <Waiting />
  const name = page.data?.organization ?? ''
  if (setUp !== null || step?.step === 'enroll')
    return <Enroll name={name} finished={setUp} onFinished={setSetUp} onOver={over} />
  switch (step?.step) {
    case 'done':
      return <Done step={step} />
    case 'choose-password':
      return <ChoosePassword step={step} onOver={over} />
    case 'code':
      return <EnterCode key={step.method} step={step} onOver={over} />
    case 'refused':
      return <Refused step={step} name={name} onTryAgain={() => over(null)} />
    default:
      return (
        <Password
          page={page.data}
          organization={organization}
          returnTo={returnTo}
          farewell={farewell ?? (ended ? endedSentence() : null)}
          onBegin={() => setFarewell(null)}
        />
      )
  }
}

const endedSentence = () =>
  drafts.isHeld() ? `${words.signIn.ended} ${words.signIn.typedComesBack}` : words.signIn.ended

/**
 * Leaves by a fresh load, so that nothing of the person before is seen by the next. Only whoever left a half-filled form
 * behind goes on in the same page, where it stands again.
 */
function Done({ step }: { step: Extract<Step, { step: 'done' }> }) {
  const { history } = useRouter()
  const client = useQueryClient()
  useEffect(() => {
    const to = safeReturnTo(step.returnTo, window.location.origin)
    // An application's own address is no page of ours.
    if (!drafts.isHeld() || new URL(to).pathname.startsWith('/oidc/')) return window.location.replace(to)
    void personSignedIn().then((id) => {
      const isSame = id !== null && drafts.release(id) && to.startsWith(`${window.location.origin}/`)
      if (!isSame) return window.location.replace(to)
      client.clear()
      history.replace(to.slice(window.location.origin.length))
    })
  }, [step.returnTo, history, client])
  return (
    <p className="out-of-sight" role="status">
      {words.signIn.done}
    </p>
  )
}
