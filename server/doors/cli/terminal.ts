import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { ReadStream } from 'node:tty'

/** Where a command speaks and listens. */
export interface Terminal {
  /** One line of the answer. */
  say(line: string): void
  /** A password, typed without being shown; the first line of what is piped in where nobody types. Undefined when given up. */
  askPassword(question: string): Promise<string | undefined>
  /** Somebody sits there, who may mistype. */
  isTyped: boolean
  /** A line beside the answer. */
  note(line: string): void
  /** A line that the next one is written over. */
  show(line: string): void
  /** Somebody sees the notes as they come. */
  isWatched: boolean
}

type Input = NodeJS.ReadableStream & Pick<ReadStream, 'isTTY'>
type Output = NodeJS.WritableStream & { isTTY?: boolean }

/** To the beginning of the line, and nothing right of it. */
const wipe = '\r\u001b[K'

/** @param prompts where questions go, so that answers can be piped on */
export function openTerminal(
  input: Input,
  { answers, prompts }: { answers: NodeJS.WritableStream; prompts: Output },
): Terminal {
  const isTyped = input.isTTY === true
  const isWatched = prompts.isTTY === true
  let shown = ''
  const hide = () => {
    if (shown !== '') prompts.write(wipe)
    shown = ''
  }
  return {
    isTyped,
    isWatched,
    say: (line) => {
      hide()
      answers.write(`${line}\n`)
    },
    note: (line) => {
      hide()
      prompts.write(`${line}\n`)
    },
    show: (line) => {
      if (line !== shown) prompts.write(`${wipe}${line}`)
      shown = line
    },
    async askPassword(question) {
      const typing = readLine(input, isTyped)
      // Only now: nothing that is typed after the question is echoed any more.
      if (isTyped) prompts.write(question)
      const line = await typing
      if (isTyped) prompts.write('\n')
      return line
    },
  }
}

/** What is typed is echoed into nothing. */
function readLine(input: Input, isTyped: boolean): Promise<string | undefined> {
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nothing, terminal: isTyped, historySize: 0 })
  return new Promise((resolve) => {
    let line: string | undefined
    lines.once('line', (text) => {
      line = text
      lines.close()
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => resolve(line))
  })
}
