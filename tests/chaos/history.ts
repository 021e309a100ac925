import { createWriteStream } from 'node:fs'
import { join } from 'node:path'

/** What happened, as it happened: one JSON object a line, with the time in milliseconds and who it concerns. */
export type History = {
  /** What happens after the history was closed is no part of it. */
  write(who: string, what: string, facts?: Record<string, unknown>): void
  close(): Promise<void>
}

export function openHistory(folder: string): History {
  const file = createWriteStream(join(folder, 'history.jsonl'))
  let isOver = false
  return {
    write(who, what, facts = {}) {
      if (!isOver) file.write(`${JSON.stringify({ t: Date.now(), who, what, ...facts })}\n`)
    },
    close() {
      isOver = true
      return new Promise((resolve) => file.end(resolve))
    },
  }
}
