import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../base/problem.ts'
import { issueMachineToken, ownMachineToken } from '../../features/machines/machine-token.ts'
import { sendProblem } from '../../tools/http/open-http.ts'
import { cameByOtherName } from '../../tools/http/origin.ts'
import { makeToken } from '../../tools/random.ts'
import type { Door } from '../door.ts'

interface Pages {
  /** Where they are built. */
  folder: string
  /** Null in trial mode. */
  publicUrl: string | null
}

/** The pages: hashed assets, and one document for every address that is not the API's. */
export async function pagesRoutes(door: Door, { folder, publicUrl }: Pages): Promise<void> {
  const { app, world } = door
  const template = readFileSync(join(folder, 'index.html'), 'utf8').replace('__PUBLIC_URL__', publicUrl ?? '')
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  })
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      ['GET', 'HEAD'].includes(request.method) && !/^\/(api|assets|metrics)(\/|$)/.test(request.url)
    if (!isPage) return sendProblem(reply, request, new Problem('not-found'))
    // A page that came by another name all the same goes to the right one itself: see web/main.tsx.
    if (cameByOtherName(request.headers.host, publicUrl, request.socket.localPort ?? 0))
      return reply.header('cache-control', 'no-store').redirect(`${publicUrl}${request.url}`)
    giveMachineCookie(door, request, reply)
    const nonce = world.random.bytes(16).toString('base64')
    return reply
      .header('content-security-policy', policy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(template.replaceAll('__NONCE__', nonce))
  })
}

/** R4.1: on the first visit, and renewed at every later one. */
function giveMachineCookie({ world, cookies }: Door, request: FastifyRequest, reply: FastifyReply): void {
  const held = ownMachineToken(world.vault, cookies.read(request, 'machine'))
  cookies.set(reply, 'machine', held ?? issueMachineToken(world.vault, makeToken(world.random)))
}

function policy(nonce: string): string {
  const rules = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return rules.join('; ')
}
