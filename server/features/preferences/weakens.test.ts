import { describe, expect, it } from 'vitest'
import type { PreferenceCode } from '../../../contract/words.ts'
import { preferenceEntry } from './preference-table.ts'
import { weakens } from './weakens.ts'

describe('a change of a preference weakens somebody (T4)', () => {
  it.each<[PreferenceCode, string, string]>([
    ['2FA', 'On', 'Off'],
    ['UMA', 'on', 'off'],
    ['2FAFREQUENCY', '0', '1'],
    ['2FAFREQUENCY', '7', ''],
    ['2FAMETHODS', 'email,app,text', 'email,text'],
    ['2FANETWORK', 'exact', 'same network'],
    ['2FANETWORK', 'same network', 'ignored'],
    ['MACHINEKEY', 'required', 'where possible'],
    ['RECOVERYHOURS', '24', '12'],
    ['MAILBOXALONE', 'not allowed', 'allowed'],
    ['FOUREYES', 'on', 'off'],
    ['UMAIDLEDAYS', '30', '31'],
    ['CODELENGTH', '6', '5'],
    ['CODEMINUTES', '2', '10'],
    ['NEWCONNECTIONNOTICE', 'on', 'off'],
    ['RESETHOURS', '24', '72'],
    ['OWNRESET', 'code', 'password'],
    ['SESSIONIDLEMINUTES', '30', '60'],
    ['SESSIONHOURS', '12', '13'],
    ['SUPPORTLINK', '', 'https://help.example'],
    ['SUPPORTLINK', 'https://help.example', 'https://else.example'],
  ])('%s from "%s" to "%s", and the way back does not, but for the link', (code, before, after) => {
    expect(weakens(preferenceEntry(code), before, after)).toBe(true)
    expect(weakens(preferenceEntry(code), after, before)).toBe(code === 'SUPPORTLINK')
    expect(weakens(preferenceEntry(code), before, before)).toBe(false)
  })
})
