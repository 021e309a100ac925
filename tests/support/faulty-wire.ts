import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface FaultyWire {
  /** The server's address through the wire. */
  url: string
  /** From now on nothing passes, in either direction, and no connection ends. */
  silence(): void
  /** Carries connections that are made from now on. */
  carryNew(): void
  close(): void
}

/** Stands between a client and a TCP server, and loses connections without a word, as a pulled cable does. */
export async function openFaultyWire(target: string): Promise<FaultyWire> {
  const url = new URL(target)
  const { hostname, port } = url
  const ends = new Set<Socket>()
  let carries = true
  const server = createServer((near) => {
    ends.add(near.on('error', () => {}))
    if (!carries) return
    const far = connect(Number(port || 5432), hostname)
    ends.add(far.on('error', () => near.destroy()))
    near.on('data', (bytes) => isCarried(near) && far.write(bytes))
    far.on('data', (bytes) => isCarried(near) && near.write(bytes))
    near.on('close', () => far.destroy())
    far.on('close', () => isCarried(near) && near.destroy())
  })
  const silent = new Set<Socket>()
  const isCarried = (near: Socket) => !silent.has(near)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    silence() {
      carries = false
      for (const end of ends) silent.add(end)
    },
    carryNew: () => void (carries = true),
    close() {
      server.close()
      for (const end of ends) end.destroy()
    },
  }
}
