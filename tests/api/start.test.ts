import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { productMode } from '../../scripts/mode.mjs'
import { serverEnvironment } from '../../scripts/server-environment.mjs'

const main = join(import.meta.dirname, '../../server/main.ts')

interface Ended {
  code: number | null
  output: string
  errors: string
}

/** Runs the server as a process of its own; `whenReady` gets its address. */
function runServer(
  environment: Record<string, string>,
  whenReady: (address: string) => Promise<void> = async () => {},
): Promise<Ended> {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [main], { env: { PATH, ...serverEnvironment, ...environment } })
  let output = ''
  let errors = ''
  child.stderr.on('data', (data) => (errors += data))
  child.stdout.on('data', (data) => {
    output += data
    const address = /trial mode: (http:\S+)/.exec(output)?.[1]
    if (address && output.includes('Ctrl-C')) void whenReady(address).finally(() => child.kill('SIGINT'))
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors })))
}

it('a wrong configuration lists every fault and exits with 2', async () => {
  const ended = await runServer({
    DOORWARD_URL: 'http://example.com',
    DOORWARD_LISTEN: 'nowhere',
    DOORWARD_TYPO: '1',
  })
  expect(ended.code).toBe(2)
  for (const name of [
    'DOORWARD_URL',
    'DOORWARD_LISTEN',
    'DOORWARD_TYPO',
    'DOORWARD_SMTP',
    'DOORWARD_MAIL_FROM',
  ])
    expect(ended.errors).toContain(name)
})

it('a server whose settings are lost does not start, makes nothing, and says what it lacks (O1)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-start-'))
  try {
    const left = { NODE_ENV: 'production', DOORWARD_DATA: folder, DOORWARD_LISTEN: '127.0.0.1:0' }
    for (const environment of [left, { ...left, DOORWARD_TRIAL: '1' }]) {
      const ended = await runServer(environment)
      expect(ended).toMatchObject({ code: 2, output: '' })
      expect(ended.errors).toMatch('DOORWARD_TRIAL' in environment ? /NODE_ENV/ : /DOORWARD_URL is missing/)
    }
    expect(readdirSync(folder)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it.each<[string, Record<string, string>, ReturnType<typeof productMode>, ReturnType<typeof productMode>]>([
  ['nothing', {}, { NODE_ENV: 'development', DOORWARD_TRIAL: '1' }, { NODE_ENV: 'production' }],
  [
    'NODE_ENV alone',
    { NODE_ENV: 'production' },
    { NODE_ENV: 'development', DOORWARD_TRIAL: '1' },
    { NODE_ENV: 'production' },
  ],
  ['a place for the data', { DOORWARD_DATA: '/srv' }, { NODE_ENV: 'production' }, { NODE_ENV: 'production' }],
  ['trial mode', { DOORWARD_TRIAL: '1' }, { NODE_ENV: 'development' }, { NODE_ENV: 'development' }],
  [
    'trial mode in production',
    { DOORWARD_TRIAL: '1', NODE_ENV: 'production' },
    { NODE_ENV: 'production' },
    { NODE_ENV: 'production' },
  ],
])('where %s is set, npm start and the command line run as asked (O1, O9)', (_, environment, start, cli) => {
  expect(productMode(environment, { asksForTrial: true })).toEqual(start)
  expect(productMode(environment)).toEqual(cli)
})

it('trial mode prints the address, the people and where their messages appear, and Ctrl-C stops it cleanly', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-start-'))
  try {
    const environment = {
      DOORWARD_TRIAL: '1',
      DOORWARD_DATA: folder,
      DOORWARD_LISTEN: '127.0.0.1:0',
      DOORWARD_LOG: 'warn',
    }
    let accounts: { userName: string; password: string }[] = []
    const ended = await runServer(environment, async (address) => {
      accounts = (await (await fetch(`${address}/api/trial/accounts`)).json()) as typeof accounts
    })
    expect(ended).toMatchObject({ code: 0, errors: '' })
    for (const { userName, password } of accounts) {
      expect(ended.output).toContain(userName)
      expect(ended.output).toContain(password)
    }
    expect(ended.output).toContain('/trial')
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['doorward.db', 'keys.json', 'trial-accounts.json']),
    )
    const again = await runServer(environment)
    expect(again.output).toContain(accounts[0]!.password)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it('outside trial mode no trial route exists', async () => {
  const { startServer } = await import('../support/server.ts')
  const settings = { URL: 'http://localhost', SMTP: 'smtp://127.0.0.1:9', MAIL_FROM: 'signin@harbor.example' }
  const server = await startServer({ settings })
  try {
    for (const path of ['/api/trial/accounts', '/api/trial/messages']) {
      const response = await fetch(`${server.address}${path}`)
      expect(response.status).toBe(404)
    }
    const document = await (await fetch(`${server.address}/api/openapi.json`)).text()
    expect(document).not.toContain('/api/trial')
  } finally {
    await server.stop()
  }
})
