import { expect, test } from 'vitest'
import { wrongCodeSentence } from './code-trouble.ts'

const slow =
  "That code is from about 4 minutes ago. Your phone's clock seems to be slow: turn on automatic time."
const fast =
  "That code is from about 90 seconds ahead. Your phone's clock seems to be fast: turn on automatic time."

test.each([
  [{ triesLeft: 2 }, "That's not the code. 2 tries left."],
  [{ triesLeft: 1 }, "That's not the code. 1 try left."],
  [{}, "That's not the code."],
  [{ triesLeft: 2, clockOffSeconds: -230 }, `${slow} 2 tries left.`],
  [{ triesLeft: 1, clockOffSeconds: 90 }, `${fast} 1 try left.`],
])('a wrong code with %j is answered "%s"', (wrong, sentence) => {
  expect(wrongCodeSentence(wrong)).toBe(sentence)
})
