import fc, { type Arbitrary } from 'fast-check'
import type * as z from 'zod/mini'
import { jsonSchema, type JsonSchema } from '../../server/http/json-schema.ts'

/** Texts at which something could stumble: on the way into the database, out of it, or in a header. */
const texts = [
  'Hello',
  '',
  ' ',
  '0',
  '\0',
  '\u202e',
  '\ud83d',
  '{"a":1}',
  `'; drop table events; --`,
  '{1,2}',
  '\\',
  '"',
  'x\r\ny: z',
  '🎉',
  'é'.repeat(60),
  'x'.repeat(300),
  'x'.repeat(9_000),
]

/**
 * Things of the shape that a schema describes, near its bounds as often as within; what a schema asks beyond its shape they
 * may not have.
 * @param idsFor what may stand where a field of this name wants an id
 */
export function shapeOf(schema: z.ZodMiniType, idsFor: (field: string) => string[]): Arbitrary<unknown> {
  return from(jsonSchema(schema, 'input'), '', idsFor)
}

function from(schema: JsonSchema, field: string, idsFor: (field: string) => string[]): Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => from(one, field, idsFor)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'string':
      return schema.pattern?.includes('[0-9a-f]{8}-') ? fc.constantFrom(...idsFor(field)) : textOf(schema)
    case 'integer':
    case 'number':
      return numbers(schema.minimum ?? 0, schema.maximum ?? 2 ** 53)
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(from(schema.items ?? {}, field, idsFor), { maxLength: 3 })
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([key, value]) => [key, from(value, key, idsFor)]),
        ),
        { requiredKeys: schema.required ?? [] },
      )
    default:
      return fc.constant(null)
  }
}

/** Half of them are words like any others, so that more than the schema gets to see them. */
const textOf = ({ minLength = 1 }: JsonSchema) =>
  fc.oneof(
    fc.integer({ min: 1, max: 999 }).map((number) => `word ${number}`.padEnd(Number(minLength), '.')),
    fc.constantFrom(...texts),
  )

const numbers = (min: number, max: number) =>
  fc.oneof(fc.constantFrom(min, max, min + 1, max - 1), fc.integer({ min, max: Math.min(max, min + 12) }))
