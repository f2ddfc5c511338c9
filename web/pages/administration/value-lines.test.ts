import { expect, test } from 'vitest'
import { valueLines } from './value-lines.ts'

test.each([
  [{}, []],
  [
    { code: 'UMA', before: 'off', after: 'on' },
    [
      ['code', 'UMA'],
      ['before', 'off'],
      ['after', 'on'],
    ],
  ],
  [
    { before: '', after: null, removed: [] },
    [
      ['before', '–'],
      ['after', '–'],
      ['removed', '–'],
    ],
  ],
  [
    { removed: ['app', 'text'], ended: 2, told: true },
    [
      ['removed', 'app, text'],
      ['ended', '2'],
      ['told', 'true'],
    ],
  ],
  [{ place: { browser: 'Chrome' } }, [['place', '{"browser":"Chrome"}']]],
  [{ method: 'app', decision: { check: 'known' } }, [['method', 'app']]],
])('the values %j are written as %j', (values, lines) => {
  expect(valueLines(values)).toEqual(lines)
})
