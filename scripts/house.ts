import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importsOf } from '../tests/architecture/imports.ts'

/**
 * Prints the picture of the house: for each room its files, lines, what it imports and who imports it, then cycles of
 * files, knots (two rooms that import each other) and the biggest feature. `npm run house -- FOLDER` for another checkout.
 */
const root = join(process.argv[2] ?? join(import.meta.dirname, '..'))

interface SourceFile {
  path: string
  room: string
  lines: number
  targets: readonly string[]
}

const files = new Map(sourceFiles().map((file) => [file.path, file]))
const rooms = Map.groupBy(files.values(), ({ room }) => room)
const arrows = arrowsBetween()

const total = sum([...rooms].filter(([room]) => isFeature(room)).map(([, { length }]) => length))
printRooms()
printFindings()

function sourceFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', 'contract', 'server', 'web'], { cwd: root }).toString()
  return listed
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && existsSync(join(root, path)))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const targets = importsOf(path, text).filter(({ isOurs }) => isOurs)
      return {
        path,
        room: roomName(path),
        lines: text.split('\n').length - 1,
        targets: [...new Set(targets.map(({ target }) => target))],
      }
    })
}

/** The folder that stands for a subject; `server` and `web` themselves for what lies loose in them. */
function roomName(path: string): string {
  const folders = path.split('/').slice(0, -1)
  const hasRooms = folders[0] === 'web' || ['features', 'doors', 'tools'].includes(folders[1]!)
  const depth = hasRooms ? 3 : 2
  return folders.slice(0, depth).join('/')
}

/** How many files of one room import one of another. */
function arrowsBetween(): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>()
  for (const { room, targets } of files.values())
    for (const other of new Set(targets.map((target) => files.get(target)?.room))) {
      if (other === undefined || other === room) continue
      const from = found.get(room) ?? new Map<string, number>()
      found.set(room, from.set(other, (from.get(other) ?? 0) + 1))
    }
  return found
}

function printRooms(): void {
  console.log('| room | files | lines | imports rooms | imported by rooms |')
  console.log('| --- | ---: | ---: | ---: | ---: |')
  for (const room of [...rooms.keys()].sort()) {
    const members = rooms.get(room)!
    const into = [...arrows.values()].filter((targets) => targets.has(room)).length
    const cells = [
      room,
      members.length,
      sum(members.map(({ lines }) => lines)),
      arrows.get(room)?.size ?? 0,
      into,
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

function printFindings(): void {
  const features = [...rooms].filter(([room]) => isFeature(room))
  const [biggest, members] = features.reduce((most, one) => (one[1].length > most[1].length ? one : most))
  const knots = [...arrows].flatMap(([room, targets]) =>
    [...targets.keys()].filter((other) => isKnot(room, other)).map((other) => `${room} and ${other}`),
  )
  const crossing = sum([...arrows.values()].map((targets) => targets.size))
  const share = Math.round((members.length / total) * 100)
  console.log(`\n${files.size} files in ${rooms.size} rooms, ${crossing} arrows between rooms`)
  console.log(`biggest feature: ${biggest}, ${members.length} of ${total} files (${share} %)`)
  console.log(`knots: ${knots.length === 0 ? 'none' : knots.join('; ')}`)
  const cycles = circles()
  console.log(`cycles of files: ${cycles.length === 0 ? 'none' : ''}`)
  for (const cycle of cycles) console.log(`  ${cycle.join(' → ')}`)
}

/** Two rooms that import each other; a folder and what lies in its own subfolders are one house. */
function isKnot(room: string, other: string): boolean {
  return room < other && !other.startsWith(`${room}/`) && arrows.get(other)?.has(room) === true
}

/** Each group of files that can reach one another, by Tarjan's algorithm (1972). */
function circles(): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (path: string) => {
    index.set(path, index.size)
    low.set(path, index.get(path)!)
    stack.push(path)
    for (const target of files.get(path)!.targets) {
      if (!files.has(target)) continue
      if (!index.has(target)) {
        visit(target)
        low.set(path, Math.min(low.get(path)!, low.get(target)!))
      } else if (stack.includes(target)) low.set(path, Math.min(low.get(path)!, index.get(target)!))
    }
    if (low.get(path) !== index.get(path)) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1) found.push(group)
  }
  for (const path of files.keys()) if (!index.has(path)) visit(path)
  return found
}

function isFeature(room: string): boolean {
  return room.startsWith('server/features/')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
