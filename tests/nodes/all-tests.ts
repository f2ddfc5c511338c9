import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyResult, type FaultResult } from '../campaign/fault-result.ts'
import { aboutOneProcess, allButThese } from './one-process.ts'

const root = join(import.meta.dirname, '../..')

interface Report {
  numPassedTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/** Every API test and every browser test, with each server of theirs as two nodes behind nginx. */
export async function allTestsOnTwoNodes(): Promise<FaultResult> {
  const result = emptyResult('all API and browser tests over two nodes')
  const { numPassedTests, testResults } = await runTests()
  result.injected = 1
  result.acknowledged = numPassedTests
  for (const { name, status, message, assertionResults } of testResults) {
    const failed = assertionResults.filter((one) => one.status === 'failed')
    for (const one of failed) result.wrong.push(`${one.fullName}: ${one.failureMessages[0]?.slice(0, 300)}`)
    if (status === 'failed' && failed.length === 0) result.wrong.push(`${name}: ${message}`)
  }
  if (numPassedTests === 0) result.wrong.push('no test passed')
  const left = Object.entries(aboutOneProcess).map(([name, why]) => `left out: ${name} (${why})`)
  result.saw.push(`${numPassedTests} tests passed, ${left.length} left out`, ...left)
  return result
}

async function runTests(): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-nodes-'))
  const file = join(folder, 'report.json')
  const words = ['run', 'tests/api', 'tests/browser', '--testNamePattern', allButThese()]
  const program = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [program, ...words, '--reporter=json', `--outputFile=${file}`], {
    cwd: root,
    env: { ...process.env, TEST_NODES: '2' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await once(child, 'exit')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
