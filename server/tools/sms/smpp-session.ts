import { isIP } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, PDU, type Session } from 'smpp'
import { second } from '../../base/duration.ts'
import type { SmppAddress } from './smpp-address.ts'
import { bindFault, lostFault, unansweredFault } from './smpp-fault.ts'

/** In milliseconds. */
export interface SmppPatience {
  /** How long an answer, or the connection itself, may take. */
  answerWithin: number
  /** How often we ask a server that has nothing to do whether it lives. */
  askEvery: number
}

export const usualPatience: SmppPatience = { answerWithin: 15 * second, askEvery: 30 * second }

/** One bound connection to an SMPP server (SMPP 3.4). When it is lost every request under way fails. */
export interface SmppSession {
  request(command: string, parameters: Record<string, unknown>): Promise<PDU>
  isOpen(): boolean
  close(): Promise<void>
}

type Ask = SmppSession['request']

export async function openSmppSession(address: SmppAddress, patience: SmppPatience): Promise<SmppSession> {
  const session = await connected(address, patience)
  const ask: Ask = (command, parameters) =>
    answered(session, new PDU(command, parameters), { host: address.host, ...patience })
  await bind(session, address, ask)
  return keptAlive(session, ask, patience)
}

async function bind(session: Session, address: SmppAddress, ask: Ask): Promise<void> {
  const answer = await ask('bind_transceiver', {
    system_id: address.systemId,
    password: address.password,
    system_type: address.systemType,
    interface_version: 0x34,
  })
  if (answer.command_status === 0) return
  session.destroy()
  throw bindFault(address.host, answer.command_status)
}

function connected(address: SmppAddress, { answerWithin }: SmppPatience): Promise<Session> {
  const { host, port, tls, rejectUnauthorized } = address
  return new Promise((resolve, reject) => {
    // A certificate is asked for by name; an address is no name (RFC 6066, 3).
    const session = connect({ host, port, tls, rejectUnauthorized, ...(!isIP(host) && { servername: host }) })
    const timer = setTimeout(() => session.destroy(), answerWithin)
    session.setMaxListeners(0)
    session.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      resolve(session)
    })
    let code: unknown
    session.once('close', () => {
      clearTimeout(timer)
      reject(lostFault(host, code))
    })
    // A broken stream cannot be read on; the close that follows tells everybody who waits.
    session.on('error', (error: NodeJS.ErrnoException) => {
      code ??= error.code
      session.destroy()
    })
    session.on('pdu', (pdu: PDU) => answerServer(session, pdu))
  })
}

/** The server may ask whether we live, report deliveries, or end the session; each wants an answer. */
function answerServer(session: Session, pdu: PDU): void {
  if (pdu.isResponse()) return
  session.send(pdu.response())
  if (pdu.command === 'unbind') session.close()
}

function answered(
  session: Session,
  pdu: PDU,
  { host, answerWithin }: { host: string; answerWithin: number },
): Promise<PDU> {
  return new Promise((resolve, reject) => {
    let isSent = false
    const done = () => {
      clearTimeout(timer)
      session.off('close', lost)
    }
    const lost = () => {
      done()
      const mayHaveTaken = isSent && pdu.command === 'submit_sm'
      reject(mayHaveTaken ? unansweredFault(host) : lostFault(host, undefined))
    }
    // A server that leaves one request unanswered is not trusted with the next.
    const timer = setTimeout(() => session.destroy(), answerWithin)
    session.once('close', lost)
    isSent = session.send(pdu, (answer) => {
      done()
      resolve(answer)
    })
    if (!isSent) lost()
  })
}

function keptAlive(session: Session, ask: Ask, { askEvery }: SmppPatience): SmppSession {
  const timer = setInterval(() => ask('enquire_link', {}).catch(() => {}), askEvery)
  session.once('close', () => clearInterval(timer))
  return {
    request: ask,
    // False from the moment on when either side has begun to close.
    isOpen: () => session.socket.writable,
    async close() {
      clearInterval(timer)
      const unbound = ask('unbind', {}).catch(() => {})
      await Promise.race([unbound, pause(2 * second, undefined, { ref: false })])
      session.destroy()
    },
  }
}
