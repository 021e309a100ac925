import * as z from 'zod/mini'

const PAIRS_AT_MOST = 100

/**
 * The parser of every query string: each key with a text or a list of texts, on an object without a prototype. It must
 * not throw: that would end the process. Where there is too much, a nameless key tells, which no schema knows.
 */
export function parseQuery(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = Object.create(null)
  let pairs = 0
  for (const [key, value] of new URLSearchParams(text)) {
    if (++pairs > PAIRS_AT_MOST) return { '': 'too much' }
    const before = found[key]
    found[key] = before === undefined ? value : [before, value].flat()
  }
  return found
}

/**
 * Turns the texts of a path and a query string into what a schema expects where that is a number, a yes or no, or a list.
 * Anything else stays as it is, for the schema to judge.
 */
export function queryReader(schema: z.ZodMiniType): (texts: Record<string, unknown>) => Record<string, unknown> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' })
  const types = new Map(Object.entries(properties).map(([key, property]) => [key, kindOf(property as Property)]))
  return (texts) =>
    Object.fromEntries(
      Object.entries(texts).map(([key, value]) => [key, readers[types.get(key) ?? '']?.(value) ?? value]),
    )
}

type Property = { type?: string; items?: Property }

/** What is more than a list of plain values travels as one text of JSON. */
export const kindOf = ({ type, items }: Property) =>
  type === 'array' && (items?.type === 'array' || items?.type === 'object') ? 'object' : type

const readers: Record<string, (value: unknown) => unknown> = {
  integer: (value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
  boolean: (value) => (value === 'true' ? true : value === 'false' ? false : value),
  array: (value) => [value].flat(),
  object: (value) => (typeof value === 'string' ? parsed(value) : value),
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
