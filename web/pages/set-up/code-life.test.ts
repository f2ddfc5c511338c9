import { expect, test } from 'vitest'
import { codeLife } from './code-life.ts'

test.each([
  [120, 'It expires in one to two minutes.'],
  [61, 'It expires in one to two minutes.'],
  [300, 'It expires in about 5 minutes.'],
  [0, ''],
])('with %i seconds left: "%s"', (seconds, sentence) => {
  expect(codeLife(seconds)).toBe(sentence)
})
