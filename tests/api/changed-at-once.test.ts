import { afterEach, beforeEach, expect, it } from 'vitest'
import { commandLine, personActor } from '../../server/base/actor.ts'
import { changeContact } from '../../server/features/accounts/change-contact.flow.ts'
import { lockPerson } from '../../server/features/people/people.store.ts'
import { forgetOwnConnection } from '../../server/features/profile/own-places.flow.ts'
import { revokeMachine } from '../../server/features/revocation/revoke-machine.flow.ts'
import { reportSignIn } from '../../server/features/sign-in/not-me.flow.ts'
import { transaction } from '../../server/tools/transaction.ts'
import type { World } from '../../server/tools/world.ts'
import { signInAs } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import {
  changeAddress,
  getIn,
  idOf,
  letterTo,
  nextCode,
  setPreference,
  signInFresh,
} from '../support/set-up.ts'
import { asCodeStep, giveUserNameAndPassword } from '../support/sign-in.ts'
import { until } from '../support/until.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { waitingStatements } from '../support/waiting-statements.ts'

const phone = '+15555554217'

onBothEngines('A sign-in at the very moment', (open) => {
  let database: string
  let server: TestServer
  let bill: Visitor
  beforeEach(async () => {
    database = await open()
    server = await startServer({ settings: { DATABASE: database } })
    bill = visitor(server.url)
  })
  afterEach(() => server.stop())

  /** Bill signs in by his password alone, while `change` is done but not committed; it commits once he waits for it. */
  async function signInDuring(change: (world: World) => Promise<unknown>) {
    return transaction(server.world, async (world) => {
      await change(world)
      const answer = giveUserNameAndPassword(server, bill, 'BSMITH')
      await somebodyWaits(server.world, database)
      // In an object, for a promise would be awaited before the commit.
      return { answer }
    }).then(({ answer }) => answer)
  }

  async function connectionOfBill() {
    const personId = await idOf(server, 'BSMITH')
    return server.world.database
      .selectFrom('connections')
      .selectAll()
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow()
  }

  it('R8.1: of "this was not me" meets a closed password', async () => {
    await getIn(server, bill, 'BSMITH')
    const letter = await letterTo(server, 'bsmith@harbor.example', 'New sign-in')
    const token = /\/not-me#([\w-]{43})/.exec(letter)![1]!
    const { problem } = await signInDuring((world) => reportSignIn(world, token, '198.51.100.9'))
    expect(problem?.code).toBe('wrong-credentials')
  })

  it.each([
    ['remembered', { '2FA': 'On', UMA: 'off' }],
    ['recognized', { '2FA': 'Off', UMA: 'on' }],
  ] as const)(
    'R4.8: of revoking a machine on which it is %s, is asked for a code',
    async (_, preferences) => {
      await setPreference(server, '2FA', preferences['2FA'])
      await setPreference(server, 'UMA', preferences.UMA)
      const to = preferences.UMA === 'on' ? phone : 'bsmith@harbor.example'
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      await bill.call('POST /api/sign-in/code', { code: await nextCode(server, to) })
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
      const { machine_id: id, organization_id: organizationId } = await connectionOfBill()
      const place = { browser: 'Chrome', system: 'Windows', address: '198.51.100.9' }
      const by = personActor({ id: await idOf(server, 'ADMIN'), displayName: 'Dana Reyes' }, place)
      const { answer } = await signInDuring((world) =>
        revokeMachine(world, { organizationId, by, id, sessionId: 'ses_of_the_administrator' }),
      )
      expect(answer?.step).toBe('code')
    },
  )

  it('of another cell phone gets its code there', async () => {
    await setPreference(server, '2FA', 'Off')
    await setPreference(server, 'UMA', 'on')
    const personId = await idOf(server, 'BSMITH')
    const { answer } = await signInDuring(async (world) => {
      const person = await lockPerson(world, personId)
      await changeContact(world, { person, cellPhone: '+15555550199', by: commandLine })
    })
    expect(asCodeStep(answer).sentTo).toBe('(•••) •••-0199')
  })

  it('R4.8: of forgetting its connection is asked for a code', async () => {
    await getIn(server, bill, 'BSMITH')
    const { id, person_id: personId, organization_id: organizationId } = await connectionOfBill()
    const session = { personId, organizationId } as Parameters<typeof forgetOwnConnection>[1]['session']
    const { answer } = await signInDuring((world) =>
      forgetOwnConnection(world, { session, id, address: '198.51.100.9' }),
    )
    expect(answer?.step).toBe('code')
  })
})

onBothEngines('A half-finished sign-in', (open) => {
  let server: TestServer
  let bill: Visitor
  beforeEach(async () => {
    server = await startServer({ settings: { DATABASE: await open() } })
    bill = visitor(server.url)
  })
  afterEach(() => server.stop())

  /** The password was right, and the code that was sent is known. */
  async function begin(): Promise<{ code: string }> {
    asCodeStep((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer)
    return { code: await nextCode(server, 'bsmith@harbor.example') }
  }

  it('ends when the person changes their e-mail address: the code that lies at the old one is worth nothing', async () => {
    const elsewhere = visitor(server.url)
    await signInFresh(server, elsewhere, 'BSMITH')
    // A code of this minute went to the other machine; the one here is another.
    server.clock.advance(60_000)
    const { code } = await begin()
    await changeAddress(server, elsewhere, 'email', 'bill@elsewhere.example')
    expect((await bill.call('POST /api/sign-in/code', { code })).problem?.code).toBe('sign-in-over')
  })

  it('ends when an administrator changes the cell phone its code went to', async () => {
    const dana = await signInAs(server, 'ADMIN')
    await setPreference(server, 'UMA', 'on')
    await setPreference(server, '2FA', 'Off')
    const { answer } = await giveUserNameAndPassword(server, bill, 'BSMITH')
    expect(asCodeStep(answer).method).toBe('text')
    const code = await nextCode(server, phone)
    const id = await idOf(server, 'BSMITH')
    await dana.ask('PATCH /api/administration/people/{id}', { id }, { cellPhone: '+15555550199' })
    expect((await bill.call('POST /api/sign-in/code', { code })).problem?.code).toBe('sign-in-over')
  })

  it('goes on when something else of the person changes', async () => {
    const { code } = await begin()
    const dana = await signInAs(server, 'ADMIN')
    const id = await idOf(server, 'BSMITH')
    await dana.ask('PATCH /api/administration/people/{id}', { id }, { displayName: 'William Smith' })
    expect((await bill.call('POST /api/sign-in/code', { code })).answer?.step).toBe('done')
  })
})

/** Until a statement waits for a row that another transaction holds. SQLite lets nobody in meanwhile. */
async function somebodyWaits({ database }: World, url: string): Promise<void> {
  if (url.startsWith('sqlite:')) return
  await until(async () => (await waitingStatements(database)) > 0, 'a statement that waits')
}
