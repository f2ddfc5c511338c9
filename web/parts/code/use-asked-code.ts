import type { UseMutationResult } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { failureCode } from '../../data/call/call-failed.ts'
import { useWait } from '../trouble/use-wait.ts'
import { useTimeLeft } from './time-left.tsx'
import { useAfterSending } from './use-after-sending.ts'

export interface AskedCode<Answer> {
  digits: number
  /** Null for the app, whose codes nobody sends. */
  expiresAt: string | null
  entering: Pick<UseMutationResult<Answer, Error, string>, 'mutate' | 'isPending' | 'error' | 'reset'>
  /** Sends the code again; absent for the app. */
  again?: { send: () => void; isPending: boolean; error: Error | null; wasSent: boolean }
  onRight: (answer: Answer) => void
  /** Nothing can be entered any more. */
  onOver: (error: unknown) => void
}

const endings = ['sign-in-over', 'no-sign-in', 'proof-over', 'not-found']
/** The digits that stand there are worth nothing. */
export const spent: readonly string[] = ['wrong-code', 'code-used', 'code-expired']

/** What happens to the digits of a code that is asked for beside other things on a page. */
export function useAskedCode<Answer>(asked: AskedCode<Answer>) {
  const { digits, expiresAt, entering, again, onRight, onOver } = asked
  const [code, setCode] = useState('')
  const [isIncomplete, setIncomplete] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const isWaiting = useWait(again?.error)
  const left = useTimeLeft(expiresAt)
  const hasRunOut = failureCode(entering.error) === 'code-expired' || left === 0
  const offersNew = hasRunOut && code === '' && again !== undefined

  const later = useAfterSending(again?.isPending ?? false, check)

  function change(entered: string) {
    later.letGo()
    setCode(entered)
  }

  function check(entered: string) {
    if (entering.isPending) return
    if (again?.isPending) return later.hold(entered)
    setIncomplete(entered.length < digits)
    if (entered.length === digits) entering.mutate(entered, { onError: refused, onSuccess: onRight })
    else input.current?.focus()
  }

  function refused(error: unknown) {
    const told = failureCode(error)
    if (told !== undefined && endings.includes(told)) return onOver(error)
    if (told !== undefined && spent.includes(told)) setCode('')
    input.current?.focus()
  }

  function sendAgain() {
    if (entering.isPending || again === undefined || again.isPending || isWaiting) return
    entering.reset()
    setIncomplete(false)
    setCode('')
    input.current?.focus()
    again.send()
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
    error: entering.error ?? again?.error ?? null,
    isIncomplete,
    isWaiting,
    offersNew,
    secondsLeft: hasRunOut ? 0 : left,
  }
}
