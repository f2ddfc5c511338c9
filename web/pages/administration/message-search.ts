/** Decides what the address of the Messages page may ask for. */

export const messageStates = ['waiting', 'sent', 'failed', 'dropped'] as const
export type MessageState = (typeof messageStates)[number]

export function messageSearch(given: Record<string, unknown>): { state?: MessageState } {
  const state = messageStates.find((one) => one === given.state)
  return state ? { state } : {}
}
