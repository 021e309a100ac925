import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/**
 * Tells the address of whoever sent a request that Fastify does not see, like a handshake: the connection's own, or the
 * last one in `X-Forwarded-For` that none of the trusted proxies has. What a stranger writes there is not believed.
 */
export function clientAddresses(trustProxy: readonly string[]): (request: IncomingMessage) => string {
  const proxies = new BlockList()
  for (const cidr of trustProxy) {
    const [address = '', bits] = cidr.split('/')
    const family = familyOf(address)
    if (bits === undefined) proxies.addAddress(address, family)
    else proxies.addSubnet(address, Number(bits), family)
  }
  const isProxy = (address: string) => isIP(address) !== 0 && proxies.check(address, familyOf(address))
  return ({ socket, headers }) => {
    const named = String(headers['x-forwarded-for'] ?? '').split(',')
    let address = socket.remoteAddress ?? ''
    while (isProxy(address) && named.length > 0) {
      const before = named.pop()!.trim()
      if (isIP(before) === 0) break
      address = before
    }
    return address
  }
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
