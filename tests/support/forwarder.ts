import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What stands before several nodes, as a load balancer does: each connection goes to the next one that answers. */
export type Forwarder = {
  origin: string
  /** Where connections go from now on; those that are open stay. */
  lead(ports: number[], options?: { inTurn: boolean }): void
  /** A network that lets no websocket through, or does again. */
  blockWebsockets(isBlocking: boolean): void
  /** Ends every connection and takes no new one, until it is opened again. */
  cut(): void
  open(): void
  close(): void
}

export async function openForwarder(): Promise<Forwarder> {
  const ends = new Set<Socket>()
  let ports: number[] = []
  let isInTurn = true
  let turn = 0
  let isCut = false
  let blocksWebsockets = false

  const server = createServer((near) => {
    ends.add(near.on('error', () => {}).on('close', () => ends.delete(near)))
    if (isCut) near.destroy()
    else reach(near, isInTurn ? turn++ : 0, ports.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    lead(to, options = { inTurn: true }) {
      ports = to
      isInTurn = options.inTurn
    },
    blockWebsockets: (isBlocking) => void (blocksWebsockets = isBlocking),
    cut() {
      isCut = true
      for (const end of ends) end.destroy()
    },
    open: () => void (isCut = false),
    close() {
      server.close()
      for (const end of ends) end.destroy()
    },
  }

  // A node that has just died refuses, and the next one is asked.
  function reach(near: Socket, at: number, tries: number): void {
    const port = ports[at % ports.length]
    if (tries === 0 || port === undefined) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    far.once('error', () => (far.connecting || !near.bytesWritten ? reach(near, at + 1, tries - 1) : near.destroy()))
    far.once('connect', () => {
      ends.add(far.on('close', () => near.destroy()))
      near.on('close', () => far.destroy())
      near.on('data', (bytes) => {
        if (blocksWebsockets && /^upgrade: *websocket/im.test(bytes.toString('latin1'))) near.destroy()
        else far.write(bytes)
      })
      far.pipe(near)
    })
  }
}
