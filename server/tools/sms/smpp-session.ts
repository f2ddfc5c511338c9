import { setTimeout as pause } from 'node:timers/promises'
import { connect, PDU, type Session } from 'smpp'
import { second } from '../../base/duration.ts'
import type { SmppAddress } from './smpp-address.ts'
import { bindFault, lostFault } from './smpp-fault.ts'

const answerWithin = 15 * second
const askEvery = 30 * second

/** One bound connection to an SMPP server (SMPP 3.4). When it is lost every request under way fails. */
export interface SmppSession {
  request(command: string, parameters: Record<string, unknown>): Promise<PDU>
  close(): Promise<void>
}

/** @param lost called when the session could not be opened or is at its end */
export async function openSmppSession(address: SmppAddress, lost: () => void): Promise<SmppSession> {
  try {
    const session = await connected(address)
    // Already when the server says that it will close, so that nothing more is given to this session.
    for (const end of ['unbind', 'close']) session.once(end, lost)
    session.socket.once('end', lost)
    await bind(session, address)
    return keptAlive(session, address.host)
  } catch (error) {
    lost()
    throw error
  }
}

async function bind(session: Session, address: SmppAddress): Promise<void> {
  const answer = await ask(session, address.host, 'bind_transceiver', {
    system_id: address.systemId,
    password: address.password,
    system_type: address.systemType,
    interface_version: 0x34,
  })
  if (answer.command_status === 0) return
  session.destroy()
  throw bindFault(address.host, answer.command_status)
}

function connected({ host, port, tls, rejectUnauthorized }: SmppAddress): Promise<Session> {
  return new Promise((resolve, reject) => {
    const session = connect({ host, port, tls, rejectUnauthorized, servername: host })
    const timer = setTimeout(() => session.destroy(), 10 * second)
    session.setMaxListeners(0)
    session.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      resolve(session)
    })
    session.once('close', () => {
      clearTimeout(timer)
      reject(lostFault(host))
    })
    // A broken stream cannot be read on; the close that follows tells everybody who waits.
    session.on('error', () => session.destroy())
    session.on('pdu', (pdu: PDU) => answerServer(session, pdu))
  })
}

/** The server may ask whether we live, report deliveries, or end the session; each wants an answer. */
function answerServer(session: Session, pdu: PDU): void {
  if (pdu.isResponse()) return
  session.send(pdu.response())
  if (pdu.command === 'unbind') session.close()
}

function ask(
  session: Session,
  host: string,
  command: string,
  parameters: Record<string, unknown>,
): Promise<PDU> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      session.off('close', lost)
    }
    const lost = () => {
      done()
      reject(lostFault(host))
    }
    // A server that leaves one request unanswered is not trusted with the next.
    const timer = setTimeout(() => session.destroy(), answerWithin)
    session.once('close', lost)
    const isSent = session.send(new PDU(command, parameters), (answer) => {
      done()
      resolve(answer)
    })
    if (!isSent) lost()
  })
}

function keptAlive(session: Session, host: string): SmppSession {
  const request: SmppSession['request'] = (command, parameters) => ask(session, host, command, parameters)
  const timer = setInterval(() => request('enquire_link', {}).catch(() => {}), askEvery)
  session.once('close', () => clearInterval(timer))
  return {
    request,
    async close() {
      clearInterval(timer)
      await Promise.race([request('unbind', {}).catch(() => {}), pause(2 * second)])
      session.destroy()
    },
  }
}
