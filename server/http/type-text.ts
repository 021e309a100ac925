import type { JsonSchema } from './json-schema.ts'

/** A schema in one line that people read: `{ roomId: id, text: string up to 8000, replyTo?: integer }`. */
export function typeText(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' | ')
  if (schema.type === 'array') return schema.items ? `list of ${typeText(schema.items)}` : 'list'
  if (schema.type === 'object') return objectText(schema)
  if (schema.pattern?.startsWith('^[0-9a-f]{8}-')) return 'id'
  if (schema.type === 'string' && schema.maxLength) return `string up to ${schema.maxLength}`
  return schema.type ?? 'anything'
}

function objectText({ properties = {}, required = [], additionalProperties }: JsonSchema): string {
  const fields = Object.entries(properties).map(
    ([key, value]) => `${key}${required.includes(key) ? '' : '?'}: ${typeText(value)}`,
  )
  if (fields.length > 0) return `{ ${fields.join(', ')} }`
  return typeof additionalProperties === 'object' ? `map of ${typeText(additionalProperties)}` : '{ }'
}
