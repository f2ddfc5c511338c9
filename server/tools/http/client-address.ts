/** Which address a node of a proxy's header names; what cannot be read is nobody's address. */
import { isIPv4, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'
import { mostNodes } from '../../base/most-nodes.ts'

/** IPv4, or IPv6 in brackets, with a port or without (RFC 7239 6). The port may be hidden (`_name`). */
const withPort = /^(?:\[([^\]]*)\]|(\d+(?:\.\d+){3}))(?::(?:\d{1,5}|_[\w.-]+))?$/

/** The address in canonical text, without port, brackets and quotation marks; IPv4 within IPv6 as IPv4. Null where there is none. */
export function readNode(node: string): string | null {
  const text = node.trim().replace(/^"(.*)"$/, '$1')
  const [, bracketed, four] = withPort.exec(text) ?? []
  return canonical(bracketed ?? four ?? text)
}

/** How RFC 7239 6.2 writes it. Many share it: it is shown, and nobody is known by it. */
export const unknownAddress = 'unknown'

/** Of whoever asks, as seen through trusted proxies; `unknown` too where the connection is gone. */
export function addressOf({ ip }: { ip: string | undefined }): string {
  return readNode(ip ?? '') ?? unknownAddress
}

/**
 * The same before any route is looked for: from the right, the first node that is no trusted proxy.
 * @param isTrusted see trusted-proxies.ts
 */
export function addressBefore(
  { remote, forwardedFor }: { remote: string | undefined; forwardedFor: string | undefined },
  isTrusted: (address: string) => boolean,
): string {
  const nearest = readNode(remote ?? '') ?? unknownAddress
  if (forwardedFor === undefined || !isTrusted(nearest)) return nearest
  return tellingNodes(forwardedFor, isTrusted).split(', ')[0]!
}

/**
 * What an `X-Forwarded-For` says of who asks: from the right, our own proxies and the node before them, as bare addresses; what
 * cannot be read stands there as `unknown`. What a stranger wrote to the left of that tells nothing, however much it is.
 */
export function tellingNodes(forwardedFor: string, isOurs: (address: string) => boolean): string {
  const nodes: string[] = []
  for (let end = forwardedFor.length; end >= 0 && nodes.length < mostNodes; ) {
    const comma = end === 0 ? -1 : forwardedFor.lastIndexOf(',', end - 1)
    const node = readNode(forwardedFor.slice(comma + 1, end)) ?? unknownAddress
    nodes.unshift(node)
    end = isOurs(node) ? comma : -1
  }
  return nodes.join(', ')
}

function canonical(text: string): string | null {
  // Node's own look comes first: the library's throws inside, which a header of thousands of nodes would pay for.
  // Only the four-part form: "10.1" is an address to some libraries and none to others.
  if (isIPv4(text)) return text
  if (!isIPv6(text) || !ipaddr.IPv6.isValid(text)) return null
  const address = ipaddr.IPv6.parse(text)
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String()
}
