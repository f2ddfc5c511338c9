import { chromium, type Page } from 'playwright-core'
import { chromiumSettings } from '../tests/support/chromium.ts'
import { makeDataFolder, startDoorward } from './doorward-process.ts'
import type { Row } from './table.ts'

const mostBytes = 150_000

/** What the sign-in page loads: bytes of scripts and styles as they travel, and the hosts that were asked. */
export async function pageWeight(): Promise<Row> {
  const folder = makeDataFolder()
  const server = await startDoorward(folder.path)
  const browser = await chromium.launch(chromiumSettings())
  const { bytes, hosts } = await weigh(await browser.newPage(), `${server.url}/sign-in`)
  await browser.close()
  await server.stop()
  folder.remove()
  const others = [...hosts].filter((host) => host !== new URL(server.url).host)
  return {
    what: 'scripts and styles of the sign-in page, compressed; other hosts asked',
    figure: `${(bytes / 1000).toFixed(1)} kB; ${others.length === 0 ? 'none' : others.join(', ')}`,
    target: `at most ${mostBytes / 1000} kB; none`,
    isMet: bytes > 0 && bytes <= mostBytes && others.length === 0,
  }
}

async function weigh(page: Page, url: string): Promise<{ bytes: number; hosts: Set<string> }> {
  const sizes: Promise<number>[] = []
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  page.on('requestfinished', (request) => {
    if (['script', 'stylesheet'].includes(request.resourceType()))
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  return { bytes: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0), hosts }
}
