import { expect, test } from 'vitest'
import { valueText, withTicked } from './preference-text.ts'

const days = { kind: 'number', least: 0, most: 365, unit: 'days', blankMeans: 30 } as const
const digits = { kind: 'choice', choices: [{ value: 'same', label: 'Same network' }] } as {
  kind: 'choice'
  choices: { value: string; label: string }[]
}
const several = {
  kind: 'several' as const,
  choices: [
    { value: 'email', label: 'E-mail', always: true },
    { value: 'app', label: 'Authenticator app', always: false },
    { value: 'text', label: 'Text message', always: false },
  ],
}

test.each([
  [days, '7', '7 days'],
  [days, '0', '0 days'],
  [days, '', 'blank (30 days)'],
  [digits, 'same', 'Same network'],
  [several, 'email,text', 'E-mail, Text message'],
  [{ kind: 'link' } as const, '', 'blank'],
  [{ kind: 'link' } as const, 'https://help.example', 'https://help.example'],
])('%j with %j is shown as "%s"', (type, value, text) => {
  expect(valueText(type, value)).toBe(text)
})

test.each([
  ['email', 'text', true, 'email,text'],
  ['email,text', 'app', true, 'email,app,text'],
  ['email,app,text', 'app', false, 'email,text'],
  ['email', 'email', false, 'email'],
])('from %j, ticking %s %s gives %j: canonical order, and e-mail always', (value, choice, isTicked, text) => {
  expect(withTicked(several, value, choice, isTicked)).toBe(text)
})
