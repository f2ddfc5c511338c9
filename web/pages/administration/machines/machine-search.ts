/** Decides what the address of the Machines page may ask for; anything else in it is left aside. */

export const machineStates = ['recognized', 'idle', 'seen'] as const
export type MachineState = (typeof machineStates)[number]

export interface MachineSearch {
  state?: MachineState
  location?: string
  /** After one was revoked. */
  revoked?: true
}

export function machineSearch(given: Record<string, unknown>): MachineSearch {
  const state = machineStates.find((one) => one === given.state)
  const location = typeof given.location === 'string' ? given.location : undefined
  return {
    ...(state && { state }),
    ...(location && { location }),
    ...(given.revoked === true && { revoked: true }),
  }
}
