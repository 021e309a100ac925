import { hostname, networkInterfaces } from 'node:os'

/** Under which origins this server is reached, and which of them stands in links. */
export type Addresses = {
  /** What is printed for whoever starts the server. */
  shown: string[]
  /** What links begin with; never taken from a request, whose Host header anybody may write. */
  linkOrigin: string
  isAllowed(origin: string): boolean
}

/** @param publicOrigin the only origin there is, if it is set; else whatever `host` and `port` listen on, over http */
export function findAddresses(options: { host: string; port: number; publicOrigin: string | null }): Addresses {
  const { host, port, publicOrigin } = options
  if (publicOrigin !== null) {
    return { shown: [publicOrigin], linkOrigin: publicOrigin, isAllowed: (origin) => origin === publicOrigin }
  }
  const here = ['localhost', '127.0.0.1', '[::1]']
  const outside = isEverywhere(host) ? lanAddresses() : here.includes(bracketed(host)) ? [] : [bracketed(host)]
  const names = isEverywhere(host) ? [hostname().toLowerCase(), `${hostname().toLowerCase()}.local`] : []
  const origins = (hosts: string[]) => hosts.map((name) => new URL(`http://${name}:${port}`).origin)
  const allowed = new Set(origins([...here, ...outside, ...names]))
  const shown = origins(isEverywhere(host) ? ['localhost', ...outside] : [outside[0] ?? 'localhost'])
  // Whoever is invited opens the link on another machine, where localhost is somebody else.
  return { shown, linkOrigin: origins([outside[0] ?? 'localhost'])[0]!, isAllowed: (origin) => allowed.has(origin) }
}

const isEverywhere = (host: string) => host === '0.0.0.0' || host === '::'
const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)

function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}
