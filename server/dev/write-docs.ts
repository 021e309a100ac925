import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { asyncApiDocument } from '../http/asyncapi.ts'
import { openApiDocument } from '../http/openapi.ts'

/** The documents that are checked in, as their files hold them; a test compares. */
export const documents = {
  'openapi.json': () => `${JSON.stringify(openApiDocument(), null, 1)}\n`,
  'asyncapi.json': () => `${JSON.stringify(asyncApiDocument(), null, 1)}\n`,
}

if (import.meta.main) {
  const folder = fileURLToPath(new URL('../../docs/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(documents)) writeFileSync(folder + name, text())
}
