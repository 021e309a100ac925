import { readFileSync } from 'node:fs'
import type { Socket as TcpSocket } from 'node:net'
import { io } from 'socket.io-client'
import { newId } from '../../shared/new-id.ts'
import type { Answer } from '../../shared/errors.ts'

/** A member who sits at a table and reads nothing more of what is sent to them. */
export type StalledReader = {
  /** What the kernels of both sides hold for it. */
  kernelBytes(): number
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
    kernelBytes: () => queued(localPort, remotePort),
    cutAt: () => cutAt,
    close() {
      clearInterval(probe)
      socket.disconnect()
    },
  }
}

/** What waits in either direction between two ports of this machine, by the kernel's own table. */
function queued(one: number, other: number): number {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')
  const ports = [`:${hex(one)} `, `:${hex(other)} `]
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => readFileSync(path, 'utf8').split('\n'))
  const mine = lines.filter((line) => ports.every((port) => line.includes(port)))
  return mine.reduce((sum, line) => {
    const [sent = '0', read = '0'] = line.trim().split(/\s+/)[4]?.split(':') ?? []
    return sum + parseInt(sent, 16) + parseInt(read, 16)
  }, 0)
}

/** Resident memory of a process, in megabytes. */
export function memoryOf(pid: number): number {
  const [, kb = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kb) / 1_024)
}
