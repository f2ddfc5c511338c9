import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright-core'

const whole = '/usr/bin/chromium'
/** The same engine for half the processor time: no windows, no settings, and no second renderer held ready. */
const lighter = '/usr/bin/chromium-headless-shell'

/**
 * How Chromium starts here: the system's own (or `CHROMIUM`), also as root, and without calling anybody by itself.
 * @param hasSettings the whole browser, which reads what a person has set in it
 */
export function chromiumSettings({ hasSettings = false } = {}): LaunchOptions {
  return {
    executablePath: process.env.CHROMIUM ?? (hasSettings || !existsSync(lighter) ? whole : lighter),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}
