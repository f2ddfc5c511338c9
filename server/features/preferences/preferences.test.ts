import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { preferenceCodes } from '../../../contract/words.ts'
import { preferenceTable } from './preference-table.ts'
import { preferenceFault, preferenceRows, preferenceWarning, readPreferences } from './preferences.ts'

describe('preferences', () => {
  it('are the ones of the specification, in its order', () => {
    expect(preferenceTable.map(({ code }) => code)).toEqual([...preferenceCodes])
  })

  it('have the defaults of the specification', () => {
    expect(readPreferences({})).toEqual({
      twoFactorOn: false,
      frequencyDays: 30,
      methods: ['email', 'app', 'text'],
      networkRule: 'exact',
      unidentifiedMachineOn: false,
      unidentifiedMachineIdleDays: 30,
      machineKeyRequired: false,
      codeLength: 6,
      codeMinutes: 2,
      newConnectionNotice: true,
      resetHours: 72,
      passwordResetsOwn: true,
      mailboxAlone: false,
      fourEyes: false,
      recoveryHours: 24,
      sessionIdleMinutes: 30,
      sessionHours: 12,
      supportLink: null,
    })
  })

  it.each([
    ['2FA', 'On', true],
    ['2FA', 'on', false],
    ['2FA', '', false],
    ['2FAFREQUENCY', '', true],
    ['2FAFREQUENCY', '0', true],
    ['2FAFREQUENCY', '365', true],
    ['2FAFREQUENCY', '366', false],
    ['2FAFREQUENCY', '-1', false],
    ['2FAFREQUENCY', '07', false],
    ['2FAFREQUENCY', '7.0', false],
    ['2FAFREQUENCY', '7 ', false],
    ['2FAFREQUENCY', '1e2', false],
    ['2FAFREQUENCY', '７', false],
    ['2FAMETHODS', 'email', true],
    ['2FAMETHODS', 'email,app,text', true],
    ['2FAMETHODS', 'email,text', true],
    ['2FAMETHODS', 'app,text', false],
    ['2FAMETHODS', 'text,email', false],
    ['2FAMETHODS', 'email,email', false],
    ['2FAMETHODS', 'email,pigeon', false],
    ['2FAMETHODS', '', false],
    ['2FANETWORK', 'same network', true],
    ['2FANETWORK', 'Same network', false],
    ['UMA', 'on', true],
    ['UMA', 'On', false],
    ['UMAIDLEDAYS', '1', true],
    ['UMAIDLEDAYS', '0', false],
    ['UMAIDLEDAYS', '', false],
    ['CODELENGTH', '4', true],
    ['CODELENGTH', '9', false],
    ['CODEMINUTES', '2', true],
    ['CODEMINUTES', '1', false],
    ['RESETHOURS', '168', true],
    ['RESETHOURS', '169', false],
    ['SESSIONIDLEMINUTES', '4', false],
    ['SESSIONHOURS', '168', true],
    ['SUPPORTLINK', '', true],
    ['SUPPORTLINK', 'https://help.example.com/ticket', true],
    ['SUPPORTLINK', 'mailto:help@example.com', true],
    ['SUPPORTLINK', 'http://help.example.com', false],
    ['SUPPORTLINK', 'javascript:alert(1)', false],
    ['SUPPORTLINK', 'https://user:secret@example.com', false],
  ] as const)('%s = "%s" can be saved: %s', (code, text, good) => {
    const fault = preferenceFault(code, text)
    expect(fault === null).toBe(good)
    if (fault) expect(fault).toMatch(/^.+\.$/)
  })

  it('blank frequency means 30, and 0 means every sign-in', () => {
    expect(readPreferences({ '2FAFREQUENCY': '' }).frequencyDays).toBe(30)
    expect(readPreferences({ '2FAFREQUENCY': '0' }).frequencyDays).toBe(0)
  })

  it('whatever is typed, either there is a fault or the value is within its bounds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...preferenceTable), fc.string(), (entry, text) => {
        if (preferenceFault(entry.code, text) !== null || entry.type.kind !== 'number' || text === '') return
        expect(Number(text)).toBeGreaterThanOrEqual(entry.type.least)
        expect(Number(text)).toBeLessThanOrEqual(entry.type.most)
      }),
    )
  })

  it('short codes come with a warning', () => {
    expect(preferenceWarning('CODELENGTH', '4')).toContain('easier to guess')
    expect(preferenceWarning('CODELENGTH', '6')).toBeNull()
    expect(preferenceRows({ CODELENGTH: '5' }).find(({ code }) => code === 'CODELENGTH')).toMatchObject({
      value: '5',
      default: '6',
    })
  })
})
