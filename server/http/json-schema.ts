import * as z from 'zod/mini'

export type JsonSchema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: JsonSchema | boolean
  pattern?: string
  maxLength?: number
  minimum?: number
  maximum?: number
  [key: string]: unknown
}

/** A schema of the contract as JSON Schema. @param io what is sent to Kith, or what Kith answers */
export function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...found } = z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => mend(jsonSchema) })
  return found as JsonSchema
}

// JSON Schema knows neither the `v` flag of a pattern nor the limits that zod sets on every whole number.
function mend(schema: { pattern?: string; minimum?: number; maximum?: number }): void {
  if (schema.pattern?.includes('RGI_Emoji')) delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
}
