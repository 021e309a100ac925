import * as z from 'zod/mini'
import { commands } from '../../shared/commands.ts'
import { EventEnvelope, events, signals } from '../../shared/events.ts'
import { notes } from '../../shared/notes.ts'
import { queries } from '../../shared/queries.ts'
import { jsonSchema, type JsonSchema } from './json-schema.ts'
import { ErrorReply } from './route.ts'

type Message = { name: string; payload: JsonSchema }

const channel = { $ref: '#/channels/socket' }

/** The AsyncAPI 3.0 document of the socket, made from the registries of `shared/`. */
export function asyncApiDocument() {
  const asked = Object.entries({ ...commands, ...queries, ...noteOperations() })
  const sent: [string, Message][] = [
    ...Object.entries(events).map(([kind, body]): [string, Message] => [
      `event.${keyOf(kind)}`,
      { name: 'event', payload: envelope(kind, jsonSchema(body, 'output')) },
    ]),
    ...Object.entries(signals).map(([name, body]): [string, Message] => [
      `signal.${keyOf(name)}`,
      { name: 'signal', payload: { type: 'array', prefixItems: [{ const: name }, jsonSchema(body, 'output')] } },
    ]),
  ]
  const messages = [
    ...asked.flatMap(([name, { input, reply }]): [string, Message][] => [
      [keyOf(name), { name, payload: jsonSchema(input, 'input') }],
      [`${keyOf(name)}.answer`, { name, payload: answer(jsonSchema(reply, 'output')) }],
    ]),
    ...sent,
  ]
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Kith over a socket',
      version: '1',
      description:
        'Socket.IO over websocket only. A client emits the name of a command, a query or a note with its input and a ' +
        'callback for the answer; the server emits `event` and `signal`. The cookie signs in, or `auth: { token }`.',
    },
    servers: { here: { host: '{host}', protocol: 'wss', variables: { host: { default: 'localhost:3000' } } } },
    channels: { socket: { address: '/socket.io', messages: Object.fromEntries(messages) } },
    operations: Object.fromEntries([
      ...asked.map(([name]) => [
        keyOf(name),
        {
          action: 'receive',
          channel,
          messages: [at(keyOf(name))],
          reply: { channel, messages: [at(`${keyOf(name)}.answer`)] },
        },
      ]),
      ...sent.map(([key]) => [key, { action: 'send', channel, messages: [at(key)] }]),
    ]),
  }
}

const keyOf = (name: string) => name.replace(':', '.')
const at = (key: string) => ({ $ref: `#/channels/socket/messages/${key}` })

function noteOperations() {
  const reply = z.strictObject({})
  return Object.fromEntries(Object.entries(notes).map(([name, input]) => [name, { input, reply }]))
}

function answer(reply: JsonSchema): JsonSchema {
  const shape = (properties: Record<string, JsonSchema>): JsonSchema => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  })
  const { error } = jsonSchema(ErrorReply, 'output').properties!
  return { anyOf: [shape({ ok: { const: true }, reply }), shape({ ok: { const: false }, error: error! })] }
}

function envelope(kind: string, body: JsonSchema): JsonSchema {
  const whole = jsonSchema(EventEnvelope, 'output')
  return { ...whole, properties: { ...whole.properties, kind: { const: kind }, body } }
}
