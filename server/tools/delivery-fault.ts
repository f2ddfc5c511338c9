/**
 * Why a message could not be handed over. The reason is one sentence for administrators and the log: it never quotes what
 * the other side answered, for an answer may repeat the content, and never holds a credential.
 */
export class DeliveryFault extends Error {
  /** True where trying again cannot help: this recipient or this message was refused for good. */
  readonly permanent: boolean
  /** True where the other side had all of it and did not say whether it took it: another try may make a second copy. */
  readonly isUncertain: boolean
  readonly reason: string
  constructor(permanent: boolean, reason: string, isUncertain = false) {
    super(reason)
    this.name = 'DeliveryFault'
    this.permanent = permanent
    this.isUncertain = isUncertain
    this.reason = reason
  }
}
