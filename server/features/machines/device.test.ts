import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDevice } from './device.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const agents = {
  chromeWindows: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/138.0.0.0 Safari/537.36`,
  chromeMac: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/138.0.0.0 Safari/537.36`,
  chromeLinux: `Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/138.0.0.0 Safari/537.36`,
  firefoxWindows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  safariMac: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Version/18.5 Safari/605.1.15`,
}
const chromeBrands = '"Not)A;Brand";v="8", "Chromium";v="138", "Google Chrome";v="138"'

describe('the family of a browser and its system', () => {
  test.each([
    [agents.chromeWindows, 'Chrome', 'Windows'],
    [agents.chromeMac, 'Chrome', 'macOS'],
    [agents.chromeLinux, 'Chrome', 'Linux'],
    [
      `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/138.0.0.0 Safari/537.36`,
      'Chrome',
      'ChromeOS',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/138.0.0.0 Mobile Safari/537.36`,
      'Chrome',
      'Android',
    ],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-X710) ${webkit} Chrome/138.0.0.0 Safari/537.36`,
      'Chrome',
      'Android',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${safari} CriOS/138.0.7204.119 Mobile/15E148 Safari/604.1`,
      'Chrome',
      'iOS',
    ],
    [
      `Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) ${safari} CriOS/138.0.7204.119 Mobile/15E148 Safari/604.1`,
      'Chrome',
      'iPadOS',
    ],
    [`${agents.chromeWindows} Edg/138.0.0.0`, 'Edge', 'Windows'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763`,
      'Edge',
      'Windows',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; HD1913) ${webkit} Chrome/138.0.7204.63 Mobile Safari/537.36 EdgA/138.0.3351.55`,
      'Edge',
      'Android',
    ],
    [`${agents.chromeWindows} OPR/120.0.0.0`, 'Opera', 'Windows'],
    [`${agents.chromeMac} Vivaldi/7.5.3735.34`, 'Vivaldi', 'macOS'],
    [agents.firefoxWindows, 'Firefox', 'Windows'],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
    ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox', 'Android'],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${safari} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`,
      'Firefox',
      'iOS',
    ],
    [agents.safariMac, 'Safari', 'macOS'],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${safari} Version/18.5 Mobile/15E148 Safari/604.1`,
      'Safari',
      'iOS',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko', 'Internet Explorer', 'Windows'],
    ['Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)', 'Internet Explorer', 'Windows'],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-S918B) ${webkit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet',
      'Android',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/138.0.0.0 Safari/537.36`, 'Chrome', 'Linux'],
    ['Mozilla/5.0 (X11; FreeBSD amd64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Unknown'],
  ])('%s', (userAgent, browser, system) => {
    expect(readDevice({ userAgent, hints: {} })).toEqual({ browser, system })
  })

  test('R4.3 an update changes nothing', () => {
    const read = (userAgent: string) => readDevice({ userAgent, hints: {} })
    expect(read(agents.chromeWindows.replace('138', '155'))).toEqual(read(agents.chromeWindows))
    expect(read(agents.firefoxWindows.replaceAll('140', '151'))).toEqual(read(agents.firefoxWindows))
    expect(read(agents.safariMac.replace('18.5', '26.1'))).toEqual(read(agents.safariMac))
  })

  test('R4.3 a tablet and a laptop differ, with the same browser', () => {
    const tablets = [
      `Mozilla/5.0 (Linux; Android 14; SM-X710) ${webkit} Chrome/138.0.0.0 Safari/537.36`,
      `Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) ${safari} CriOS/138.0.7204.119 Mobile/15E148 Safari/604.1`,
    ]
    for (const userAgent of tablets) {
      const tablet = readDevice({ userAgent, hints: { brands: chromeBrands, mobile: '?0' } })
      expect(tablet.browser).toBe('Chrome')
      for (const laptop of [agents.chromeWindows, agents.chromeMac, agents.chromeLinux])
        expect(readDevice({ userAgent: laptop, hints: {} }).system).not.toBe(tablet.system)
    }
  })
})

