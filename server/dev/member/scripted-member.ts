import type { CommandName, CommandReply } from '../../../shared/commands.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { RoomEvent } from '../../../shared/events.ts'
import type { Id } from '../../../shared/ids.ts'
import type { NoteInput, NoteName } from '../../../shared/notes.ts'
import type { MarkKind } from '../../../shared/rooms.ts'
import type { Door } from './door.ts'
import { createPlaces, type Places } from './places.ts'
import { createSpeech, type CommandWords, type Speech } from './speech.ts'
import { openWire } from './wire.ts'

/** Somebody who lives in a circle by script: on the public protocol alone, like anybody. */
export type ScriptedMember = Pick<Places, 'circle' | 'room' | 'place'> &
  Pick<Speech, 'ask'> & {
    memberId: Id
    name: string
    /** Each event that was folded, in the order of its log. */
    onEvent(listener: (event: RoomEvent) => void): void
    /** Resolves with what `look` finds; looks again after each change that reaches this member. */
    until<T>(look: () => T | false | null | undefined): Promise<T>
    /** Throws `DomainError` for what was refused for good; repeats everything else with the same id. */
    run<N extends CommandName>(name: N, input: CommandWords<N>): Promise<CommandReply<N>>
    /** Tells something volatile, once. */
    tell<N extends NoteName>(name: N, input: NoteInput<N>): Promise<void>
    /** Takes a seat or a place in line, and follows the room from then on. */
    enter(roomId: Id, more?: { moving?: boolean }): Promise<CommandReply<'room:enter'>>
    visit(roomId: Id): Promise<void>
    leave(roomId: Id): Promise<void>
    /** Says something where the member is, or in a room that is named. */
    say(text: string, more?: { roomId?: Id; replyTo?: number; commandId?: Id }): Promise<{ seq: number; at: number }>
    react(roomId: Id, seq: number, emoji: string): Promise<void>
    mark(roomId: Id, seq: number, mark: MarkKind): Promise<void>
    isConnected(): boolean
    /** Loses the connection as a network does, and comes back. */
    cut(): void
    /** Goes away for good: this device disconnects. */
    stop(): void
  }

/**
 * Connects somebody who is signed in, and follows the circle: into breakouts and back, and over lost connections.
 * @param addresses of one Kith; any of them serves, and another after a lost connection
 */
export async function comeIn(options: {
  door: Door
  addresses: readonly string[]
  circleId: Id
}): Promise<ScriptedMember> {
  const { door, circleId, addresses } = options
  const listeners = new Set<(event: RoomEvent) => void>()
  const watchers = new Set<() => void>()
  const look = () => watchers.forEach((watcher) => watcher())
  let places: Places | null = null

  const wire = openWire(addresses, door, {
    opened() {
      places?.comeBack()
      look()
    },
    lost: look,
    event: (event) => places?.hear(event),
    signalled: (name, body) => places?.signalled(name, body),
  })
  const speech = createSpeech(wire)
  const { memberId, name } = await speech.ask('me', {})
  places = await createPlaces(speech, { memberId, circleId }, (_, event) => {
    if (event) listeners.forEach((listener) => listener(event))
    look()
  })
  const { circle, room, place, sit, forget, stop } = places

  return {
    memberId,
    name: circle().members.find((member) => member.memberId === memberId)?.name ?? name,
    circle,
    room,
    place,
    ask: speech.ask,
    run: speech.run,
    onEvent: (listener) => void listeners.add(listener),
    until: (look) => untilFound(watchers, look),
    tell: async (name, input) => void (await wire.emit(name, input)),
    enter: (roomId, more) => sit(roomId, 'room:enter', more),
    visit: async (roomId) => void (await sit(roomId, 'room:visit')),
    async leave(roomId) {
      await speech.run('room:leave', { roomId })
      forget(roomId)
    },
    async say(text, { roomId = place() ?? undefined, ...more } = {}) {
      if (roomId === undefined) throw new DomainError('forbidden', { reason: 'no_seat' })
      return speech.say({ roomId, text, ...more })
    },
    react: async (roomId, seq, emoji) => void (await speech.run('reaction:add', { roomId, seq, emoji })),
    mark: async (roomId, seq, mark) => void (await speech.run('mark:add', { roomId, seq, mark })),
    isConnected: wire.isOpen,
    cut: wire.cut,
    stop() {
      stop()
      wire.close()
    },
  }
}

function untilFound<T>(watchers: Set<() => void>, look: () => T | false | null | undefined): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const watcher = () => {
    try {
      const found = look()
      if (found === false || found === null || found === undefined) return
      resolve(found)
    } catch (error) {
      reject(error)
    }
    watchers.delete(watcher)
  }
  watchers.add(watcher)
  watcher()
  return promise
}
