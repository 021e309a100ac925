import type { CommandInput, CommandName, CommandReply } from '../../../shared/commands.ts'
import { DomainError, type Refusal } from '../../../shared/errors.ts'
import type { Id } from '../../../shared/ids.ts'
import { newId } from '../../../shared/new-id.ts'
import type { QueryInput, QueryName, QueryReply } from '../../../shared/queries.ts'
import type { Wire } from './wire.ts'

export type CommandWords<N extends CommandName> = Omit<CommandInput<N>, 'commandId'> & { commandId?: Id }

/** What a member asks for, repeated until it is answered; what is refused for good is thrown. */
export type Speech = {
  /** Repeats a command with the same id, so that it takes effect once however often it is sent (INV-3). */
  run<N extends CommandName>(name: N, input: CommandWords<N>): Promise<CommandReply<N>>
  ask<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryReply<N>>
  /** Says something after whatever this member said in the same room before. */
  say(input: CommandWords<'message:send'>): Promise<{ seq: number; at: number }>
}

export function createSpeech(wire: Wire): Speech {
  const said = new Map<Id, Promise<unknown>>()
  const speech: Speech = {
    run: (name, input) => untilAnswered(name, { commandId: newId(), ...input }),
    ask: (name, input) => untilAnswered(name, input),
    say(input) {
      const before = said.get(input.roomId) ?? Promise.resolve()
      const answered = before.catch(() => {}).then(() => speech.run('message:send', input))
      said.set(input.roomId, answered)
      return answered
    },
  }
  return speech

  async function untilAnswered<Reply>(name: string, input: unknown): Promise<Reply> {
    for (let tries = 0; ; tries++) {
      await wire.opened()
      const answer = await wire.emit(name, input)
      if (answer.ok) return answer.reply as Reply
      const { code, details } = answer.error
      if (!isPassing(answer.error)) throw new DomainError(code, details)
      if (details.reason !== 'offline') await pause(Math.max(details.retryAfterMs ?? 0, backoffMs(tries)))
    }
  }
}

function isPassing({ code, details }: Refusal): boolean {
  return ['unavailable', 'timed_out', 'too_many'].includes(code) && details.reason !== 'edit_window'
}

const backoffMs = (tries: number) => Math.min(4_000, 200 * 2 ** tries) * (0.5 + Math.random() / 2)

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
