import { createWriteStream } from 'node:fs'
import { join } from 'node:path'

/** What happened, as it happened: one JSON object a line, with the time in milliseconds and who it concerns. */
export type History = {
  write(who: string, what: string, facts?: Record<string, unknown>): void
  close(): Promise<void>
}

export function openHistory(folder: string): History {
  const file = createWriteStream(join(folder, 'history.jsonl'))
  return {
    write(who, what, facts = {}) {
      file.write(`${JSON.stringify({ t: Date.now(), who, what, ...facts })}\n`)
    },
    close: () => new Promise((resolve) => file.end(resolve)),
  }
}
