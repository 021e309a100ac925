import { writeFileSync } from 'node:fs'
import type * as z from 'zod/mini'
import { commands } from '../../shared/commands.ts'
import { errorCodes } from '../../shared/errors.ts'
import { events, signals } from '../../shared/events.ts'
import { notes } from '../../shared/notes.ts'
import { queries } from '../../shared/queries.ts'
import { routes } from '../../shared/routes.ts'
import { jsonSchema, type JsonSchema } from '../../server/http/json-schema.ts'

/** Everything that passes between a client and a server: what may be asked and where, what is told. */
export type Contract = {
  asked: Record<string, { path?: string; input: JsonSchema; reply?: JsonSchema }>
  events: Record<string, JsonSchema>
  signals: Record<string, JsonSchema>
  errors: string[]
}

type Schemas = Record<string, z.ZodMiniType>

/** The contract of the code that is here. A release keeps its own: `node tests/check/contract.ts <version>`. */
export function contract(): Contract {
  const told = (schemas: Schemas) =>
    Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, jsonSchema(schema, 'output')]))
  const asked = Object.entries({ ...commands, ...queries, ...routes }).map(([name, { input, reply, ...rest }]) => [
    name,
    {
      ...('path' in rest && { path: rest.path }),
      input: jsonSchema(input, 'input'),
      reply: jsonSchema(reply, 'output'),
    },
  ])
  const noted = Object.entries(notes).map(([name, input]) => [name, { input: jsonSchema(input, 'input') }])
  return {
    asked: Object.fromEntries([...asked, ...noted]) as Contract['asked'],
    events: told(events),
    signals: told(signals),
    errors: [...errorCodes],
  }
}

/** One line for each thing that is asked or told, so that a difference can be read. */
function written({ asked, events: kinds, signals: names, errors }: Contract): string {
  const lines = (part: object) =>
    Object.entries(part)
      .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n')
  return `{"asked": {\n${lines(asked)}\n},\n"events": {\n${lines(kinds)}\n},\n"signals": {\n${lines(names)}\n},\n"errors": ${JSON.stringify(errors)}}\n`
}

if (import.meta.main)
  writeFileSync(new URL(`./contracts/${process.argv[2]}.json`, import.meta.url), written(contract()))
