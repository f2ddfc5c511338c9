import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Ended {
  code: number | null
  /** What it answered. */
  out: string
  /** What it complained of, and asked. */
  complaint: string
}

const program = join(import.meta.dirname, '../../server/cli.ts')
const programWords = [process.execPath, '--disable-warning=ExperimentalWarning', program]

/** A data folder for command line and server alike. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'doorward-cli-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Runs the real command line to its end. @param settings as in the environment, without `DOORWARD_`; in trial mode unless `URL` is given */
export function doorward(
  settings: Record<string, string>,
  words: readonly string[],
  typed = '',
): Promise<Ended> {
  const [node, ...before] = programWords as [string, ...string[]]
  return runToEnd(node, [...before, ...words], { settings, typed })
}

/** The same where nothing is set: a setting without a value is none. */
export function doorwardBare(words: readonly string[]): Promise<Ended> {
  return runToEnd(process.execPath, [...programWords.slice(1), ...words], {
    settings: { URL: '' },
    typed: '',
  })
}

/** Only begins it, for who wants to end it badly. */
export function beginDoorward(settings: Record<string, string>, words: readonly string[]): ChildProcess {
  const [node, ...before] = programWords as [string, ...string[]]
  return spawn(node, [...before, ...words], { env: environmentOf(settings), stdio: 'ignore' })
}

function environmentOf(settings: Record<string, string>): NodeJS.ProcessEnv {
  const mode: Record<string, string> = settings.URL === undefined ? { TRIAL: '1' } : {}
  const own = Object.entries({ ...mode, ...settings }).map(([name, value]) => [`DOORWARD_${name}`, value])
  const { PATH, HOME, TMPDIR } = process.env
  // As `npm run doorward` keeps what was compiled; here for all command lines of a run.
  const NODE_COMPILE_CACHE = join(tmpdir(), 'compiled')
  return { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...Object.fromEntries(own) }
}

/** Runs it on a terminal of its own, where somebody waits for each question before answering. */
export function doorwardOnTerminal(
  settings: Record<string, string>,
  words: readonly string[],
  answers: readonly [question: string, answer: string][],
): Promise<Ended> {
  const line = [...programWords, ...words].map((word) => `'${word}'`).join(' ')
  return runToEnd('script', ['-qec', line, '/dev/null'], { settings, typed: null, answers })
}

interface Conversation {
  settings: Record<string, string>
  /** Piped in at once; null where it is typed. */
  typed: string | null
  answers?: readonly [question: string, answer: string][]
}

function runToEnd(
  name: string,
  words: readonly string[],
  { settings, typed, answers = [] }: Conversation,
): Promise<Ended> {
  const child = spawn(name, words, { env: environmentOf(settings) })
  const ended: Ended = { code: null, out: '', complaint: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.complaint += text
  })
  const waiting = [...answers]
  child.stdout.on('data', () => {
    if (waiting[0] && ended.out.endsWith(waiting[0][0])) child.stdin.write(`${waiting.shift()![1]}\n`)
  })
  if (typed !== null) child.stdin.end(typed)
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ ...ended, code }))
  })
}
