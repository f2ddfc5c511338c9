import { expect, test } from 'vitest'
import { createDrafts } from './drafts.ts'

function typedAndEnded() {
  const drafts = createDrafts()
  drafts.note('name', 'Bobbie')
  drafts.hold('per_bobbie', '/profile')
  drafts.forget('name')
  return drafts
}

test('what was typed comes back to the same person on the same page, once (D2)', () => {
  const drafts = typedAndEnded()
  expect(drafts.find('name', '/profile')).toBe(undefined)
  expect(drafts.release('per_bobbie')).toBe(true)
  expect(drafts.find('name', '/settings')).toBe(undefined)
  expect(drafts.find('name', '/profile')).toBe('Bobbie')
  drafts.isBack('name')
  expect(drafts.find('name', '/profile')).toBe(undefined)
})

test('nothing comes back to anybody else, nor to the one who typed it after somebody else (D2)', () => {
  const drafts = typedAndEnded()
  expect(drafts.release('per_claire')).toBe(false)
  expect(drafts.find('name', '/profile')).toBe(undefined)
  expect(drafts.release('per_bobbie')).toBe(false)
  expect(drafts.find('name', '/profile')).toBe(undefined)
})

test('a page where nothing was typed holds nothing (D2)', () => {
  const drafts = createDrafts()
  drafts.note('name', 'Bobbie')
  drafts.forget('name')
  drafts.hold('per_bobbie', '/profile')
  expect(drafts.isHeld()).toBe(false)
})
