import { useMutation } from '@tanstack/react-query'
import type { ProofStep } from '../../contract/api/profile.ts'
import type { Method } from '../../contract/words.ts'
import { call } from './call/call.ts'
import { failureCode } from './call/call-failed.ts'

/** Asks the person; settles with true when they have proved that it is them, with false when they would rather not. */
type Asker = () => Promise<boolean>

let asker: Asker | null = null
let asking: Promise<boolean> | null = null

/** The page that can ask says so; the answer takes it back. */
export function askWith(one: Asker): () => void {
  asker = one
  return () => {
    if (asker === one) asker = null
  }
}

/** Does it; where the server wants a fresh proof first, asks for it and does it again. Nothing has to be typed twice. */
export async function withFreshProof<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act()
  } catch (error) {
    if (failureCode(error) !== 'fresh-proof-needed' || !(await ask())) throw error
    return act()
  }
}

/** Two acts at once are asked for once. */
function ask(): Promise<boolean> {
  asking ??= (asker?.() ?? Promise.resolve(false)).finally(() => {
    asking = null
  })
  return asking
}

export type ProofCodeStep = Extract<ProofStep, { step: 'code' }>

/** An application may want a code by one of some methods. */
export interface BeginProof {
  password: string
  methods?: Method[]
}

export const useBeginProof = () =>
  useMutation({ mutationFn: (body: BeginProof) => call('POST /api/profile/proof', { body }) })

export const useEnterProofCode = () =>
  useMutation({ mutationFn: (code: string) => call('POST /api/profile/proof/code', { body: { code } }) })

export const useSendProofAgain = () =>
  useMutation({ mutationFn: () => call('POST /api/profile/proof/send-again', { body: {} }) })

export const useChooseProofMethod = () =>
  useMutation({
    mutationFn: (method: Method) => call('POST /api/profile/proof/method', { body: { method } }),
  })
