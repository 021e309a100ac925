import * as z from 'zod/mini'
import { commands } from '../../shared/commands.ts'
import { notes } from '../../shared/notes.ts'
import { queries } from '../../shared/queries.ts'
import { routes } from '../../shared/routes.ts'
import { jsonSchema, type JsonSchema } from './json-schema.ts'
import { kindOf } from './query-string.ts'
import { ErrorReply } from './route.ts'

type Operation = { input: z.ZodMiniType; reply: z.ZodMiniType }

/** The OpenAPI 3.1 document of the HTTP interface, made from the registries of `shared/`. */
export function openApiDocument() {
  const nothing = z.strictObject({})
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kith over HTTP',
      version: '1',
      description:
        'Everything that a member can do, for clients that hold no socket. Changes take JSON from the same origin, or ' +
        'with a bearer token; a command repeated with the same commandId takes effect once.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries([
      ...Object.entries(routes).map(([name, route]) => [route.path, { post: postOperation(name, 'coming in', route) }]),
      ...Object.entries(commands).map(([name, command]) => [
        `/api/commands/${name}`,
        { post: postOperation(name, 'commands', command) },
      ]),
      ...Object.entries(notes).map(([name, input]) => [
        `/api/notes/${name}`,
        { post: postOperation(name, 'notes', { input, reply: nothing }) },
      ]),
      ...Object.entries(queries).map(([name, query]) => [
        query.path.replace(/:(\w+)/g, '{$1}'),
        { get: getOperation(name, query) },
      ]),
    ]),
    security: [{ cookie: [] }, { bearer: [] }],
    components: {
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'kith', description: 'Over https its name is __Host-kith.' },
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
      schemas: { Error: jsonSchema(ErrorReply, 'output') },
    },
  }
}

function postOperation(name: string, tag: string, { input, reply }: Operation) {
  const body = { required: true, content: { 'application/json': { schema: jsonSchema(input, 'input') } } }
  return { operationId: name, tags: [tag], requestBody: body, responses: responses(reply) }
}

function getOperation(name: string, { path, input, reply }: Operation & { path: string }) {
  const { properties = {}, required = [] } = jsonSchema(input, 'input')
  const parameters = Object.entries(properties).map(([key, schema]) => ({
    name: key,
    in: path.includes(`:${key}`) ? 'path' : 'query',
    required: required.includes(key),
    ...(kindOf(schema) === 'object' ? { content: { 'application/json': { schema } } } : { schema }),
  }))
  return { operationId: name, tags: ['queries'], parameters, responses: responses(reply) }
}

function responses(reply: z.ZodMiniType) {
  const json = (schema: JsonSchema | { $ref: string }) => ({ content: { 'application/json': { schema } } })
  const refusal = { description: 'A refusal that changed nothing.', ...json({ $ref: '#/components/schemas/Error' }) }
  return { 200: { description: 'Done.', ...json(jsonSchema(reply, 'output')) }, '4XX': refusal, '5XX': refusal }
}
