import { describe, expect, it } from 'vitest'
import { opensAgainAt, waysOut } from './ways-out.ts'

const administrators = [
  { displayName: 'Dana Reyes', locationId: 'loc_main' },
  { displayName: 'Lee Park', locationId: 'loc_elm' },
]
const input = {
  check: 'no-cell-phone',
  locationId: 'loc_elm',
  administrators,
  supportLink: null,
  opensAt: null,
} as const

describe('ways out of a refusal (R5.4)', () => {
  it('without a cell phone: a colleague first, then the administrators of the own location', () => {
    expect(waysOut(input)).toEqual([{ kind: 'colleague' }, { kind: 'administrator', names: ['Lee Park'] }])
  })

  it('a location without administrators names all of them', () => {
    const names = ['Dana Reyes', 'Lee Park']
    expect(waysOut({ ...input, locationId: 'loc_oak' })[1]).toEqual({ kind: 'administrator', names })
    expect(waysOut({ ...input, locationId: null })[1]).toEqual({ kind: 'administrator', names })
  })

  it('a colleague helps only where the machine is what is missing', () => {
    expect(waysOut({ ...input, check: 'no-method-left' })).toEqual([
      { kind: 'administrator', names: ['Lee Park'] },
    ])
  })

  it('the support link stands last', () => {
    expect(waysOut({ ...input, supportLink: 'mailto:help@example.com' }).at(-1)).toEqual({
      kind: 'support',
      link: 'mailto:help@example.com',
    })
  })

  it('says when the first way opens again, where all are locked and not before', () => {
    const [early, late] = [new Date(1000), new Date(2000)]
    const methods = ['email', 'text'] as const
    expect(opensAgainAt({ methods }, new Map([['email', late]]))).toBeNull()
    expect(
      opensAgainAt(
        { methods },
        new Map([
          ['email', late],
          ['text', early],
        ]),
      ),
    ).toEqual(early)
    expect(opensAgainAt({ methods: [] }, new Map())).toBeNull()
    expect(waysOut({ ...input, opensAt: early })[0]).toEqual({ kind: 'wait', until: early.toISOString() })
  })
})
