import { io, type Socket } from 'socket.io-client'
import { expect, vi } from 'vitest'
import type { CommandInput, CommandName, CommandReply } from '../../shared/commands.ts'
import type { Answer } from '../../shared/errors.ts'
import type { RoomEvent, Signal, SignalName } from '../../shared/events.ts'
import { newId } from '../../shared/new-id.ts'

/** Somebody's device: what it heard, and what it can ask. */
export type Visitor = {
  socket: Socket
  events: RoomEvent[]
  signals: { name: SignalName; body: Signal<SignalName> }[]
  /** The events of one room, as numbers. */
  seqs(roomId: string): number[]
  /** What was said in a room, as heard here. */
  heard(roomId: string): string[]
  /** The last signal of a kind. */
  last<N extends SignalName>(name: N): Signal<N> | undefined
  ask(name: string, input?: unknown): Promise<Answer<unknown>>
  run<N extends CommandName>(name: N, input: Omit<CommandInput<N>, 'commandId'>): Promise<CommandReply<N>>
  refusal(name: string, input?: unknown): Promise<string>
}

export function createVisitors(url: string) {
  const sockets: Socket[] = []
  return {
    close: () => sockets.forEach((socket) => socket.close()),
    async connect(name: string): Promise<Visitor> {
      const socket = io(url, { transports: ['websocket'], auth: { token: name }, reconnection: false, forceNew: true })
      sockets.push(socket)
      const visitor = visit(socket)
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.once('connect_error', reject)
      })
      return visitor
    },
  }
}

function visit(socket: Socket): Visitor {
  const events: RoomEvent[] = []
  const signals: Visitor['signals'] = []
  socket.on('event', (event: RoomEvent) => events.push(event))
  socket.on('signal', (name: SignalName, body: Signal<SignalName>) => signals.push({ name, body }))
  const inRoom = (roomId: string) => events.filter((event) => event.roomId === roomId)

  const visitor: Visitor = {
    socket,
    events,
    signals,
    seqs: (roomId) => inRoom(roomId).map(({ seq }) => seq),
    heard: (roomId) =>
      inRoom(roomId).flatMap((event) => (event.kind === 'message:sent' ? [event.body.text ?? ''] : [])),
    last: (name) => signals.findLast((signal) => signal.name === name)?.body as never,
    ask: (name, input) => socket.timeout(8_000).emitWithAck(name, ...(input === undefined ? [] : [input])),
    async run(name, input) {
      const answer = await visitor.ask(name, { commandId: newId(), ...input })
      if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`)
      return answer.reply as never
    },
    async refusal(name, input) {
      const answer = await visitor.ask(name, input)
      return answer.ok ? 'accepted' : [answer.error.code, answer.error.details.reason].filter(Boolean).join(' ')
    },
  }
  return visitor
}

/** Waits until something holds. */
export const eventually = (check: () => void | Promise<void>, timeout = 5_000) =>
  vi.waitFor(check, { timeout, interval: 10 })

export const expectSoon = (read: () => unknown, value: unknown) => eventually(() => expect(read()).toEqual(value))
