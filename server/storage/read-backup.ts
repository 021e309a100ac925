import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { StartupError } from '../startup-error.ts'
import { isMark, type BackupEnd, type BackupHead, type BackupTable } from './backup-format.ts'

export interface Backup {
  head: BackupHead
  /** The rows, some at a time, and at last the end. Throws `StartupError` when the file stops before its end. */
  parts(): AsyncGenerator<{ table: string; rows: string[] } | { end: BackupEnd }>
  close(): void
}

const ROWS_AT_ONCE = 500
const CHARACTERS_AT_ONCE = 1_000_000

/** Opens a backup. Throws `StartupError` when the file is not one, or is one of a newer Kith. */
export async function openBackup(path: string): Promise<Backup> {
  const file = createReadStream(path)
  const unpacked = createGunzip()
  file.on('error', (error) => unpacked.destroy(error))
  // Also for what goes wrong after nobody reads any more.
  unpacked.on('error', () => {})
  const lines = linesOf(file.pipe(unpacked).setEncoding('utf8'))
  const next = () =>
    lines.next().catch((error: Error) => {
      throw new StartupError(`${path} cannot be read as a backup (${error.message}): name another file.`)
    })
  const head = headOf(path, (await next()).value as string | undefined)
  return { head, parts: () => partsOf(path, next), close: () => file.destroy() }
}

// Node's own reader of lines ends one at U+2028 and U+2029 as well, which people write and JSON leaves as they are.
async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let begun = ''
  for await (const text of texts) {
    const lines = (begun + text).split('\n')
    begun = lines.pop()!
    yield* lines
  }
  if (begun !== '') yield begun
}

function headOf(path: string, line: string | undefined): BackupHead {
  const head = line && isMark(line) ? (JSON.parse(line.slice(1)) as Partial<BackupHead>) : {}
  if (head.format === undefined) throw new StartupError(`${path} is no backup of Kith: name another file.`)
  if (head.format !== 1) throw new StartupError(`${path} was made by a newer Kith: install that version first.`)
  return head as BackupHead
}

async function* partsOf(
  path: string,
  next: () => Promise<IteratorResult<string, undefined>>,
): ReturnType<Backup['parts']> {
  let table = ''
  let rows: string[] = []
  let characters = 0
  for (let line = await next(); !line.done; line = await next()) {
    const isFull = rows.length >= ROWS_AT_ONCE || characters >= CHARACTERS_AT_ONCE
    if (rows.length > 0 && (isFull || isMark(line.value))) {
      yield { table, rows }
      rows = []
      characters = 0
    }
    if (isMark(line.value)) {
      const mark = JSON.parse(line.value.slice(1)) as BackupTable | BackupEnd
      if ('rooms' in mark) return yield { end: mark }
      table = mark.table
    } else {
      rows.push(line.value)
      characters += line.value.length
    }
  }
  throw new StartupError(`${path} stops before its end: name another file, this one is not whole.`)
}