describe('client hints', () => {
  test.each([
    ['agree with the User-Agent', agents.chromeWindows, chromeBrands, '"Windows"', 'Chrome', 'Windows'],
    ['know the system better', agents.chromeLinux, chromeBrands, '"Chrome OS"', 'Chrome', 'ChromeOS'],
    [
      'know the system by its other name',
      agents.chromeLinux,
      chromeBrands,
      '"Chromium OS"',
      'Chrome',
      'ChromeOS',
    ],
    [
      'know an Android behind a desktop page',
      agents.chromeLinux,
      chromeBrands,
      '"Android"',
      'Chrome',
      'Android',
    ],
    [
      'know a browser that hides as Chrome',
      agents.chromeWindows,
      '"Brave";v="138", "Chromium";v="138", "Not)A;Brand";v="8"',
      '"Windows"',
      'Brave',
      'Windows',
    ],
    ['speak where the User-Agent is missing', '', chromeBrands, '"macOS"', 'Chrome', 'macOS'],
    [
      'name Edge where the User-Agent is missing',
      '',
      '"Microsoft Edge";v="1", "Chromium";v="1"',
      '"Windows"',
      'Edge',
      'Windows',
    ],
    ['are not believed beside Firefox', agents.firefoxWindows, chromeBrands, '"macOS"', 'Firefox', 'Windows'],
    ['are not believed beside Safari', agents.safariMac, '"Brave";v="1"', '"Windows"', 'Safari', 'macOS'],
    ['name a system nobody knows', agents.chromeWindows, chromeBrands, '"Unknown"', 'Chrome', 'Windows'],
    ['are not what they should be', agents.chromeWindows, '";;;"="', '\u0000', 'Chrome', 'Windows'],
    ['are empty', agents.chromeWindows, '', '', 'Chrome', 'Windows'],
  ])('%s', (_, userAgent, brands, platform, browser, system) => {
    expect(readDevice({ userAgent, hints: { brands, platform } })).toEqual({ browser, system })
  })
})

describe('what is no browser', () => {
  const unknown = { browser: 'Unknown', system: 'Unknown' }
  test.each([
    ['nothing', ''],
    ['a space', ' '],
    ['control characters', '\u0000\r\n\u001b[31m'],
    ['10 kB of one letter', 'x'.repeat(10_000)],
    ['10 kB of brackets', '('.repeat(10_000)],
    ['markup', '<script>alert(1)</script>/1.0'],
  ])('%s is Unknown', (_, userAgent) => {
    expect(readDevice({ userAgent, hints: {} })).toEqual(unknown)
  })

  test('a name of its own is kept, cut at 64 characters and cleaned', () => {
    expect(readDevice({ userAgent: 'Kiosk/1.0 (x)', hints: {} }).browser).toBe('Kiosk')
    expect(readDevice({ userAgent: `${'K'.repeat(900)}/1.0 (x)`, hints: {} }).browser).toBe('K'.repeat(64))
  })

  test.each([
    ['Foo<b>Bar/1.0 (x)', 'FoobBar'],
    ['"><svg/onload=1>/2 (x)', 'svgonload1'],
    ['Ünï/1.0 (x)', 'n'],
  ])('what a page or a log could stumble over is left out of it: %s', (userAgent, browser) => {
    expect(readDevice({ userAgent, hints: {} }).browser).toBe(browser)
  })

  test('what stands after the first 1024 characters is not read', () => {
    const userAgent = `${' '.repeat(1024)}${agents.firefoxWindows}`
    expect(readDevice({ userAgent, hints: {} })).toEqual(unknown)
  })

  test('10 kB after an honest beginning change nothing', () => {
    const userAgent = agents.firefoxWindows + ' x'.repeat(5000)
    expect(readDevice({ userAgent, hints: {} })).toEqual({ browser: 'Firefox', system: 'Windows' })
  })

  test('whatever is sent, both answers are short, plain and never empty', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.string({ maxLength: 200 }).map((name) => `${name}/1.0 (${name}) Chrome/1`),
    )
    fc.assert(
      fc.property(text, text, text, (userAgent, brands, platform) => {
        for (const name of Object.values(readDevice({ userAgent, hints: { brands, platform } })))
          expect(name).toMatch(/^[\w.+-][\w .+-]{0,63}$/)
      }),
    )
  })
})
