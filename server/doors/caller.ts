import type { FastifyRequest } from 'fastify'
import type { Caller } from '../features/machines/caller.ts'
import { ownMachineToken } from '../features/machines/machine-token.ts'
import { canonicalNetwork } from '../features/machines/network.ts'
import { addressOf } from '../tools/http/client-address.ts'
import type { Door } from './door.ts'

/** Who knocks: address through trusted proxies only, browser and system by family, machine cookie if it is ours. */
export function callerOf(
  { cookies, world, readDevice }: Pick<Door, 'cookies' | 'world' | 'readDevice'>,
  request: FastifyRequest,
): Caller {
  const header = (name: string) => request.headers[name]?.toString()
  const device = readDevice({
    userAgent: header('user-agent') ?? '',
    hints: {
      brands: header('sec-ch-ua'),
      platform: header('sec-ch-ua-platform'),
      mobile: header('sec-ch-ua-mobile'),
    },
  })
  const address = addressOf(request)
  return {
    ...device,
    address,
    network: canonicalNetwork(address),
    machineToken: ownMachineToken(world.vault, cookies.read(request, 'machine')),
    sessionToken: cookies.read(request, 'session'),
  }
}
