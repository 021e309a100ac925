import { commands, type CommandName } from '../../shared/commands.ts'
import { DomainError, type Answer, type Refusal } from '../../shared/errors.ts'
import { notes, type NoteName } from '../../shared/notes.ts'
import { queries, type QueryName } from '../../shared/queries.ts'
import { connectionOf, cut } from '../live/connections.ts'
import type { LiveSocket } from '../live/io.ts'
import type { Live } from '../live/live.ts'
import { handleCommand } from './command-handlers.ts'
import { handleNote } from './note-handlers.ts'
import { refusedPackets } from './raw-packets.ts'

/** An error that nobody foresaw, on its way into the log: who asked for what, never what it held. */
export type Surprise = { error: unknown; name: string; personId: string; socketId: string }

const unknownAtMost = 20
const unknownWithinMs = 10_000

/**
 * The only way in for what a socket says, whatever its name: no event has a listener of its own, and no handler a
 * try/catch. Everything is answered, refusals included. One listener for all sockets that are handed to it.
 */
export function createHandler(live: Live, onSurprise: (surprise: Surprise) => void): (socket: LiveSocket) => void {
  return (socket) => void socket.onAny(handle)

  function handle(this: LiveSocket, ...received: unknown[]): void {
    const last = received.at(-1)
    const reply = typeof last === 'function' ? (received.pop() as (answer: Answer<unknown>) => void) : null
    const [name, ...sent] = received
    void answer(this, String(name), sent).then((answered) => reply?.(answered))
  }

  async function answer(socket: LiveSocket, name: string, sent: unknown[]): Promise<Answer<unknown>> {
    try {
      await socket.data.arriving
      if (sent.length > 1) throw new DomainError('invalid', { reason: 'one_input' })
      return { ok: true, reply: await run(socket, name, sent[0] ?? {}) }
    } catch (error) {
      return { ok: false, error: refusalFor(socket, error, name) }
    }
  }

  async function run(socket: LiveSocket, name: string, sent: unknown): Promise<unknown> {
    if (Object.hasOwn(commands, name)) return handleCommand(live, socket, name as CommandName, sent)
    if (Object.hasOwn(queries, name)) return live.answers.query(socket.data.actor, name as QueryName, sent)
    if (Object.hasOwn(notes, name)) return handleNote(live, socket, name as NoteName, sent)
    if (name === refusedPackets.flood) throw new DomainError('too_many', { reason: 'packets', retryAfterMs: 1_000 })
    if (name === refusedPackets.depth) throw new DomainError('invalid', { reason: 'too_deep' })
    if (isFlood(socket)) {
      live.trouble('flood_cut')
      cut(connectionOf(socket))
    }
    throw new DomainError('not_found', { reason: 'unknown_event' })
  }

  function refusalFor(socket: LiveSocket, error: unknown, name: string): Refusal {
    if (error instanceof DomainError) return { code: error.code, details: error.details }
    onSurprise({ error, name, personId: socket.data.actor.personId, socketId: socket.id })
    return { code: 'internal', details: {} }
  }
}

function isFlood({ data }: LiveSocket): boolean {
  const now = performance.now()
  if (data.unknown === null || now - data.unknown.since > unknownWithinMs) data.unknown = { count: 0, since: now }
  data.unknown.count += 1
  return data.unknown.count >= unknownAtMost
}
