import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const lookup = JSON.stringify(join(import.meta.dirname, '../../server/tools/name-lookup.ts'))

/** One processor: the pool has one thread. A name server on loopback answers when the script says so. */
async function withOneThread(script: string): Promise<string[]> {
  const whole = `
    import dns from 'node:dns'
    import { once } from 'node:events'
    import { createSocket } from 'node:dgram'
    import { closeSync, fdatasync, openSync } from 'node:fs'
    import { connect, createServer } from 'node:net'
    import { promisify } from 'node:util'
    import { lookUpBesidePool } from ${lookup}
    const server = createSocket('udp4')
    server.bind(0, '127.0.0.1')
    await once(server, 'listening')
    lookUpBesidePool(() => {
      const resolver = new dns.promises.Resolver({ timeout: 2000, tries: 1 })
      resolver.setServers(['127.0.0.1:' + server.address().port])
      return resolver
    })
    const tcp = createServer((socket) => socket.end()).listen(0)
    await once(tcp, 'listening')
    const { port } = tcp.address()
    const reach = (host) => new Promise((resolve) =>
      connect({ host, port }, () => resolve('connected')).on('error', ({ code }) => resolve(code)))
    /** IPv4 is on loopback, and there is no IPv6. */
    const answer = (query, { port }, code = 0) => {
      const head = Buffer.from(query)
      head.writeUInt16BE(0x8180 | code, 2)
      const end = query.indexOf(0, 12) + 5
      const isIPv4 = query.readUInt16BE(end - 4) === 1 && code === 0
      head.writeUInt16BE(isIPv4 ? 1 : 0, 6)
      head.writeUInt16BE(0, 10)
      const found = isIPv4 ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1]) : Buffer.alloc(0)
      server.send(Buffer.concat([head.subarray(0, end), found]), port, '127.0.0.1')
    }
    const tell = (line) => process.stdout.write(line + '\\n')
    ${script}
    process.exit(0)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', whole], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return (await text(child.stdout)).trim().split('\n')
}

describe('a name server that does not answer (A8)', () => {
  it('keeps nobody who writes waiting, and whoever asked goes on when it answers', async () => {
    const lines = await withOneThread(`
      const asked = once(server, 'message')
      const reached = reach('mail.harbor.example')
      const [query, from] = await asked
      const file = openSync(${JSON.stringify(import.meta.filename)}, 'r')
      await promisify(fdatasync)(file)
      tell('written')
      server.on('message', answer)
      answer(query, from)
      tell(await reached)`)
    expect(lines).toEqual(['written', 'connected'])
  })

  it('is told as such when it never does', async () => {
    expect(await withOneThread(`tell(await reach('mail.harbor.example'))`)).toEqual(['EAI_AGAIN'])
  })

  it('is not asked for what is known here: loopback, addresses and the file of hosts', async () => {
    const lines = await withOneThread(`
      server.on('message', (query) => tell(query.length > 1 ? 'asked' : 'marked'))
      for (const host of ['localhost', '127.0.0.1', (await import('node:os')).hostname()]) tell(await reach(host))
      // Whatever was asked lies in the same queue before this.
      const marked = once(server, 'message')
      createSocket('udp4').send('.', server.address().port, '127.0.0.1')
      await marked`)
    expect(lines.slice(0, 2)).toEqual(['connected', 'connected'])
    expect(lines.at(-1)).toBe('marked')
    expect(lines).not.toContain('asked')
  })

  it('that knows no such name leaves the word to the system', async () => {
    const lines = await withOneThread(`
      server.on('message', (query, from) => answer(query, from, 3))
      tell(await reach('nobody.invalid'))`)
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(lines[0])
  })
})
