import type { FastifyInstance, FastifyRequest } from 'fastify'
import { commands, type CommandName } from '../../shared/commands.ts'
import { notes, type NoteName } from '../../shared/notes.ts'
import { queries, type QueryName } from '../../shared/queries.ts'
import * as z from 'zod/mini'
import { getSignedIn, type Edge } from './edge.ts'
import { queryReader } from './query-string.ts'
import { replies } from './route.ts'

/** The twins of everything that a socket can ask for, for whoever has none. */
export function addCommandRoutes(app: FastifyInstance, edge: Edge): void {
  for (const name of Object.keys(commands) as CommandName[]) {
    const schema = { response: replies(commands[name].reply) }
    app.post(`/api/commands/${literal(name)}`, { schema }, async (request) =>
      edge.polling.command(await getSignedIn(edge, request), name, request.body),
    )
  }

  for (const name of Object.keys(notes) as NoteName[]) {
    const schema = { response: replies(z.strictObject({})) }
    app.post(`/api/notes/${literal(name)}`, { schema }, async (request) =>
      edge.polling.note(await getSignedIn(edge, request), name, request.body),
    )
  }

  for (const name of Object.keys(queries) as QueryName[]) {
    const { path, input, reply } = queries[name]
    const read = queryReader(input)
    app.get(path, { schema: { response: replies(reply) } }, async (request) => {
      const signIn = await getSignedIn(edge, request)
      return edge.polling.query(signIn, name, read(textsOf(request)))
    })
  }
}

// In a route a colon begins a parameter; doubled it is a colon.
const literal = (name: string) => name.replace(':', '::')

// The path wins: a query string must not speak of another room than the address.
const textsOf = ({ query, params }: FastifyRequest) => ({ ...(query as object), ...(params as object) })
