import { spawn } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdirSync, mkdtempSync, openSync, renameSync, rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { openCheckpointer } from '../../server/tools/database/checkpointer.ts'
import { migrate } from '../../server/tools/database/migrate.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import { startNode } from '../operations/node.ts'

const outOfFiles = () => Object.assign(new Error('accept EMFILE'), { code: 'EMFILE', syscall: 'accept' })

describe('a fault that nobody waits for does not end the server (A7)', () => {
  const closers: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })

  it('the thread beside SQLite cannot open the file: whoever asks it is told, each time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'doorward-thread-'))
    const database = openDatabase(`sqlite:${join(folder, 'test.db')}`)
    closers.push(() => rmSync(folder, { recursive: true }))
    closers.push(() => database.destroy())
    await migrate(database)
    renameSync(join(folder, 'test.db'), join(folder, 'elsewhere.db'))
    mkdirSync(join(folder, 'test.db'))
    const checkpointer = await openCheckpointer(database)
    for (const _ of ['first', 'second']) await expect(checkpointer.run()).rejects.toThrow('unable to open')
    await checkpointer.close()
  })

  it('no connection can be taken: every listener goes on', async () => {
    const servers: Server[] = []
    const note = (message: unknown) => servers.push((message as { server: Server }).server)
    subscribe('tracing:net.server.listen:asyncStart', note)
    closers.push(() => unsubscribe('tracing:net.server.listen:asyncStart', note))
    const node = await startNode({ settings: { METRICS: '127.0.0.1:0' } })
    closers.push(() => node.stop())
    // Its own, that of the figures, and the two that catch messages in trial mode.
    expect(servers).toHaveLength(4)
    for (const server of [...servers, ...servers]) expect(server.emit('error', outOfFiles())).toBe(true)
    expect((await fetch(`${node.address}/api/health`)).status).toBe(200)
  })

  it('the log cannot be written: the work goes on', async () => {
    const script = `import { openLog } from ${JSON.stringify(join(import.meta.dirname, '../../server/tools/log.ts'))}
      const log = openLog('info')
      log.info('first')
      setImmediate(() => { log.info('second'); setImmediate(() => process.stderr.write('alive')) })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    })
    expect(await text(child.stderr!)).toMatch(/alive$/)
  })
})
