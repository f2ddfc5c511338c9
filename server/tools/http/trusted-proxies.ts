import ipaddr from 'ipaddr.js'

/** Is an address one of these, or in one of these networks? IPv4 written as IPv6 is IPv4. Of a text that is no address: no. */
export function isAmong(addressesOrNetworks: readonly string[]): (address: string) => boolean {
  const networks = addressesOrNetworks.map(toNetwork)
  return (address) => {
    if (networks.length === 0 || !ipaddr.isValid(address)) return false
    const seen = ipaddr.process(address)
    return networks.some(([network, bits]) => network.kind() === seen.kind() && seen.match(network, bits))
  }
}

function toNetwork(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}
