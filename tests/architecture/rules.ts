/** The rules of the house: which file may import which, and what a name promises. One sentence for each breach. */
import { type Import, importsOf } from './imports.ts'
import { impureDeeds, impureImport, packageOf } from './purity.ts'
import { featureOrder, kinds, type Room, roomOf, type Zone } from './rooms.ts'

interface SourceFile {
  path: string
  text: string
  room: Room
  imports: readonly Import[]
}

/** Each zone sees itself and those before it. */
const direction: readonly Zone[] = ['contract', 'base', 'tools', 'features', 'doors', 'top']

/** The only places where things are built and joined. */
const joiners = ['server/compose.ts', 'server/run.ts', 'server/main.ts', 'server/cli.ts']
const entries = ['server/main.ts', 'server/cli.ts']

const testLibraries = ['vitest', 'fast-check']

/** @param files path from the root of the checkout to text, of every source file */
export function breaches(files: ReadonlyMap<string, string>): string[] {
  const sources = [...files].map(([path, text]) => ({
    path,
    text,
    room: roomOf(path),
    imports: importsOf(path, text),
  }))
  const house = sources.filter(({ room }) => room.zone !== 'outside')
  return [...house.flatMap(breachesOf), ...zodInPages(house)].map((sentence) =>
    sentence.replaceAll('server/', ''),
  )
}

function breachesOf(file: SourceFile): string[] {
  const { path, room, imports } = file
  return [
    ...nameBreaches(path, room),
    ...imports.flatMap((one) => [
      ...(one.isReexport ? [`no barrels: ${path} passes ${one.target} on`] : []),
      ...(one.isOurs ? inner(file, one) : outer(file, one)),
    ]),
    ...methodDecisions(path, file.text),
    ...(takesWhatItIsGiven(path, room)
      ? impureDeeds(file.text).map((told) => `a plain name is pure: ${path} ${told}`)
      : []),
  ]
}

/** A kind of factor's own folder, and its side in the pages. */
const ofOneMethod = [
  /^server\/features\/factors\/(app|sent-code)\//,
  /^web\/pages\/set-up\/(email|app|text)-step\.tsx$/,
]

/** What a method is, its kind says: nobody else compares its name. The contract, which lists the names, may. */
const comparedMethod =
  /[!=]== 'app'|'app' [!=]==|\b(\w*[mM]ethods?(\[\d\])?|step|shown) [!=]== '(email|text)'|\bmethod: '(email|app|text)' ?[,}\n]|\bmethods?\.includes\('/

function methodDecisions(path: string, text: string): string[] {
  const isBound = /^(server\/(features|doors)|web)\//.test(path) && !/\.test\.tsx?$/.test(path)
  if (!isBound || ofOneMethod.some((own) => own.test(path)) || !comparedMethod.test(text)) return []
  return [`the kind of factor is asked, not its name: ${path} compares it`]
}

function nameBreaches(path: string, room: Room): string[] {
  const allowed = kinds[room.zone]
  return [
    ...(/(^|\/)index\.tsx?$/.test(path) ? [`no barrels: ${path}`] : []),
    ...(room.kind !== '' && allowed && !allowed.includes(room.kind)
      ? [`.${room.kind} is no kind of file in ${room.zone}: ${path}`]
      : []),
    ...(room.zone === 'features' && !featureOrder.includes(room.name)
      ? [`a feature has a place in the order: ${path} has none`]
      : []),
  ]
}

/** Imports of our own files. */
function inner({ path, room }: SourceFile, { target }: Import): string[] {
  const other = roomOf(target)
  const to = `${path} imports ${target}`
  if (room.zone === 'web') {
    return other.zone === 'web' || other.zone === 'contract'
      ? []
      : [`the pages see the contract and nothing else: ${to}`]
  }
  if (other.isTest) return [`nobody imports a test: ${to}`]
  const from = direction.indexOf(room.zone)
  const into = direction.indexOf(other.zone)
  if (into === -1 || into > from) return [`one direction, ${direction.join(' ← ')}: ${to}`]
  return [...sidewards(path, room, target, other), ...mixedWithTheWorld(room, other)].map(
    (rule) => `${rule}: ${to}`,
  )
}

/** Within one zone. */
function sidewards(path: string, room: Room, target: string, other: Room): string[] {
  if (other.zone === 'features' && room.zone === 'features') {
    const isLater = featureOrder.indexOf(other.name) > featureOrder.indexOf(room.name)
    return isLater ? ['a feature imports those before it'] : []
  }
  if (other.zone === 'doors' && other.name !== '') {
    return other.name === room.name || joiners.includes(path) ? [] : ['nobody imports a door']
  }
  if (room.zone !== 'top' || !joiners.includes(target)) return []
  const isJoining = joiners.includes(path) && joiners.indexOf(target) < joiners.indexOf(path)
  return isJoining && !entries.includes(target) ? [] : ['compose ← run ← main, cli']
}

function mixedWithTheWorld(room: Room, other: Room): string[] {
  // A test beside may hold two judgments against each other, one of them a tool's.
  if (!isPure(room) || isPure(other) || (room.isTest && other.zone === 'tools')) return []
  return ['a plain name is pure']
}

/** Imports of packages and of Node itself. */
function outer({ path, room }: SourceFile, one: Import): string[] {
  const { target } = one
  if (room.isTest && testLibraries.includes(target)) return []
  if (room.zone === 'contract' && target !== 'zod')
    return [`the contract imports the schema library only: ${path} imports ${target}`]
  if (room.zone === 'web' && !room.isTest && target.startsWith('node:'))
    return [`the pages run in a browser: ${path} imports ${target}`]
  if (!isPure(room) || room.isTest) return []
  const impure = impureImport(one)
  return impure === undefined ? [] : [`a plain name is pure: ${path} imports ${impure}`]
}

/** Inside a feature, and below them all, a plain name promises values in, values out. */
function isPure({ zone, kind }: Room): boolean {
  return zone === 'contract' || zone === 'base' || (zone === 'features' && kind === '')
}

/** Doors know requests and replies, but time, dice and the environment reach them from outside as well. */
function takesWhatItIsGiven(path: string, room: Room): boolean {
  if (room.isTest) return false
  return (
    isPure(room) ||
    (room.zone === 'doors' && room.kind === '') ||
    (room.zone === 'top' && !joiners.includes(path))
  )
}

/** The schema library is heavier than the pages: they may use the contract's words, and its shapes as types. */
function zodInPages(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const starts = files.filter(({ room }) => room.zone === 'web' && !room.isTest)
  const seen = new Set<string>()
  const found: string[] = []
  const walk = (file: SourceFile, way: readonly string[]) => {
    if (seen.has(file.path)) return
    seen.add(file.path)
    for (const { target, isType } of file.imports) {
      if (isType) continue
      if (packageOf(target) === 'zod')
        found.push(`the pages carry no zod: ${[...way, file.path, target].join(' → ')}`)
      const next = byPath.get(target)
      if (next) walk(next, [...way, file.path])
    }
  }
  for (const start of starts) walk(start, [])
  return found
}
