import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
}

const LIMIT_KB = 100
// The other entries are for the pages that the server writes: signing in, recaps.
const CLIENT = 'index.html'
const ROOM_PAGE = 'pages/room-page.tsx'

/**
 * What a browser that knows nothing of Kith fetches before it shows a room: script and style, packed by gzip.
 * @param built the folder of the built client
 */
export function firstVisitKb(built: string): number {
  const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const entries = Object.keys(manifest).filter((key) => key === CLIENT || key === ROOM_PAGE)
  const files = new Set<string>()
  for (const key of closure(manifest, entries)) {
    const { file, css = [] } = manifest[key] ?? { file: '' }
    for (const one of [file, ...css]) files.add(one)
  }
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(built, file))).length)
  return sizes.reduce((sum, size) => sum + size, 0) / 1_000
}

/** A sentence when the first visit is too heavy or cannot be weighed; none when it is light enough. */
export function heavyFirstVisit(built: string): string[] {
  if (!existsSync(built)) return []
  const kb = firstVisitKb(built)
  return kb > LIMIT_KB ? [`A first visit to a room is ${kb.toFixed(1)} KB packed: at most ${LIMIT_KB}.`] : []
}

function closure(manifest: Record<string, Chunk>, from: string[]): Set<string> {
  const found = new Set<string>()
  const queue = [...from]
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (found.has(key)) continue
    found.add(key)
    queue.push(...(manifest[key]?.imports ?? []))
  }
  return found
}
