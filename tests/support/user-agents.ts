/** User-Agent headers as real browsers send them. */
export const userAgents = {
  chromeOnWindows: chromium('Windows NT 10.0; Win64; x64'),
  edgeOnWindows: `${chromium('Windows NT 10.0; Win64; x64')} Edg/141.0.0.0`,
  chromeOnMac: chromium('Macintosh; Intel Mac OS X 10_15_7'),
  chromeOnAndroid: chromium('Linux; Android 10; K').replace('Safari', 'Mobile Safari'),
  firefoxOnLinux: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  firefoxOnWindows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
  safariOnMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  safariOnPhone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
} as const

function chromium(system: string): string {
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36`
}

const platforms: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/Macintosh/, 'macOS'],
  [/CrOS/, 'Chrome OS'],
  [/Linux/, 'Linux'],
]

/** The client hints that go with a User-Agent: the Chromium family sends them, nobody else does. */
export function hintsFor(userAgent: string): Record<string, string> {
  const engine = /Chrome\/(\d+)/.exec(userAgent)?.[1]
  if (!engine) return {}
  const brand = userAgent.includes('Edg/') ? 'Microsoft Edge' : 'Google Chrome'
  const platform = platforms.find(([sign]) => sign.test(userAgent))?.[1] ?? 'Unknown'
  return {
    'Sec-CH-UA': `"${brand}";v="${engine}", "Not?A_Brand";v="8", "Chromium";v="${engine}"`,
    'Sec-CH-UA-Mobile': userAgent.includes('Mobile') ? '?1' : '?0',
    'Sec-CH-UA-Platform': `"${platform}"`,
  }
}
