import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { appCode } from '../support/authenticator-app.ts'

/** The app of the tests stands for real ones: it agrees with one. */
it.each([
  ['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '1970-01-01 00:00:59'],
  ['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '2033-05-18 03:33:20'],
  ['JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', '2026-05-04 08:03:29'],
  ['JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', '2026-05-04 08:03:30'],
])('an app with the key %s shows at %s what oathtool shows', (key, at) => {
  const words = ['--totp', '--base32', `--now=${at} UTC`, key]
  const shown = execFileSync('oathtool', words, { encoding: 'utf8' }).trim()
  expect(appCode(key, new Date(`${at.replace(' ', 'T')}Z`))).toBe(shown)
})
