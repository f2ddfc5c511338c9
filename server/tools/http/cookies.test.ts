import { expect, it } from 'vitest'
import { openCookies } from './cookies.ts'

const { find } = openCookies(true)
const ours = `__Host-doorward-session=${'a'.repeat(43)}`
const tossed = 'b'.repeat(43)

it('a cookie under our bare name, as a sibling domain can set it, is not read where people reach us by https', () => {
  expect(find(`doorward-session=${tossed}`, 'session')).toBeUndefined()
  expect(find(`doorward-session=${tossed}; ${ours}`, 'session')).toBe('a'.repeat(43))
  expect(find(`${ours}; __Secure-doorward-session=${tossed}`, 'session')).toBe('a'.repeat(43))
  expect(find(`__host-doorward-session=${tossed}`, 'session')).toBeUndefined()
})

it.each([
  // A cookie without a name is sent as its value: a browser takes this one from any domain above ours.
  ['one without a name that says ours', `${ours}; __Host-doorward-session=${tossed}`],
  ['the same before ours', `__Host-doorward-session=${tossed}; ${ours}`],
  ['an empty one', `__Host-doorward-session=; ${ours}`],
  ['one of rubbish', `${ours};__Host-doorward-session="`],
])("beside %s there is no cookie: nobody takes another's session for their own (T17)", (_, header) => {
  expect(find(header, 'session')).toBeUndefined()
})
