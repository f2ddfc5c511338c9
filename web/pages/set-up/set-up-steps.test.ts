import { describe, expect, test } from 'vitest'
import type { Enrollment, MethodState } from '../../../contract/api/enrollment.ts'
import type { Method } from '../../../contract/words.ts'
import { hasChoice, readyMethods, stateOf, stepAfter, stepsOf, stepToShow } from './set-up-steps.ts'

function known(ready: readonly Method[], allowed: readonly Method[] = ['email', 'app', 'text']) {
  const state = (method: Method): MethodState => (ready.includes(method) ? 'ready' : 'none')
  const methods: Enrollment['methods'] = {
    email: { state: state('email'), address: null, sent: null },
    app: { state: state('app') },
    text: { state: state('text'), phone: null, sent: null },
  }
  return { methods, allowed: [...allowed] }
}

test('the steps are e-mail, app, text message, finish', () => {
  expect(stepsOf(known([]))).toEqual(['email', 'app', 'text', 'finish'])
})

test.each<[Method[], string[]]>([
  [['email'], ['email', 'finish']],
  [
    ['email', 'text'],
    ['email', 'text', 'finish'],
  ],
])('with %j allowed there are %j', (allowed, steps) => {
  expect(stepsOf(known([], allowed))).toEqual(steps)
})

describe('which step is shown', () => {
  test.each([undefined, 'app', 'text', 'finish'] as const)(
    'R6.2 e-mail cannot be skipped by asking for %s',
    (asked) => {
      expect(stepToShow(known(['app', 'text']), asked)).toBe('email')
    },
  )

  test.each<[Method[], string]>([
    [['email'], 'app'],
    [['email', 'app'], 'text'],
    [['email', 'text'], 'app'],
    [['email', 'app', 'text'], 'finish'],
  ])('R6.6 whoever comes back with %j finished goes on at %s', (ready, step) => {
    expect(stepToShow(known(ready), undefined)).toBe(step)
  })

  test('a finished step can be looked at again', () => {
    expect(stepToShow(known(['email', 'app']), 'app')).toBe('app')
  })

  test('a step the organization has left out is never shown', () => {
    expect(stepToShow(known(['email'], ['email', 'text']), 'app')).toBe('text')
  })
})

test.each([
  ['email', 'app'],
  ['app', 'text'],
  ['text', 'finish'],
  ['finish', 'finish'],
] as const)('after %s comes %s', (step, next) => {
  expect(stepAfter(known([]), step)).toBe(next)
})

test('after e-mail comes text message where the app is left out', () => {
  expect(stepAfter(known([], ['email', 'text']), 'email')).toBe('text')
})

test.each<[Method[], boolean]>([
  [['email'], false],
  [['email', 'app'], true],
  [['email', 'text'], true],
])('R6.5 with %j ready, a default to choose: %s', (ready, choice) => {
  expect(hasChoice(known(ready))).toBe(choice)
})

test('a way that is ready but left out by the organization cannot be the default', () => {
  expect(readyMethods(known(['email', 'app'], ['email', 'text']))).toEqual(['email'])
})

test('the stepper says done, now and later', () => {
  const states = setUp().map((step) => stateOf(known(['email']), step, 'app'))
  expect(states).toEqual(['done', 'now', 'later', 'later'])
})

const setUp = () => stepsOf(known([]))
