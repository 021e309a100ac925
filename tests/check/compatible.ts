import type { JsonSchema } from '../../server/http/json-schema.ts'
import type { Contract } from './contract.ts'

/**
 * Why a client that speaks the older contract would not be understood by a server of the newer one, or would not understand
 * it: one line each. What is new is no fault: an older client never asks for it, and passes over events, signals and fields
 * that it does not know.
 */
export function faultsBetween(old: Contract, now: Contract): string[] {
  const unheardOf = Object.keys(now.events).filter((kind) => !old.events[kind])
  const faults = [
    ...Object.entries(old.asked).flatMap(([name, { path, input, reply }]) => {
      const found = now.asked[name]
      if (!found) return [`${name} is gone`]
      return [
        ...(found.path === path ? [] : [`${name} moved from ${path} to ${found.path}`]),
        ...unaccepted(input, found.input, `${name} takes`),
        ...(reply && found.reply ? unreadable(reply, found.reply, `${name} answers`) : []),
      ]
    }),
    ...told(old.events, now.events),
    ...told(old.signals, now.signals),
    ...now.errors.filter((code) => !old.errors.includes(code)).map((code) => `${code} is no error of the older one`),
  ]
  return faults.filter((fault) => !unheardOf.some((kind) => fault.endsWith(`events[].kind: may be ${kind}`)))
}

const told = (old: Record<string, JsonSchema>, now: Record<string, JsonSchema>) =>
  Object.entries(old).flatMap(([name, schema]) =>
    now[name] ? unreadable(schema, now[name], name) : [`${name} is gone: older logs have it`],
  )

/** Bounds by which a newer schema may refuse what an older one let through; `-1` where more is stricter. */
const bounds = [
  ['maxLength', 1],
  ['maxItems', 1],
  ['maximum', 1],
  ['minLength', -1],
  ['minItems', -1],
  ['minimum', -1],
] as const

/** What the older schema allows to send and the newer refuses. */
function unaccepted(old: JsonSchema, now: JsonSchema, at: string): string[] {
  if (isChoice(old) || isChoice(now))
    return alternatives(old).flatMap((one) =>
      alternatives(now).some((other) => unaccepted(one, other, at).length === 0) ? [] : [`${at} no ${brief(one)}`],
    )
  if (isOther(old, now)) return [`${at} ${brief(now)} instead of ${brief(old)}`]
  const gone = valuesOf(old)?.filter((value) => valuesOf(now) && !valuesOf(now)!.includes(value)) ?? []
  const isOpened = valuesOf(old) === null && valuesOf(now) !== null
  const properties = Object.entries(old.properties ?? {})
  return [
    ...gone.map((value) => `${at} no ${String(value)}`),
    ...(isOpened ? [`${at} only ${brief(now)}`] : []),
    ...(now.pattern !== undefined && now.pattern !== old.pattern ? [`${at} another pattern`] : []),
    ...bounds.flatMap(([name, sign]) => {
      const [was, is] = [old[name] as number | undefined, now[name] as number | undefined]
      return is !== undefined && (was === undefined || is * sign < was * sign) ? [`${at} a stricter ${name}`] : []
    }),
    ...(now.required ?? [])
      .filter((key) => !old.required?.includes(key))
      .map((key) => `${at} a new ${key} that is required`),
    ...properties.flatMap(([key, schema]) =>
      now.properties?.[key] ? unaccepted(schema, now.properties[key], `${at} ${key}:`) : [`${at} no ${key}`],
    ),
    ...(old.items && now.items ? unaccepted(old.items, now.items, `${at} in a list`) : []),
    ...inRecords(unaccepted, old, now, at),
  ]
}

/** What the newer schema may tell and the reader of the older cannot make sense of. Lengths are no matter to a reader. */
function unreadable(old: JsonSchema, now: JsonSchema, at: string): string[] {
  if (isChoice(old) || isChoice(now))
    return alternatives(now).flatMap((one) =>
      alternatives(old).some((other) => unreadable(other, one, at).length === 0) ? [] : [`${at}: may be ${brief(one)}`],
    )
  if (isOther(old, now)) return [`${at}: ${brief(now)} instead of ${brief(old)}`]
  const added = valuesOf(old) && (valuesOf(now)?.filter((value) => !valuesOf(old)!.includes(value)) ?? ['anything'])
  return [
    ...(added ?? []).map((value) => `${at}: may be ${String(value)}`),
    ...(old.pattern !== undefined && now.pattern !== old.pattern ? [`${at}: another pattern`] : []),
    ...(old.required ?? [])
      .filter((key) => !now.required?.includes(key))
      .map((key) => `${at}: ${key} is not always there`),
    ...Object.entries(old.properties ?? {}).flatMap(([key, schema]) =>
      now.properties?.[key] ? unreadable(schema, now.properties[key], `${at}.${key}`) : [],
    ),
    ...(old.items && now.items ? unreadable(old.items, now.items, `${at}[]`) : []),
    ...inRecords(unreadable, old, now, at),
  ]
}

/** What may be one thing or another, most often null: told as a list of schemas, or of types. */
const isChoice = (schema: JsonSchema) => schema.anyOf !== undefined || Array.isArray(schema.type)
const alternatives = (schema: JsonSchema): JsonSchema[] =>
  schema.anyOf ??
  [schema.type].flat().map((type) => (type === 'null' ? { type } : { ...schema, ...(type && { type }) }))
const valuesOf = (schema: JsonSchema): unknown[] | null => schema.enum ?? ('const' in schema ? [schema.const] : null)
const brief = (schema: JsonSchema): string => JSON.stringify(schema).slice(0, 80)

/** Of another type altogether; what is one of named values has their type. */
const isOther = (old: JsonSchema, now: JsonSchema) => typeOf(old) !== typeOf(now)
const typeOf = (schema: JsonSchema) => schema.type ?? typeof valuesOf(schema)?.[0]

function inRecords(compare: typeof unaccepted, old: JsonSchema, now: JsonSchema, at: string): string[] {
  const [was, is] = [old.additionalProperties, now.additionalProperties]
  if (typeof was === 'object' && typeof is === 'object') return compare(was, is, `${at} by name`)
  return compare === unaccepted && was !== false && is === false && old.type === 'object' ? [`${at} no more keys`] : []
}
