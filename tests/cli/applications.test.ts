import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { signInByEmail } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { dataFolder, doorward } from './doorward.ts'

let folder: ReturnType<typeof dataFolder>
let settings: Record<string, string>
let server: TestServer
beforeEach(async () => {
  folder = dataFolder()
  const KEY_FILE = join(folder.path, 'keys.json')
  settings = { DATA: folder.path, KEY_FILE, DATABASE: `sqlite:${join(folder.path, 'doorward.db')}` }
  server = await startServer({ now: new Date(), settings: { KEY_FILE, DATABASE: settings.DATABASE! } })
})
afterEach(async () => {
  await server.stop()
  folder.remove()
})

it('doorward applications shows the difference first, registers a client whose secret is told once, and lists it (R13.1)', async () => {
  const path = join(folder.path, 'applications.json')
  const write = (content: unknown) => writeFileSync(path, JSON.stringify(content))
  const run = (...words: string[]) => doorward(settings, ['applications', ...words])
  write({ applications: [{ name: 'Desk', address: 'http://desk.example/' }, { nam: 'x' }] })
  const refused = await run('apply', path)
  expect(refused.code).toBe(1)
  expect(refused.complaint).toContain('applications.0.address: This must be an https address')
  write({
    applications: [
      {
        name: 'Desk',
        address: 'https://desk.example/',
        whoMayOpen: 'everybody',
        openIdConnect: { redirectUris: ['https://desk.example/callback'] },
      },
    ],
  })
  const looked = await run('apply', path)
  expect(looked).toMatchObject({ code: 0, complaint: '' })
  expect(looked.out).toBe(
    '+ application "Desk" at https://desk.example/\nNothing was changed yet. Add --yes to do it.\n',
  )
  const applied = await run('apply', path, '--yes')
  expect(applied.out).toMatch(/client id {5}app_\w{26}\n {2}client secret [\w-]{43}\n/)
  expect((await run('apply', path, '--yes')).out).toBe('Everything is as the file says.\n')
  const [, id] = /(app_\w+)/.exec(applied.out)!
  expect((await run('list')).out).toBe(`Desk  https://desk.example/  client ${id}\n`)
  const secretOf = (out: string) => /secret ([\w-]{43})/.exec(out)?.[1]
  const renewed = secretOf((await run('new-secret', 'desk')).out)
  expect(renewed).not.toBe(secretOf(applied.out))
  expect((await run('new-secret', 'nothing')).code).toBe(1)
  expect((await run('new-signing-keys')).out).toMatch(/^New keys are published now, and sign from /)
})

it('the file of the documentation is applied as it stands there', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/integrate/openid-connect.md'), 'utf8')
  const path = join(folder.path, 'applications.json')
  writeFileSync(path, /```json\n([\s\S]*?)```/.exec(page)![1]!)
  const applied = await doorward(settings, ['applications', 'apply', path, '--yes'])
  expect(applied).toMatchObject({ code: 0, complaint: '' })
  expect(applied.out).toMatch(/^\+ group "Claims" with 2 people\n\+ application "Agency Desk"/)
})

it('doorward explain says for each session whether an application opens, and what would change it (R13.3)', async () => {
  const path = join(folder.path, 'applications.json')
  const applications = [
    {
      name: 'Desk',
      address: 'https://desk.example/',
      whoMayOpen: { people: ['BSMITH'] },
      demands: { factorMinutes: 15 },
    },
  ]
  writeFileSync(path, JSON.stringify({ applications }))
  await doorward(settings, ['applications', 'apply', path, '--yes'])
  const explain = async (userName: string, name = 'desk') =>
    doorward(settings, ['explain', userName, '--application', name])
  expect((await explain('CBILLS')).out).toBe(
    [
      'In a session that began just now with the password alone:',
      '  Refused (not-for-you).',
      '  not-for-you: neither everybody, nor a group, a location or the list of people names this person.',
      '  Would ask to prove again if this person were among those who may open it.',
      '',
    ].join('\n'),
  )
  const bill = visitor(server.url)
  await signInByEmail(server, bill, 'BSMITH')
  const { out } = await explain('BSMITH')
  expect(out).toMatch(/^In the session with Chrome on Windows from [^\n]*:\n {2}Opens \(open\)\./)
  expect(out).toMatch(/Would ask to prove again from .* UTC on\.\n$/)
  expect((await explain('BSMITH', 'nothing')).complaint).toBe('There is no application "nothing".\n')
})
