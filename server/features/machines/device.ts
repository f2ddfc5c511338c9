/** Which browser and operating system family a request comes from (R4.3): family only, so that an update asks nothing. */
import Bowser from 'bowser'

/** The client hint headers as they arrive (W3C User-Agent Client Hints): `"Chromium";v="138", …`, `"Windows"`, `?0`. */
export interface DeviceHints {
  /** `Sec-CH-UA` */
  brands?: string | undefined
  /** `Sec-CH-UA-Platform` */
  platform?: string | undefined
  /** `Sec-CH-UA-Mobile`. Taken with the others; the family does not depend on it. */
  mobile?: string | undefined
}

export interface Device {
  browser: string
  system: string
}

/** Longer than any honest browser's; the rest is not read. */
const longestUserAgent = 1024
const longestName = 64

const browserNames: Record<string, string> = {
  'Microsoft Edge': 'Edge',
  'Samsung Internet for Android': 'Samsung Internet',
}
const systemNames: Record<string, string> = {
  'Chrome OS': 'ChromeOS',
  'Chromium OS': 'ChromeOS',
}
const hintedSystems = ['Windows', 'macOS', 'Linux', 'Android', 'iOS', 'Chrome OS', 'Chromium OS']

/**
 * Families such as Chrome and Windows; `Unknown` for what cannot be read. Each at most 64 letters, digits and ` _.+-`.
 * An iPad that asks for desktop pages says it is a Mac, in every header there is; its cookie still tells it apart.
 */
export function readDevice({ userAgent, hints }: { userAgent: string; hints: DeviceHints }): Device {
  const agent = userAgent.slice(0, longestUserAgent)
  // Only Chromium sends hints. Beside the name of another browser they are somebody's disguise, and not read.
  const told = agent.trim() === '' || /Chrom(e|ium)\//.test(agent) ? hints : {}
  const brands = readBrands(told.brands)
  // A space stands in for nothing: Bowser throws on an empty text.
  const parsed = Bowser.parse(agent || ' ', { brands })
  const browser = parsed.browser.name || brandName(brands)
  return {
    browser: plainName(browserNames[browser] ?? browser),
    system: plainName(systemOf(agent, told.platform) ?? parsed.os.name ?? ''),
  }
}

function systemOf(agent: string, platform: string | undefined): string | undefined {
  if (/\biPad\b/.test(agent)) return 'iPadOS'
  const hinted = platform?.slice(0, longestName).replaceAll('"', '').trim()
  return hinted && hintedSystems.includes(hinted) ? hinted : undefined
}

function readBrands(header = ''): { brand: string; version: string }[] {
  const found = header.slice(0, longestUserAgent).matchAll(/"([^"]*)";v="([^"]*)"/g)
  return [...found].map(([, brand = '', version = '']) => ({ brand, version }))
}

/** For a request with hints and no User-Agent. Brands such as "Not-A.Brand" are noise put there on purpose. */
function brandName(brands: readonly { brand: string }[]): string {
  const names = brands.map(({ brand }) => brand.replace(/^Google /, ''))
  return (
    ['Edge', 'Opera', 'Chrome', 'Chromium'].find((known) => names.some((name) => name.endsWith(known))) ?? ''
  )
}

function plainName(name: string): string {
  const plain = name
    .replaceAll(/[^\w .+-]/g, '')
    .trim()
    .slice(0, longestName)
    .trim()
  return systemNames[plain] ?? (plain || 'Unknown')
}
