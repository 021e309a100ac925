import type { CommandInput, CommandName, CommandReply } from '../../shared/commands.ts'
import type { Answer } from '../../shared/errors.ts'
import { newId } from '../../shared/new-id.ts'
import { backoffMs, isPassing, offline, wait } from './answers.ts'
import { command } from './http.ts'
import { connection, emit } from './socket.ts'

export type NewCommand<N extends CommandName> = Omit<CommandInput<N>, 'commandId'>

const patienceMs = 4_000
const tries = 3

/**
 * Does one thing now and tells how it went: each try has 4 s, and repeats carry the same `commandId`, so that it happens
 * once. What a person writes goes through the outbox instead.
 */
export async function run<N extends CommandName>(name: N, input: NewCommand<N>): Promise<Answer<CommandReply<N>>> {
  const whole = { ...input, commandId: newId() } as unknown as CommandInput<N>
  for (let tried = 1; ; tried++) {
    const answer = await carry(name, whole)
    if (answer.ok || tried === tries || !isPassing(answer.error)) return answer
    await wait(Math.min(patienceMs, answer.error.details.retryAfterMs ?? backoffMs(tried)))
  }
}

/** One try over whichever connection there is. */
export async function carry<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<CommandReply<N>>> {
  const state = await settled()
  if (state === 'open') return emit(name, input, patienceMs)
  if (state === 'polling' || state === 'off') return command(name, input, patienceMs)
  return offline()
}

/** The connection's state once it is neither on its way nor just lost, or as it is after 4 s. */
function settled(): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(connection.peek().state), patienceMs)
    let stop: (() => void) | undefined
    const finish = (state: string) => {
      clearTimeout(timer)
      queueMicrotask(() => stop?.())
      resolve(state)
    }
    stop = connection.subscribe(({ state }) => {
      if (state === 'open' || state === 'polling' || state === 'off') finish(state)
    })
  })
}
