import { toString as toQrCode } from 'qrcode'
import type { AppKey } from '../../../contract/api/enrollment.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { freshSecret, insertChallenge } from '../challenges/challenges.store.ts'
import { closeOwned } from '../challenges/owned-challenges.store.ts'
import { app } from '../factors/app/app.ts'
import { otpauthUri } from '../factors/app/app-code.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { asEnroller, type Enroller, ownerOf } from './enroller.flow.ts'

/** R6.3: a fresh key, shown once and sealed until its first right code. Throws `method-not-available`. */
export async function makeAppKey(world: World, enroller: Enroller): Promise<AppKey> {
  const { key, issuer, account } = await asEnroller(world, enroller, async (world, person) => {
    const { methods } = await loadPreferences(world, person.organizationId)
    if (!methods.includes(app.method)) throw new Problem('method-not-available')
    const owner = ownerOf(enroller)
    const asked = { purpose: 'enrollment', method: app.method } as const
    await closeOwned(world, { owner, ...asked })
    const key = freshSecret(world)
    await insertChallenge(world, {
      organizationId: person.organizationId,
      personId: person.id,
      ...owner,
      ...asked,
      address: null,
      secret: key,
      digits: app.digits,
      lifeMinutes: 0,
    })
    return {
      key,
      issuer: (await organizationById(world, person.organizationId)).name,
      account: person.userName,
    }
  })
  const uri = otpauthUri(key, { issuer, account })
  return { otpauthUri: uri, key, qrSvg: await qrSvg(uri) }
}

/** Dark on white whatever the page looks like, with the quiet zone of four modules that ISO/IEC 18004 asks for. */
function qrSvg(text: string): Promise<string> {
  return toQrCode(text, {
    type: 'svg',
    errorCorrectionLevel: 'M',
    margin: 4,
    color: { dark: '#000000ff', light: '#ffffffff' },
  })
}
