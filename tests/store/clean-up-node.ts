// Another node, in a process of its own, as nodes are: `clean-up-node.ts DATABASE NOW` says that it begins, and then what it deleted, as JSON.
import { pino } from 'pino'
import { cleanUp } from '../../server/features/clean-up/clean-up.flow.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import type { World } from '../../server/tools/world.ts'

const [url = '', now = ''] = process.argv.slice(2)
const database = openDatabase(url)
const clock = { now: () => new Date(now) }
const world = { database, clock, log: pino({ level: 'silent' }), happened: () => {} } as unknown as World
process.stdout.write('begins\n')
const deleted = await cleanUp(world, { rest: async () => {}, isStopped: () => false, withUnused: true })
await database.destroy()
process.stdout.write(JSON.stringify(deleted))
