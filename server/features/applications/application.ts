/** What is known of an application: where it opens, who may open it, what it demands, and its ways in. */
import type { ApplicationFile } from '../../../contract/api/applications.ts'
import type { Id } from '../../base/id.ts'
import { type Demands, noDemands } from './demands.ts'

/** How it is registered for OpenID Connect. */
export interface Client {
  redirectUris: readonly string[]
  afterSignOutUris: readonly string[]
  isPublic: boolean
}

/** Ids. Nobody where all are empty. */
export interface Openers {
  everybody: boolean
  groups: readonly Id<'group'>[]
  locations: readonly Id<'location'>[]
  people: readonly Id<'person'>[]
}

export interface Application {
  id: Id<'application'>
  organizationId: Id<'organization'>
  name: string
  address: string
  line: string
  isOn: boolean
  demands: Demands
  client: Client | null
}

/** All that a file or a page says of one. */
export type Settings = Omit<Application, 'id' | 'organizationId'> & { openers: Openers }

/** What a file leaves out has its plain meaning: on, for nobody, with no demands. */
export function settingsOf(file: ApplicationFile, openers: Openers): Settings {
  const { name, address, line = '', isOn = true, demands, openIdConnect: client } = file
  return {
    name,
    address,
    line,
    isOn,
    openers,
    demands: { ...noDemands, ...withoutMissing(demands ?? {}) },
    client: client
      ? {
          redirectUris: client.redirectUris,
          afterSignOutUris: client.afterSignOutUris ?? [],
          isPublic: client.isPublic ?? false,
        }
      : null,
  }
}

function withoutMissing<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never
}

export interface Difference {
  /** Such as "address", or "demands, passwordMinutes". */
  part: string
  /** JSON. */
  before: string
  after: string
}

/** What would be another, part by part; empty where all is the same. */
export function differences(before: Settings, after: Settings): Difference[] {
  const parts = (settings: Settings): Record<string, unknown> => ({
    name: settings.name,
    address: settings.address,
    line: settings.line,
    isOn: settings.isOn,
    ...prefixed('who may open', sortedOpeners(settings.openers)),
    ...prefixed('demands', settings.demands),
    ...prefixed('OpenID Connect', settings.client ?? { is: 'none' }),
  })
  const [was, is] = [parts(before), parts(after)]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return names
    .filter((name) => text(was[name]) !== text(is[name]))
    .map((part) => ({ part, before: text(was[part]), after: text(is[part]) }))
}

const text = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value))

function prefixed(prefix: string, values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}, ${name}`, value]))
}

function sortedOpeners({ everybody, groups, locations, people }: Openers): Openers {
  const sorted = (names: readonly string[]) => [...names].sort()
  return { everybody, groups: sorted(groups), locations: sorted(locations), people: sorted(people) }
}
