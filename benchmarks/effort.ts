/** How long it is measured: whole, or small enough to be looked at while something is written. */
export interface Effort {
  isQuick: boolean
  rounds: number
  /** Of one turn under load. */
  seconds: number
  /** Of one turn with the password hash. */
  signIns: number
  /** Of one turn without it. */
  signInsWithoutHash: number
  /** Before the first turn of those without it, until the compiler has seen the path often enough. */
  warmUp: number
}

export const connections = 32

export const whole: Effort = {
  isQuick: false,
  rounds: 5,
  seconds: 2,
  signIns: 192,
  signInsWithoutHash: 640,
  warmUp: 1_500,
}

export const quick: Effort = {
  isQuick: true,
  rounds: 2,
  seconds: 1,
  signIns: 64,
  signInsWithoutHash: 192,
  warmUp: 200,
}
