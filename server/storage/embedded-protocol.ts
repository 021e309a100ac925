/** What goes to the worker that holds the embedded database. Bytes are PostgreSQL's wire protocol. */
export type ToWorker =
  | { kind: 'bytes'; connection: number; bytes: Uint8Array }
  | { kind: 'hang-up'; connection: number }
  | { kind: 'dump'; compression: DumpCompression }
  | { kind: 'close' }

export type FromWorker =
  | { kind: 'open' }
  | { kind: 'failed'; reason: string }
  | { kind: 'bytes'; connection: number; bytes: Uint8Array }
  | { kind: 'hung-up'; connection: number }
  | { kind: 'dumped'; bytes: Uint8Array }
  | { kind: 'closed' }

export interface WorkerStart {
  /** The directory of the database files, or null for one that lives in memory. */
  directory: string | null
  /** The path of a dump to begin from, when there is nothing yet. */
  template: string | null
}

/** Packed to keep, plain to start again from at once. */
export type DumpCompression = 'gzip' | 'none'

const QUERY = 0x51
const SYNC = 0x53
const TERMINATE = 0x58
const READY_FOR_QUERY = 0x5a

/** One step of a conversation: the bytes to run, and whether the database answers them with ReadyForQuery. */
export interface Unit {
  bytes: Buffer
  kind: 'startup' | 'complete' | 'partial' | 'terminate'
}

/** Cuts a client's byte stream into units that end where the database answers that it is ready. */
export class Framer {
  #inbox: Buffer = Buffer.alloc(0)
  #started = false

  push(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#inbox = this.#inbox.length === 0 ? chunk : Buffer.concat([this.#inbox, chunk])
  }

  /** The next unit, or null when no whole message has arrived. */
  next(): Unit | null {
    if (!this.#started) return this.#startup()
    let end = 0
    for (;;) {
      const length = this.#lengthAt(end + 1)
      if (length === null || end + 1 + length > this.#inbox.length) break
      const type = this.#inbox[end]
      if (type === TERMINATE && end > 0) break
      end += 1 + length
      if (type === TERMINATE) return { bytes: this.#take(end), kind: 'terminate' }
      if (type === QUERY || type === SYNC) return { bytes: this.#take(end), kind: 'complete' }
    }
    return end === 0 ? null : { bytes: this.#take(end), kind: 'partial' }
  }

  // The very first message has no type byte.
  #startup(): Unit | null {
    const length = this.#lengthAt(0)
    if (length === null || length > this.#inbox.length) return null
    this.#started = true
    return { bytes: this.#take(length), kind: 'startup' }
  }

  #lengthAt(offset: number): number | null {
    return this.#inbox.length < offset + 4 ? null : this.#inbox.readInt32BE(offset)
  }

  #take(length: number): Buffer {
    const taken = this.#inbox.subarray(0, length)
    this.#inbox = this.#inbox.subarray(length)
    return taken
  }
}

/** Whether an answer ends with the database idle: outside any transaction. */
export function endsIdle(answer: Uint8Array): boolean {
  const at = answer.length - 6
  return at >= 0 && answer[at] === READY_FOR_QUERY && answer[at + 4] === 5 && answer[at + 5] === 0x49
}
