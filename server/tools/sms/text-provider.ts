export interface TextMessage {
  /** E.164. */
  to: string
  text: string
}

export interface TextProvider {
  /** Resolves once the gateway has taken the message over. Throws a DeliveryFault. */
  send(message: TextMessage): Promise<void>
  close(): Promise<void>
}

export interface TextSender {
  /** Resolves once a gateway has taken the message over; tells which, where there are several. Throws a DeliveryFault. */
  send(message: TextMessage): Promise<string | null>
  close(): Promise<void>
}
