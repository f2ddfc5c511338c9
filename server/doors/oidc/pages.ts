/** The few pages that the library shows by itself: plain, without a script. */
import { createHash } from 'node:crypto'

const style =
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{max-width:28rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.6rem 1.2rem}'

/** Forms go on to the application's own address. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign]!)

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`
}

/** @param said by the library; it holds words of the request */
export function faultPage(said: Readonly<Record<string, unknown>>): string {
  const { error, error_description: description } = said
  const words = [error, description]
    .filter((part) => typeof part === 'string')
    .map((part) => escaped(part as string))
  return page(
    'This application could not be opened',
    `<p>What the application asked of us cannot be answered. Please open it again from <a href="/">here</a>; if that does not help, tell whoever looks after it:</p><p><code>${words.join(': ')}</code></p>`,
  )
}

/** @param form of the library, with what it must send */
export function signOutPage(form: string): string {
  return page(
    'Sign out?',
    `<p>This signs you out here, and of every application that you opened from here.</p>${form}<p><button form="op.logoutForm" name="logout" value="yes">Sign out</button></p><p><a href="/">Stay signed in</a></p>`,
  )
}
