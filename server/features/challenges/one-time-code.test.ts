import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minute } from '../../base/duration.ts'
import { codeExpiresAt, codeOfStep, isRightCode, type SentCode, stepAt } from './one-time-code.ts'

// RFC 4226 appendix D: the secret "12345678901234567890" and its first codes.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const sent = (more: Partial<SentCode> = {}): SentCode => ({
  secret,
  digits: 6,
  lifeMinutes: 2,
  sentSteps: [1],
  ...more,
})
const at = (minutes: number) => new Date(minutes * minute)

describe('a sent code', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [9, '520489'],
  ])('of step %i is the one RFC 4226 gives: %s', (step, code) => {
    expect(codeOfStep({ secret, digits: 6 }, step)).toBe(code)
  })

  it('R5.5 lives in the step it was sent in and the following one', () => {
    const verdicts = [1, 1.99, 2, 2.99, 3].map((minutes) => isRightCode(sent(), '287082', at(minutes)))
    expect(verdicts).toEqual([true, true, true, true, false])
    expect(codeExpiresAt(sent())).toEqual(at(3))
  })

  it('may be entered at a node whose clock is a minute behind the one that sent it, and no further behind', () => {
    const verdicts = [-0.1, 0, 0.9].map((minutes) => isRightCode(sent(), '287082', at(minutes)))
    expect(verdicts).toEqual([false, true, true])
  })

  it('R5.5 CODEMINUTES widens its life', () => {
    const code = sent({ lifeMinutes: 10 })
    expect(isRightCode(code, '287082', at(10.99))).toBe(true)
    expect(isRightCode(code, '287082', at(11))).toBe(false)
  })

  it('R5.5 an earlier unexpired code still works after another was sent', () => {
    const twice = sent({ sentSteps: [1, 2] })
    expect(isRightCode(twice, '287082', at(2.5))).toBe(true)
    expect(isRightCode(twice, '359152', at(2.5))).toBe(true)
    expect(isRightCode(twice, '287082', at(3))).toBe(false)
  })

  it('is none when it was never sent', () => {
    expect(isRightCode(sent(), '359152', at(2))).toBe(false)
    expect(isRightCode(sent({ sentSteps: [] }), '287082', at(1))).toBe(false)
  })

  it('keeps its leading zeros, at every length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 8 }), fc.integer({ min: 0, max: 2 ** 31 }), (digits, step) => {
        const code = codeOfStep({ secret, digits }, step)
        expect(code).toMatch(new RegExp(`^[0-9]{${digits}}$`))
        const one = sent({ digits, sentSteps: [step] })
        expect(isRightCode(one, code, at(step))).toBe(true)
        expect(isRightCode(one, String(Number(code)), at(step))).toBe(String(Number(code)) === code)
      }),
    )
  })

  it('lives at least one minute and at most its minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.integer({ min: 2, max: 10 }),
        (milliseconds, lifeMinutes) => {
          const now = new Date(milliseconds)
          const life = codeExpiresAt({ sentSteps: [stepAt(now)], lifeMinutes }).getTime() - milliseconds
          expect(life).toBeGreaterThan((lifeMinutes - 1) * minute)
          expect(life).toBeLessThanOrEqual(lifeMinutes * minute)
        },
      ),
    )
  })
})
