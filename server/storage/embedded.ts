import { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { StartupError } from '../startup-error.ts'
import type { DumpCompression, FromWorker, ToWorker, WorkerStart } from './embedded-protocol.ts'

export interface EmbeddedDatabase {
  /** A new connection, for the `socket` option of postgres.js. */
  connect(): Duplex
  /** The database's files as a tar, between two transactions. */
  dump(compression: DumpCompression): Promise<Uint8Array>
  /** Resolves with the reason when the database has died: it answers nothing any more. */
  died: Promise<Error>
  close(): Promise<void>
}

/**
 * Opens PGlite in a worker thread, because a slow query stops the event loop that it runs on.
 * @param start.directory the database's own directory, made when missing; null keeps everything in memory
 * @param start.template the path of a dump to begin from, for an empty directory only
 */
export async function openEmbedded(start: WorkerStart): Promise<EmbeddedDatabase> {
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: start })
  const connections = new Map<number, EmbeddedConnection>()
  const dumps: ((bytes: Uint8Array) => void)[] = []
  const post = (message: ToWorker) => worker.postMessage(message)
  let made = 0

  await opened(worker)
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'bytes') connections.get(message.connection)?.push(message.bytes)
    else if (message.kind === 'hung-up') connections.get(message.connection)?.destroy()
    else if (message.kind === 'dumped') dumps.shift()?.(message.bytes)
  })
  const died = Promise.withResolvers<Error>()
  let ended: Error | null = null
  let isClosing = false
  const lose = (reason: Error) => {
    ended ??= reason
    connections.forEach((connection) => connection.destroy(reason))
    if (!isClosing) died.resolve(ended)
  }
  worker.on('error', lose)
  worker.on('exit', () => lose(new Error('the embedded database has ended')))

  return {
    connect() {
      if (ended) throw ended
      const id = ++made
      const connection = new EmbeddedConnection(id, post)
      connections.set(id, connection)
      connection.once('close', () => {
        connections.delete(id)
        post({ kind: 'hang-up', connection: id })
      })
      return connection
    },
    dump(compression) {
      const dumped = new Promise<Uint8Array>((resolve) => {
        dumps.push(resolve)
        post({ kind: 'dump', compression })
      })
      return Promise.race([dumped, died.promise.then((reason) => Promise.reject(reason))])
    },
    died: died.promise,
    async close() {
      isClosing = true
      if (ended) return
      const closed = new Promise<void>((resolve) => {
        worker.on('exit', () => resolve())
        worker.on('message', (message: FromWorker) => message.kind === 'closed' && resolve())
      })
      post({ kind: 'close' })
      await closed
      await worker.terminate()
    },
  }
}

function opened(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new StartupError(`The embedded database cannot be opened (${reason}): restore a backup into DATA_DIR.`))
    worker.once('error', (error) => fail(String(error)))
    worker.once('message', (message: FromWorker) => {
      if (message.kind !== 'failed') return resolve()
      void worker.terminate()
      fail(message.reason)
    })
  })
}

/** What postgres.js takes for a socket: bytes go to the worker, and its answers come back. */
class EmbeddedConnection extends Duplex {
  /** postgres.js looks at it when it ends a connection. */
  readyState: 'open' | 'closed' = 'open'
  readonly #id: number
  readonly #post: (message: ToWorker) => void

  constructor(id: number, post: (message: ToWorker) => void) {
    super()
    this.#id = id
    this.#post = post
    this.once('close', () => (this.readyState = 'closed'))
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // A copy: posting a slice of Node's shared pool would clone the whole pool.
    this.#post({ kind: 'bytes', connection: this.#id, bytes: new Uint8Array(chunk) })
    done()
  }
}
