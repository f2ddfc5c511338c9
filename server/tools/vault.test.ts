import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openVault } from './vault.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorward-vault-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('of many that start at once on no key file all have the same keys, and nothing else is left there', async () => {
  const path = join(folder, 'keys.json')
  const vaults = await Promise.all(Array.from({ length: 50 }, () => openVault(path)))
  expect(new Set(vaults.flatMap(({ fingerprints }) => fingerprints)).size).toBe(1)
  expect(vaults[49]!.open(vaults[0]!.seal('text', 'here'), 'here')).toBe('text')
  expect(readdirSync(folder)).toEqual(['keys.json'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

it('a folder that is not there is made, for its owner alone', async () => {
  const path = join(folder, 'lost', 'keys.json')
  await openVault(path)
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
})

it('whoever finds the key file finds all of it, also while another node is making it', async () => {
  for (let turn = 0; turn < 20; turn++) {
    const path = join(folder, `keys-${turn}.json`)
    const making = openVault(path)
    while (!existsSync(path)) await setImmediate()
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ current: '1' })
    await making
  }
})

it.each([
  ['', 'is no key file. Put the right one back.'],
  ['{"current":"1","keys"', 'is no key file. Put the right one back.'],
  ['{}', 'holds no current key'],
  ['null', 'holds no current key'],
  ['{"current":"2","keys":{"1":"AA=="}}', 'holds no current key'],
  ['{"current":"1","keys":{"1":"AA=="}}', 'holds a key that is not 256 bits'],
])('%j is refused with its path, and stays as it is', async (text, complaint) => {
  const path = join(folder, 'keys.json')
  writeFileSync(path, text)
  await expect(openVault(path)).rejects.toThrow(`${path} ${complaint}`)
  expect(readFileSync(path, 'utf8')).toBe(text)
})
