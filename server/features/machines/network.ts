/** Which network an address belongs to, and whether two of them are the same by the organization's rule. */
import { isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { NetworkRule } from '../preferences/preferences.ts'

/** What an address that cannot be read becomes. It equals nothing, not even itself: doubt asks for a code. */
export const unknownNetwork = 'unknown'

/** Null where it could not be read: many share that, and none of them answers for the others. */
export function knownNetwork(network: string): string | null {
  return network === unknownNetwork ? null : network
}

/**
 * IPv4 as it is, IPv6 as its /64 in RFC 5952 text (`2001:db8:1:2::/64`), because privacy addresses change daily.
 * IPv4 inside IPv6 (RFC 4291 mapped, RFC 6052 translated) is IPv4. Takes its own answers again. Never throws.
 */
export function canonicalNetwork(address: string): string {
  const parsed = parse(address)
  if (parsed === undefined) return unknownNetwork
  if (parsed.kind() === 'ipv4') return parsed.toString()
  const prefix = [...(parsed as ipaddr.IPv6).parts.slice(0, 4), 0, 0, 0, 0]
  return `${new ipaddr.IPv6(prefix).toRFC5952String()}/64`
}

/**
 * What one customer of a provider usually has: of IPv6 the /48, in which it makes networks as it likes. Null where the network
 * is the whole of it, as with IPv4, or could not be read.
 */
export function siteOf(network: string): string | null {
  const parsed = parse(network)
  if (parsed === undefined || parsed.kind() === 'ipv4') return null
  const prefix = [...(parsed as ipaddr.IPv6).parts.slice(0, 3), 0, 0, 0, 0, 0]
  return `${new ipaddr.IPv6(prefix).toRFC5952String()}/48`
}

/** Takes addresses or canonical networks. Only `ignored` calls an unreadable address the same. */
export function isSameNetwork(left: string, right: string, rule: NetworkRule): boolean {
  if (rule === 'ignored') return true
  const [one, other] = [canonicalNetwork(left), canonicalNetwork(right)]
  if (one === unknownNetwork || other === unknownNetwork) return false
  return rule === 'exact' ? one === other : neighborhood(one) === neighborhood(other)
}

/** IPv4: the first three of its four parts, a /24. IPv6 is a /64 already. */
function neighborhood(network: string): string {
  return network.includes(':') ? network : network.slice(0, network.lastIndexOf('.'))
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const address = text.slice(0, 100).replace(/\/64$/, '')
  // Only the four-part form: "10.1" and "0x7f.1" are addresses to some libraries and none to others.
  if (isIPv4(address)) return ipaddr.IPv4.parse(address)
  return ipaddr.IPv6.isValid(address) ? unwrap(ipaddr.IPv6.parse(address)) : undefined
}

function unwrap(address: ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address.range() === 'ipv4Mapped') return address.toIPv4Address()
  // Behind a translator every IPv4 client shares one /64; the last 32 bits tell them apart.
  if (address.range() === 'rfc6052') return new ipaddr.IPv4(address.toByteArray().slice(12))
  return address
}
