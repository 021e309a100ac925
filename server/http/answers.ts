import { commands, type CommandName } from '../../shared/commands.ts'
import { notes, type NoteName } from '../../shared/notes.ts'
import { queries, type QueryName } from '../../shared/queries.ts'
import type { Ports } from '../domain/ports.ts'
import { runCommand } from '../domain/run-command.ts'
import { runQuery } from '../domain/run-query.ts'
import type { SignIn } from '../domain/sign-in-store.ts'
import { readInput } from './route.ts'

/** Runs what the registries name for somebody who is signed in: schema, budget, operation. Refusals are thrown. */
export type Answers = {
  command(signIn: SignIn, name: CommandName, input: unknown): Promise<unknown>
  query(signIn: SignIn, name: QueryName, input: unknown): Promise<unknown>
  note(signIn: SignIn, name: NoteName, input: unknown): Promise<unknown>
}

export function createAnswers(ports: Ports): Answers {
  return {
    command: (signIn, name, input) => runCommand(ports, signIn, name, readInput(commands[name].input, input) as never),
    query: (signIn, name, input) => runQuery(ports, signIn, name, readInput(queries[name].input, input) as never),
    async note(signIn, name, input) {
      readInput(notes[name], input)
      return {}
    },
  }
}
