/** Who signs in while it is measured: as many people as there are sign-ins, so that no code is used twice. */
import { Secret } from 'otpauth'

export interface People {
  /** So many with each way first. */
  count: number
  password: string
  /** The key of everybody's authenticator app, as Doorward keeps it. */
  appKeyBase32: string
  /** The same as letters, as Better Auth keeps it. */
  appKey: string
  nameOf(first: 'app' | 'email', at: number): string
}

const appKey = 'benchmark-benchmark-benchmark-32'

export function peopleOf(count: number): People {
  return {
    count,
    password: 'correct horse battery staple',
    appKey,
    appKeyBase32: Secret.fromUTF8(appKey).base32,
    nameOf: (first, at) => `${first === 'app' ? 'A' : 'E'}${at}`,
  }
}
