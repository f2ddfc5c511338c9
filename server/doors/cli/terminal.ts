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
}

type Input = NodeJS.ReadableStream & Pick<ReadStream, 'isTTY'>

/** @param prompts where questions go, so that answers can be piped on */
export function openTerminal(
  input: Input,
  { answers, prompts }: { answers: NodeJS.WritableStream; prompts: NodeJS.WritableStream },
): Terminal {
  const isTyped = input.isTTY === true
  return {
    isTyped,
    say: (line) => void answers.write(`${line}\n`),
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
