import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nodeFault } from '../../scripts/enough-node.mjs'

it.each([
  ['18.20.4', false],
  ['20.17.0', false],
  ['20.18.0', true],
  ['22.1.0', true],
  ['24.21.0', true],
])('Node %s is enough: %s (O10)', (version, isEnough) => expect(nodeFault(version) === null).toBe(isEnough))

it('an older Node is told in one sentence, before anything is loaded or installed (O10)', () => {
  const posing = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })`
  const go = join(import.meta.dirname, '../../scripts/go.mjs')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${posing}`, go, 'start'],
    { encoding: 'utf8' },
  )
  expect([status, stdout, stderr]).toEqual([1, '', `${nodeFault('18.20.4')}\n`])
})
