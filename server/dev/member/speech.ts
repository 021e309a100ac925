import type { CommandInput, CommandName, CommandReply } from '../../../shared/commands.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { Id } from '../../../shared/ids.ts'
import { newId } from '../../../shared/new-id.ts'
import type { QueryInput, QueryName, QueryReply } from '../../../shared/queries.ts'
import { untilAnswered } from './until-answered.ts'
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
    run: (name, input) => told(name, { commandId: newId(), ...input }),
    ask: (name, input) => told(name, input),
    say(input) {
      const before = said.get(input.roomId) ?? Promise.resolve()
      const answered = before.catch(() => {}).then(() => speech.run('message:send', input))
      said.set(input.roomId, answered)
      return answered
    },
  }
  return speech

  function told<Reply>(name: string, input: unknown): Promise<Reply> {
    return untilAnswered(async () => {
      await wire.opened()
      const answer = await wire.emit(name, input)
      if (answer.ok) return answer.reply as Reply
      throw new DomainError(answer.error.code, answer.error.details)
    })
  }
}
