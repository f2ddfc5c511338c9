/** Who did something, and from where: a person, or whoever works on the server itself. */
import type { Id } from './id.ts'

export interface Place {
  browser: string
  system: string
  /** Seen through trusted proxies only. */
  address: string
}

/** Somebody who is signed in, or whom a link of theirs names. */
export interface PersonActor {
  kind: 'person'
  personId: Id<'person'>
  displayName: string
  place: Place
}

export type Actor = PersonActor | { kind: 'command-line' }

export const commandLine: Actor = { kind: 'command-line' }

/** A person who does it themself, or whose id and name are at hand. */
export function personActor(
  { id, displayName }: { id: Id<'person'>; displayName: string },
  { browser, system, address }: Place,
): PersonActor {
  return { kind: 'person', personId: id, displayName, place: { browser, system, address } }
}

/** As the audit keeps it: the command line has neither an id nor an address. */
export function auditedBy(actor: Actor): { actorId: Id<'person'> | null; address: string | null } {
  if (actor.kind !== 'person') return { actorId: null, address: null }
  return { actorId: actor.personId, address: actor.place.address }
}

/** As the person it was done to reads it; null where it was that person. */
export function actorName(actor: Actor, personId: Id<'person'>): string | null {
  if (actor.kind === 'command-line') return 'an administrator of the server'
  return actor.personId === personId ? null : actor.displayName
}

/** Null for whoever works on the server itself. */
export function placeOf(actor: Actor): Place | null {
  return actor.kind === 'person' ? actor.place : null
}
