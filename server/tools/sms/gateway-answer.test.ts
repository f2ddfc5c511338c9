import { describe, expect, it } from 'vitest'
import { type Sign, saysTaken } from './gateway-answer.ts'

const anywhere = (...texts: string[]): Sign => ({ path: null, texts })
const at = (path: string, ...texts: string[]): Sign => ({ path, texts })

/** B5: the transport's word is not the service's. */
describe('the answer of a gateway', () => {
  it.each([
    ['ERROR:14', [], [], true],
    ['ERROR:14', [], [anywhere('ERROR')], false],
    ['error:14', [], [anywhere('ERROR')], false],
    ['ID:8017', [], [anywhere('ERROR')], true],
    ['ID:8017', [anywhere('ID:')], [], true],
    ['ERROR:14', [anywhere('ID:')], [], false],
    ['', [anywhere('ID:')], [], false],
    ['{"status":"error"}', [], [at('status', 'error', 'failed')], false],
    ['{"status":"queued"}', [], [at('status', 'error', 'failed')], true],
    ['{"status":"queued"}', [at('status', 'ok', 'queued')], [], true],
    ['{"status":"OK"}', [at('status', 'ok')], [], false],
    ['{"messages":[{"status":"0"}]}', [at('messages.0.status', '0')], [], true],
    ['{"messages":[{"status":0}]}', [at('messages.0.status', '0')], [], true],
    ['{"messages":[{"status":"4"}]}', [at('messages.0.status', '0')], [], false],
    ['{"success":true}', [at('success', 'true')], [], true],
    ['{"success":false}', [at('success', 'true')], [], false],
    ['not JSON', [at('status', 'ok')], [], false],
    ['null', [at('status', 'ok')], [], false],
    ['{"status":{"a":1}}', [at('status', 'ok')], [], false],
    ['{}', [at('__proto__.constructor.name', 'Object')], [], false],
    ['{"status":"ok","error":"14"}', [at('status', 'ok')], [at('error', '14')], false],
  ])('%s with success %j and failure %j was taken: %s', (body, success, failure, taken) => {
    expect(saysTaken(body, { success, failure })).toBe(taken)
  })
})
