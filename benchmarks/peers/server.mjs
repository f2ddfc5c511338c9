// Better Auth behind node:http, as its manual shows it. `server.mjs SETTINGS`, as JSON: see settings.mjs.
import { createServer } from 'node:http'
import { toNodeHandler } from 'better-auth/node'
import { openAuth } from './settings.mjs'

const settings = JSON.parse(process.argv[2])
createServer(toNodeHandler(openAuth(settings))).listen(new URL(settings.url).port, '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
