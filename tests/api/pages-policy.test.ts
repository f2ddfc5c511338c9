import { expect, it } from 'vitest'
import { startServer } from '../support/server.ts'

it('a page runs and styles itself by its own files alone, under a nonce that is never used twice', async () => {
  const server = await startServer()
  try {
    const ask = async () => (await fetch(`${server.url}/sign-in`)).headers.get('content-security-policy')!
    const [first, second] = [await ask(), await ask()]
    expect(first).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
    expect(first).not.toContain('unsafe')
    expect(first).not.toContain('*')
    expect(first).not.toBe(second)
  } finally {
    await server.stop()
  }
})
