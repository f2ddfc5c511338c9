import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeDataFolder, startDoorward } from './doorward-process.ts'
import { rememberedConnection } from './sign-in.ts'
import { median, type Row } from './table.ts'

const rounds = 5
const connections = 32
const seconds = 2

/** Session checks a second, against a bare node:http server that answers 204, both under the same load in turns. */
export async function sessionRate(): Promise<Row> {
  const folder = makeDataFolder()
  const server = await startDoorward(folder.path)
  const bare = await startBareServer()
  const { visitor } = await rememberedConnection(server.url)
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const check = () => load(`${server.url}/api/session`, cookie)
  const nothing = () => load(bare.url, cookie)
  await check()
  await nothing()
  const rates: { check: number; nothing: number }[] = []
  for (let round = 0; round < rounds; round++) rates.push({ check: await check(), nothing: await nothing() })
  bare.stop()
  await server.stop()
  folder.remove()
  const checks = median(rates.map((rate) => rate.check))
  const nothings = median(rates.map((rate) => rate.nothing))
  // Each round against itself: what else the machine does in the meantime falls on both.
  const share = median(rates.map((rate) => rate.check / rate.nothing)) * 100
  return {
    what: `GET /api/session on ${connections} connections, answers a second against a bare server's 204`,
    figure: `${share.toFixed(0)} % (${checks.toFixed(0)} to ${nothings.toFixed(0)} a second)`,
    target: 'at least 30 %',
    isMet: share >= 30,
  }
}

async function startBareServer(): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const [port] = await once(child.stdout, 'data')
  return { url: `http://localhost:${String(port).trim()}/`, stop: () => child.kill() }
}

async function load(url: string, cookie: string): Promise<number> {
  const args = [join(import.meta.dirname, 'load.ts'), url, cookie, String(connections), String(seconds)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: (seconds + 20) * 1000 })
  return (JSON.parse(stdout) as { perSecond: number }).perSecond
}
