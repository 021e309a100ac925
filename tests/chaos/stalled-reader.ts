import { readFileSync } from 'node:fs'
import type { Socket as TcpSocket } from 'node:net'
import { io } from 'socket.io-client'
import { newId } from '../../shared/new-id.ts'
import type { Answer } from '../../shared/errors.ts'

/** A member who sits at a table and reads nothing more of what is sent to them. */
export type StalledReader = {
  /** The ports of its connection, its own first. */
  ports: [number, number]
  /** When the node ended the connection; null while it has not. */
  cutAt(): number | null
  close(): void
}

type Wire = { ws: { ping(): void; on(what: 'close' | 'error', then: () => void): void; _socket: TcpSocket } }

const probeMs = 50

export async function openStalledReader(options: {
  url: string
  origin: string
  cookie: string
  roomId: string
}): Promise<StalledReader> {
  const { url, origin, cookie, roomId } = options
  const socket = io(url, {
    path: '/socket.io',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin, cookie },
  })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  const answer = (await socket.emitWithAck('room:enter', { commandId: newId(), roomId })) as Answer<unknown>
  if (!answer.ok) throw new Error(`a reader could not sit down: ${JSON.stringify(answer.error)}`)
  const { ws } = socket.io.engine.transport as unknown as Wire
  const tcp = ws._socket
  const { localPort = 0, remotePort = 0 } = tcp
  let cutAt: number | null = null
  const cut = () => (cutAt ??= performance.now())
  ws.on('error', cut)
  ws.on('close', cut)
  tcp.pause()
  // Who does not read learns of an end only when they write.
  const probe = setInterval(() => ws.ping(), probeMs)

  return {
    ports: [localPort, remotePort],
    cutAt: () => cutAt,
    close() {
      clearInterval(probe)
      socket.disconnect()
    },
  }
}

/**
 * What the kernels of both sides hold for each of these readers, by their own tables. Those have a line for every connection of
 * this machine: they are read once for all.
 */
export function kernelBytesOf(readers: readonly StalledReader[]): Map<StalledReader, number> {
  const byPorts = new Map(
    readers.flatMap((reader) => [reader.ports, reader.ports.toReversed()].map((pair) => [String(pair), reader])),
  )
  const held = new Map(readers.map((reader) => [reader, 0]))
  for (const path of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
      const [, here = '', there = '', , queues = ''] = line.trim().split(/\s+/)
      const reader = byPorts.get(String([here, there].map((address) => parseInt(address.split(':')[1] ?? '', 16))))
      const [sent = '0', read = '0'] = queues.split(':')
      if (reader) held.set(reader, held.get(reader)! + parseInt(sent, 16) + parseInt(read, 16))
    }
  }
  return held
}

/** Resident memory of a process, in megabytes. */
export function memoryOf(pid: number): number {
  const [, kb = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kb) / 1_024)
}
