import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commands } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { notes } from '../../shared/notes.ts'
import { queries } from '../../shared/queries.ts'
import { routes } from '../../shared/routes.ts'
import type { JsonSchema } from '../../server/http/json-schema.ts'
import { faultsBetween } from './compatible.ts'
import { contract, type Contract } from './contract.ts'

/** What older releases spoke: of whom there may still be clients while the nodes go on to this one. */
const folder = new URL('./contracts/', import.meta.url)
const released = readdirSync(folder).map((file) => {
  return [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Contract] as const
})

/** Values that a client of the release before does not know, each with what it makes of them: somebody has looked. */
const grown: Record<string, string> = {
  'circle:invites answers.invites[].state: may be over':
    'an invite without a word beside it, which it offers to nobody',
  'round:monitor answers.late: may be stay': 'none of the rules is shown as chosen; choosing one works',
}

describe('a client of the release before', () => {
  test.each(released)('that speaks %s is understood, and understands what it is told', (_, old) => {
    expect(faultsBetween(old, contract()).filter((fault) => !grown[fault])).toEqual([])
  })

  test.each(released)('that speaks %s sends nothing that is refused for its form', (_, old) => {
    const inputs = {
      ...Object.fromEntries(
        Object.entries({ ...commands, ...queries, ...routes }).map(([name, { input }]) => [name, input]),
      ),
      ...notes,
    }
    for (const [name, { input }] of Object.entries(old.asked)) {
      for (const isWhole of [false, true]) {
        const { error } = inputs[name as keyof typeof inputs].safeParse(sampleOf(input, isWhole))
        expect([name, error?.issues ?? []]).toEqual([name, []])
      }
    }
  })
})

/** Something that a schema allows: only what it requires, or everything there is to say. */
function sampleOf(schema: JsonSchema, isWhole: boolean, key = ''): unknown {
  const [type] = [schema.type].flat()
  const one = schema.anyOf?.[0] ?? { ...schema, ...(type && { type }) }
  if (one.enum) return one.enum[0]
  if ('const' in one) return one.const
  if (one.type === 'object') {
    const keys = isWhole ? Object.keys(one.properties ?? {}) : (one.required ?? [])
    return Object.fromEntries(keys.map((name) => [name, sampleOf(one.properties![name]!, isWhole, name)]))
  }
  if (one.type === 'array') {
    const count = Math.max(Number(one['minItems'] ?? 0), isWhole ? 1 : 0)
    return Array.from({ length: count }, () => sampleOf(one.items!, isWhole))
  }
  if (one.type === 'integer') return one.minimum ?? 1
  if (one.type === 'boolean') return true
  if (key === 'emoji') return '👍'
  if (one.pattern?.includes('[0-9a-f]')) return newId()
  if (one.pattern) return '4821'
  return 'a'.repeat(Number(one['minLength'] ?? 1) || 1)
}

describe('the comparison notices', () => {
  type Shape = Record<string, JsonSchema>
  const propertiesOf = (schema: JsonSchema | undefined) => schema!.properties as Shape
  const send = ({ asked }: Contract) => asked['message:send']!
  const changes: [string, (now: Contract) => void, string[]][] = [
    ['a command that is gone', ({ asked }) => delete asked['message:send'], ['message:send is gone']],
    ['a query that moved', ({ asked }) => (asked['me']!.path = '/api/self'), ['me moved from /api/me to /api/self']],
    [
      'a field that must be sent now',
      (now) => send(now).input.required!.push('tone'),
      ['message:send takes a new tone that is required'],
    ],
    [
      'a field that may not be sent any more',
      (now) => delete propertiesOf(send(now).input)['replyTo'],
      ['message:send takes no replyTo'],
    ],
    [
      'a shorter text',
      (now) => (propertiesOf(send(now).input)['text']!.maxLength = 80),
      ['message:send takes text: a stricter maxLength'],
    ],
    [
      'a value that is refused',
      ({ asked }) => propertiesOf(asked['mark:add']!.input)['mark']!.enum!.pop(),
      ['mark:add takes mark: no resource'],
    ],
    [
      'an id of another form',
      (now) => (propertiesOf(send(now).input)['roomId']!.pattern = '^[a-z]+$'),
      ['message:send takes roomId: another pattern'],
    ],
    [
      'a reply without a field',
      (now) => (send(now).reply!.required = ['at']),
      ['message:send answers: seq is not always there'],
    ],
    [
      'a reply of another type',
      (now) => (propertiesOf(send(now).reply)['seq'] = { type: 'string' }),
      ['message:send answers.seq: {"type":"string"} instead of'],
    ],
    ['an event that is gone', ({ events }) => delete events['seat:taken'], ['seat:taken is gone: older logs have it']],
    [
      'an event that may lack a field',
      ({ events }) => (events['seat:taken']!.required = ['memberId']),
      ['seat:taken: no is not always there'],
    ],
    [
      'an event that may hold null',
      ({ events }) => {
        const properties = propertiesOf(events['seat:taken'])
        properties['no'] = { anyOf: [properties['no']!, { type: 'null' }] }
      },
      ['seat:taken.no: may be {"type":"null"}'],
    ],
    [
      'an event with a value that was none',
      ({ events }) => propertiesOf(events['round:closed'])['reason']!.enum!.push('rain'),
      ['round:closed.reason: may be rain'],
    ],
    [
      'a list of something else',
      ({ events }) => (propertiesOf(events['breakout:opened'])['memberIds']!.items = { type: 'integer' }),
      ['breakout:opened.memberIds[]: {"type":"integer"} instead of'],
    ],
    ['a signal that is gone', ({ signals }) => delete signals['heads'], ['heads is gone']],
    ['an error that nobody knew', ({ errors }) => errors.push('rainy'), ['rainy is no error of the older one']],
  ]

  test.each(changes)('%s', (_, change, faults) => {
    const now = structuredClone(contract())
    change(now)
    const found = faultsBetween(contract(), now)
    expect(found).toHaveLength(faults.length)
    for (const [i, fault] of faults.entries()) expect(found[i]).toContain(fault)
  })

  test('nothing where something was added', () => {
    const now = structuredClone(contract())
    now.asked['room:paint'] = { input: { type: 'object', properties: {} }, reply: { type: 'object', properties: {} } }
    propertiesOf(send(now).input)['tone'] = { type: 'string' }
    propertiesOf(send(now).reply)['tone'] = { type: 'string' }
    send(now).reply!.required!.push('tone')
    propertiesOf(send(now).input)['text']!.maxLength = 9_000
    propertiesOf(now.asked['mark:add']!.input)['mark']!.enum!.push('joke')
    now.events['room:painted'] = { type: 'object', properties: {} }
    propertiesOf(now.asked['room:catch-up']!.reply)['events']!.items!.properties!['kind']!.enum!.push('room:painted')
    propertiesOf(now.events['seat:taken'])['colour'] = { type: 'string' }
    expect(faultsBetween(contract(), now)).toEqual([])
  })
})
