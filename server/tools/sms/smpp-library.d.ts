/** The part of the smpp package that we use; it brings no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export class PDU {
    constructor(command: string, options?: Record<string, unknown>)
    command: string
    command_status: number
    sequence_number: number
    isResponse(): boolean
    response(options?: Record<string, unknown>): PDU
    [parameter: string]: unknown
  }

  export class Session extends EventEmitter {
    socket: Socket
    send(pdu: PDU, answered?: (answer: PDU) => void): boolean
    close(closed?: () => void): void
    destroy(closed?: () => void): void
  }

  export interface ConnectOptions {
    host: string
    port: number
    tls: boolean
    rejectUnauthorized?: boolean
    servername?: string
  }

  export function connect(options: ConnectOptions, connected?: () => void): Session
  export function createServer(listener: (session: Session) => void): NetServer
  export function createServer(
    options: { key?: string | Buffer; cert?: string | Buffer },
    listener: (session: Session) => void,
  ): NetServer
}
