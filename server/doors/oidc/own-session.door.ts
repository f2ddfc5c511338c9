import type Provider from 'oidc-provider'
import { digest } from '../../base/digest.ts'
import { deleteRecord, findRecord, saveRecord } from '../../features/applications/provider-records.store.ts'
import { acrOf, amrOf } from '../../features/applications/truth.ts'
import { endWhatRestsOn } from '../../features/revocation/end-what-rests-on.flow.ts'
import { isSessionOver } from '../../features/sessions/session-life.ts'
import { findSessionById, type OpenSession } from '../../features/sessions/sessions.store.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { requestContext } from './request-context.door.ts'

/** A session as the library holds it. Its types keep silent on most of it. */
interface LibrarySession {
  accountId?: string
  uid: string
  state?: Record<string, unknown> | undefined
  destroyed?: boolean
}

interface LibraryInteraction {
  session?: unknown
  result?: Record<string, unknown> | undefined
}

/** The parts we put others in the place of. `tests/api/oidc-session.test.ts` holds each: the library promises none of them. */
interface Replaced {
  Session: {
    instantiate(payload?: object): LibrarySession
    get(context: { oidc?: { entity?: (kind: string, value: unknown) => void } }): Promise<LibrarySession>
    findByUid(uid: string): Promise<LibrarySession | undefined>
    prototype: {
      save(this: LibrarySession): Promise<void>
      persist(this: LibrarySession): Promise<void>
      destroy(this: LibrarySession): Promise<void>
      resetIdentifier(): void
      loginAccount(): void
      authorizationFor(this: LibrarySession, clientId: string): Authorization
    }
  }
  Interaction: { find(uid: string): Promise<LibraryInteraction | undefined> }
}

interface Authorization {
  sid?: string
  grantId?: string
}

const stateKind = 'SessionState'
const stateSeconds = 600

/** Decision 0100: the library has no session of its own. Ours is the only one, and its end is the end. */
export function putOurSessionIn(provider: Provider, world: World): void {
  const { Session, Interaction } = provider as unknown as Replaced
  const findInteraction = Interaction.find

  Session.get = async (context) => {
    const { session } = requestContext()
    const found = session ? await toLibrary(session) : Session.instantiate()
    context.oidc?.entity?.('Session', found)
    return found
  }
  Session.findByUid = async (uid) => {
    const session = await findSessionById(world, uid)
    const isOpen = session && !isSessionOver(session, world.clock.now())
    return isOpen ? toLibrary(session) : undefined
  }

  /** Everything but the form to sign out is read from our row each time. */
  async function toLibrary(session: OpenSession): Promise<LibrarySession> {
    const state = await findRecord(world, stateKind, session.id)
    return Session.instantiate({
      jti: session.id,
      uid: session.id,
      accountId: session.personId,
      loginTs: Math.floor(session.passwordAt.getTime() / 1000),
      acr: acrOf(session),
      amr: amrOf(session),
      ...(state && { state: state.payload }),
    })
  }

  Session.prototype.save = async function () {
    if (!this.accountId || this.destroyed) return
    if (this.state === undefined) return
    await saveRecord(world, {
      kind: stateKind,
      id: this.uid,
      grantId: null,
      sessionId: this.uid,
      applicationId: null,
      payload: this.state,
      lifeSeconds: stateSeconds,
    })
  }
  Session.prototype.persist = Session.prototype.save
  Session.prototype.destroy = async function () {
    this.destroyed = true
    const { session } = requestContext()
    if (!session) return
    await deleteRecord(world, stateKind, session.id)
    await transaction(world, (world) =>
      endWhatRestsOn(world, 'session-ended', { ...session, sessionId: session.id }),
    )
  }
  // Ours changes neither its name nor its person.
  Session.prototype.resetIdentifier = () => {}
  Session.prototype.loginAccount = () => {}
  Session.prototype.authorizationFor = function (clientId) {
    return this.accountId ? { sid: sidOf(this.uid, clientId), grantId: grantIdOf(this.uid, clientId) } : {}
  }

  // A sign-in makes another session than the one the request began with: whoever holds the request goes on as who they are now.
  Interaction.find = async function (uid) {
    const found = await findInteraction.call(this, uid)
    if (!found) return undefined
    const { session } = requestContext()
    delete found.session
    found.result = { ...found.result, ...(session && { login: { accountId: session.personId } }) }
    return found
  }
}

/** The same for a session and a client each time: nothing has to be kept, and two at once cannot differ. */
export const grantIdOf = (sessionId: string, clientId: string) => digest(`grant\0${sessionId}\0${clientId}`)
const sidOf = (sessionId: string, clientId: string) => digest(`sid\0${sessionId}\0${clientId}`)
