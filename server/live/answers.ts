import type * as z from 'zod/mini'
import { commands, type CommandName, type CommandReply } from '../../shared/commands.ts'
import { DomainError } from '../../shared/errors.ts'
import { notes, type NoteInput, type NoteName } from '../../shared/notes.ts'
import { queries, type QueryName, type QueryReply } from '../../shared/queries.ts'
import type { Actor, Ports } from '../domain/ports.ts'
import { runCommand } from '../domain/run-command.ts'
import { runQuery } from '../domain/run-query.ts'
import type { Counter } from './rate-limiter.ts'
import { rateOf, type Rates } from './rates.ts'
import { readInput } from './read-input.ts'

/** What everybody may ask for, however it comes: schema, budget, operation. Refusals are thrown. */
export type Answers = {
  command<N extends CommandName>(actor: Actor, name: N, sent: unknown): Promise<CommandReply<N>>
  query<N extends QueryName>(actor: Actor, name: N, sent: unknown): Promise<QueryReply<N>>
  /** Checks a note like the others; what it does depends on who says it and is up to the caller. */
  note<N extends NoteName>(
    actor: Actor,
    name: N,
    sent: unknown,
    run: (input: NoteInput<N>) => Promise<void>,
  ): Promise<Record<string, never>>
  /** How many are being answered now. */
  running(): number
  /** Resolves when all that is being answered now has been, one way or the other. */
  answered(): Promise<void>
}

export function createAnswers(ports: Ports, counter: Counter, rates: Rates): Answers {
  const running = new Set<Promise<unknown>>()

  return {
    command: (actor, name, sent) =>
      answer(actor, rateOf(name, 'changes'), commands[name].input, sent, (input) =>
        runCommand(ports, actor, name, input as never),
      ) as never,
    query: (actor, name, sent) =>
      answer(actor, rateOf(name, 'reading'), queries[name].input, sent, (input) =>
        runQuery(ports, actor, name, input as never),
      ) as never,
    note: (actor, name, sent, run) =>
      answer(actor, rateOf(name, 'changes'), notes[name], sent, async (input) => {
        await run(input as never)
        return {}
      }),
    running: () => running.size,
    answered: async () => void (await Promise.allSettled(running)),
  }

  function answer<Schema extends z.ZodMiniType, Reply>(
    ...asked: Parameters<typeof find<Schema, Reply>>
  ): Promise<Reply> {
    const answering = find(...asked)
    running.add(answering)
    return answering.finally(() => running.delete(answering))
  }

  async function find<Schema extends z.ZodMiniType, Reply>(
    { personId }: Actor,
    rate: keyof Rates,
    schema: Schema,
    sent: unknown,
    run: (input: z.infer<Schema>) => Promise<Reply>,
  ): Promise<Reply> {
    const input = readInput(schema, sent)
    const retryAfterMs = await counter.take(`${rate}:${personId}`, rates[rate])
    if (retryAfterMs > 0) throw new DomainError('too_many', { reason: rate, retryAfterMs })
    return run(input)
  }
}
