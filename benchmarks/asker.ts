import { connect } from 'node:net'
import { type Answer, lengthOfAnswer, readAnswer } from './answer.ts'

/** One kept-alive connection to a server on this machine, and the cookies of whoever sits there. */
export interface Asker {
  cookies: Map<string, string>
  post(path: string, body: unknown): Promise<Answer>
  close(): void
}

/** As Chrome says it, so that the server has something to read. */
const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

export function openAsker(url: string): Asker {
  const { host, hostname, port, origin } = new URL(url)
  if (hostname !== 'localhost') throw new Error('Only this machine is loaded')
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true)
  const always = `Host: ${host}\r\nOrigin: ${origin}\r\nUser-Agent: ${userAgent}\r\nContent-Type: application/json\r\n`
  let held = Buffer.alloc(0)
  let heard: { resolve(answer: Answer): void; reject(error: Error): void } | undefined
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    if (lengthOfAnswer(held) === undefined) return
    const answer = readAnswer(held)
    held = Buffer.alloc(0)
    keep(asker.cookies, answer.cookies)
    heard?.resolve(answer)
  })
  const fail = () => heard?.reject(new Error('The server ended the connection'))
  socket.on('error', fail).on('close', fail)
  const asker: Asker = {
    cookies: new Map(),
    post(path, body) {
      const text = JSON.stringify(body)
      const cookie = [...asker.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      socket.write(
        `POST ${path} HTTP/1.1\r\n${always}Cookie: ${cookie}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      )
      return new Promise((resolve, reject) => {
        heard = { resolve, reject }
      })
    },
    close: () => socket.destroy(),
  }
  return asker
}

function keep(held: Map<string, string>, news: Answer['cookies']): void {
  for (const [name, value] of news)
    if (value === '') held.delete(name)
    else held.set(name, value)
}
