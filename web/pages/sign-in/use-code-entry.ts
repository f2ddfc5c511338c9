import { type FormEvent, useRef, useState } from 'react'
import { CallFailed, failureCode } from '../../data/call/call-failed.ts'
import { isSignedIn } from '../../data/session.ts'
import { useEnterCode, useSendAgain } from '../../data/sign-in.ts'
import { useTimeLeft } from '../../parts/code/time-left.tsx'
import { useAfterSending } from '../../parts/code/use-after-sending.ts'
import { spent } from '../../parts/code/use-asked-code.ts'
import { useWait } from '../../parts/trouble/use-wait.ts'
import { words } from '../../words/en.ts'
import type { CodeStep } from './code-message.tsx'

/** What happens to the digits somebody enters: checked once, sent again on wish, over when the server says so. */
export function useCodeEntry(step: CodeStep, onOver: (farewell: string) => void) {
  const [code, setCode] = useState('')
  const [isIncomplete, setIncomplete] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const enter = useEnterCode()
  const again = useSendAgain()
  const isWaiting = useWait(again.error)
  const left = useTimeLeft(step.expiresAt)
  const hasRunOut = failureCode(enter.error) === 'code-expired' || left === 0
  const offersNew = hasRunOut && code === '' && step.sentTo !== null

  const later = useAfterSending(again.isPending, check)

  function change(entered: string) {
    later.letGo()
    setCode(entered)
  }

  function check(entered: string) {
    if (enter.isPending) return
    if (again.isPending) return later.hold(entered)
    again.reset()
    setIncomplete(entered.length < step.digits)
    if (entered.length === step.digits) enter.mutate(entered, { onError: refused })
    else input.current?.focus()
  }

  function refused(error: unknown) {
    const told = failureCode(error)
    if (told === 'no-sign-in') return void endedElsewhere().then((isIn) => !isIn && onOver(words.signIn.over))
    if (isOver(told)) return onOver(wasLastTry(error) ? words.signIn.thirdTry : words.signIn.over)
    if (told !== undefined && spent.includes(told)) setCode('')
    input.current?.focus()
  }

  function sendAgain() {
    if (enter.isPending || again.isPending || isWaiting) return
    enter.reset()
    setIncomplete(false)
    setCode('')
    again.mutate(undefined, {
      onError: (error) => isOver(failureCode(error)) && onOver(words.signIn.over),
      onSuccess: () => input.current?.focus(),
    })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (offersNew) sendAgain()
    else check(code)
  }

  return {
    code,
    setCode: change,
    input,
    check,
    submit,
    sendAgain,
    error: enter.error ?? again.error,
    isChecking: enter.isPending,
    isSending: again.isPending,
    isWaiting,
    isIncomplete,
    wasSentAgain: again.isSuccess && !enter.error,
    secondsLeft: hasRunOut ? 0 : left,
    offersNew,
  }
}

/** The code may have been entered in another window: then this one goes where that one went. */
async function endedElsewhere(): Promise<boolean> {
  const isIn = await isSignedIn()
  if (isIn) window.location.replace('/')
  return isIn
}

const wasLastTry = (error: unknown) => error instanceof CallFailed && error.problem.triesLeft === 0
const isOver = (told: ReturnType<typeof failureCode>) => told === 'sign-in-over' || told === 'no-sign-in'
