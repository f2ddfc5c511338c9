import { second } from '../../base/duration.ts'
import { connectionWords } from '../connection-fault.ts'
import { DeliveryFault } from '../delivery-fault.ts'

export interface Post {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

export interface Answer {
  status: number
  /** The beginning of the body. */
  body: string
}

export interface Poster {
  /** One POST that follows no redirect: a code must not travel on to another host. Throws a temporary DeliveryFault. */
  post(request: Post): Promise<Answer>
  /** Ends the requests under way. */
  close(): Promise<void>
}

const mostRead = 64 * 1024

/** @param answerWithin milliseconds for one request in all: whoever gives up sooner may ask again for what was taken */
export function openPoster(answerWithin = 30 * second): Poster {
  const closing = new AbortController()
  return {
    post: (request) => post(request, AbortSignal.any([closing.signal, AbortSignal.timeout(answerWithin)])),
    close: async () => closing.abort(),
  }
}

async function post({ url, headers, body }: Post, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
    return { status: response.status, body: await beginning(response) }
  } catch (error) {
    // Given up while it had the request: it may have taken the message.
    const isUncertain = (error as Error).name === 'TimeoutError'
    throw new DeliveryFault(false, `The gateway ${new URL(url).host} ${failureWords(error)}.`, isUncertain)
  }
}

async function beginning(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length > mostRead) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

function failureWords(error: unknown): string {
  const { name, cause } = error as Error
  if (name === 'TimeoutError') return 'did not answer in time'
  const code = (cause as { code?: unknown } | undefined)?.code
  return (
    connectionWords(code) ??
    (typeof code === 'string' ? `could not be reached (${code})` : 'could not be reached')
  )
}
