import { expect, it } from 'vitest'
import { hour } from '../../server/base/duration.ts'
import type { Tables } from '../../server/tools/database/tables.ts'
import { signInAs } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import type { TestServer } from '../support/server.ts'
import { changeAddress, getIn, idOf, proveApp, setPreference, signInFresh } from '../support/set-up.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const byHand = 'DELETE /api/administration/people/{id}'
const tables = {
  people: true,
  person_words: true,
  person_rights: true,
  factors: true,
  method_limits: true,
  machines: true,
  connections: true,
  sessions: true,
  sign_ins: true,
  challenges: true,
  reset_grants: true,
  links: true,
  person_changes: true,
  pending_changes: true,
  messages: true,
  audit: true,
  organizations: true,
  preferences: true,
  locations: true,
  pauses: true,
  taken_limits: true,
  epochs: true,
  sealing_keys: true,
  imports: true,
  copy_progress: true,
  write_probes: true,
  groups: true,
  group_members: true,
  applications: true,
  application_groups: true,
  application_locations: true,
  application_people: true,
  application_uses: true,
  provider_records: true,
  signing_keys: true,
} satisfies Record<keyof Tables, true>

onBothEngines('A person who is erased (R19.9)', (open) => {
  const withServer = serverOn(open)

  /** All that the database holds, as text. */
  async function everything({ world }: TestServer): Promise<string> {
    const rows = await Promise.all(
      (Object.keys(tables) as (keyof Tables)[]).map((table) =>
        world.database.selectFrom(table).selectAll().execute(),
      ),
    )
    return JSON.stringify(rows).toLowerCase()
  }

  it('leaves nothing that names them in any table; the audit keeps one pseudonym for all entries', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: '198.51.100.77' })
      await signInFresh(server, bill, 'BSMITH')
      await proveApp(server, bill)
      await bill.call('PATCH /api/profile', { displayName: 'Bill Quimby' })
      await changeAddress(server, bill, 'cellPhone', '+15555550177')
      await giveUserNameAndPassword(server, visitor(server.url, { address: '198.51.100.78' }), 'BSMITH')
      await bill.call('POST /api/sign-in', { userName: 'BSMITH', password: 'wrong' })
      await bill.call('POST /api/password-reset', { userName: 'BSMITH' })
      const dana = await signInAs(server, 'ADMIN')
      const id = await idOf(server, 'BSMITH')
      await dana.ask(
        'POST /api/administration/people/{id}/reset-two-factor',
        { id },
        { reason: 'Quimby called' },
      )
      await outboxIsEmpty(server)
      const told = [id, 'bsmith', 'quimby', '5555550177', '198.51.100.77', '198.51.100.78']
      const before = await everything(server)
      for (const word of told) expect(before, word).toContain(word)
      const { length } = (await dana.ask('GET /api/administration/people/{id}/history', { id })).answer!
        .entries

      expect((await dana.ask(byHand, { id })).status).toBe(204)

      const after = await everything(server)
      for (const word of told) expect(after, word).not.toContain(word)
      const { entries } = (await dana.ask('GET /api/administration/audit')).answer!
      const erased = entries.find(({ event }) => event === 'person-erased')
      expect(erased).toMatchObject({ event: 'person-erased', actor: { userName: 'ADMIN' } })
      expect(erased!.sentence).toMatch(/ erased erased person [0-9a-z]{6}\.$/)
      const pseudonyms = new Set(entries.flatMap(({ person }) => person?.id.match(/^era_.*/)?.[0] ?? []))
      expect([...pseudonyms]).toEqual([erased!.person!.id])
      const kept = await server.world.database
        .selectFrom('audit')
        .select('id')
        .where('person_id', '=', erased!.person!.id)
        .execute()
      expect(kept).toHaveLength(length + 1)
    }))

  it('is out at once, and nobody signs in by that name; the machine they proved stays recognized for the others', () =>
    withServer(async (server) => {
      await setPreference(server, 'UMA', 'on')
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      const dana = await signInAs(server, 'ADMIN')
      const recognized = () =>
        server.world.database
          .selectFrom('machines')
          .select('id')
          .where('recognized_at', 'is not', null)
          .execute()
      const { length } = await recognized()
      const id = await idOf(server, 'BSMITH')
      await dana.ask(byHand, { id })
      expect(await recognized()).toHaveLength(length)
      expect((await bill.call('GET /api/session')).status).toBe(401)
      const again = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(again.problem?.code).toBe('wrong-credentials')
      expect((await dana.ask(byHand, { id })).problem?.code).toBe('not-found')
      expect((await dana.ask('GET /api/administration/people/{id}', { id })).problem?.code).toBe('not-found')
    }))

  it('is erased by whoever administers users, with a fresh proof', () =>
    withServer(async (server) => {
      const id = await idOf(server, 'BSMITH')
      const cora = await signInAs(server, 'CBILLS')
      expect((await cora.ask(byHand, { id })).problem?.code).toBe('no-right')
      const dana = await signInAs(server, 'ADMIN')
      server.clock.advance(hour / 4)
      expect((await dana.ask(byHand, { id })).problem?.code).toBe('fresh-proof-needed')
      expect(await idOf(server, 'BSMITH')).toBe(id)
    }))

  it('is never the last who administers users', () =>
    withServer(async (server) => {
      const dana = await signInAs(server, 'ADMIN')
      const id = await idOf(server, 'ADMIN')
      expect((await dana.ask(byHand, { id })).problem?.code).toBe('last-administrator')
      const bill = await idOf(server, 'BSMITH')
      const rights = { rights: ['Administer Users'] }
      await dana.ask('PATCH /api/administration/people/{id}', { id: bill }, rights)
      expect((await dana.ask(byHand, { id })).status).toBe(204)
      expect((await dana.ask('GET /api/administration/people')).status).toBe(401)
    }))
})
