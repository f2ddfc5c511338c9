import { parseCLI, startVitest, type Vitest } from 'vitest/node'
import { Progress } from './progress.ts'

/**
 * Runs every test, or those whose path or name the arguments give, and says at the very end how many passed and failed.
 * `--quick` leaves out what needs more than Node.
 */
const words = process.argv.slice(2).filter((word) => word !== '--quick')
if (process.argv.includes('--quick')) process.env.TEST_QUICK = '1'
const { filter, options } = parseCLI(['vitest', 'run', ...words])
const reporters = options.reporter ? {} : { reporters: [new Progress()] }
const vitest = await startVitest('test', filter, { ...options, ...reporters, watch: false, run: true })
const { passed, failed } = count(vitest)
await vitest.close()
await say(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)

/** What could not be loaded or set up, and errors outside of any test, count as failed: nothing is green by not running. */
function count({ state }: Vitest): { passed: number; failed: number } {
  const modules = state.getTestModules()
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
  const broken =
    suites.filter((suite) => suite.errors().length > 0).length + state.getUnhandledErrors().length
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const ended = (wanted: string) => tests.filter((test) => test.result().state === wanted).length
  return { passed: ended('passed'), failed: ended('failed') + broken }
}

/** Waits until the line has left: a pipe may still hold what came before. */
function say(line: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`\n${line}\n`, () => resolve()))
}
