import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { EnrollmentCode } from '../../../contract/api/enrollment.ts'

interface Sending {
  /** Sends to an address for the first time, and once more. */
  token: UseMutationResult<EnrollmentCode, Error, string>
  again: UseMutationResult<EnrollmentCode, Error, string>
  /** A code that was on its way when the page was opened. */
  resumed: { code: EnrollmentCode; to: string } | null
  onOver: (error: unknown) => void
}

/** The code that is on its way, and what sends another one. `turn` counts the times that began anew. */
export function useSentCode({ token, again, resumed, onOver }: Sending) {
  const [sent, setSent] = useState(resumed)
  const [turn, setTurn] = useState(0)

  function begin(to: string, onRefused?: () => void) {
    again.reset()
    token.mutate(to, {
      onSuccess: (code) => {
        setSent({ code, to })
        setTurn(turn + 1)
      },
      onError: (error) => {
        onOver(error)
        onRefused?.()
      },
    })
  }

  const sendAgain = {
    send: () => {
      if (sent === null) return
      const { to } = sent
      again.mutate(to, { onSuccess: (code) => setSent({ code, to }), onError: onOver })
    },
    isPending: again.isPending,
    error: again.error,
    wasSent: again.isSuccess,
  }
  return { sent, turn, begin, sendAgain }
}
