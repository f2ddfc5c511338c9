import type { LaunchOptions } from 'playwright-core'

/** How Chromium starts here: the system's own (or `CHROMIUM`), also as root, and without calling anybody by itself. */
export function chromiumSettings(): LaunchOptions {
  return {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
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
