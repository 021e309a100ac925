import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import {
  endsIdle,
  Framer,
  type DumpCompression,
  type FromWorker,
  type ToWorker,
  type WorkerStart,
} from './embedded-protocol.ts'

interface Connection {
  id: number
  framer: Framer
  hungUp: boolean
}

/** A file as the blob that PGlite takes. One of Node's own is read in many pieces, which takes longer than all the rest. */
class Dump extends Blob {
  readonly #path: string

  constructor(path: string) {
    super()
    this.#path = path
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(readFileSync(this.#path).buffer)
  }
}

// PGlite is one PostgreSQL session. A connection owns it from the first message of a unit until the database says that
// it is idle again: what several connections send never mixes inside a transaction.
const connections = new Map<number, Connection>()
const line: Connection[] = []
const chores: (() => Promise<void>)[] = []
let owner: Connection | null = null
let idle = true
let atChore = false

const database = await open(workerData).catch((error: unknown) => {
  send({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
  return null
})
parentPort?.on('message', receive)
if (database) send({ kind: 'open' })

function open(start: WorkerStart): Promise<PGlite> {
  return PGlite.create({
    // Filling the usual 128 MB with zeros took as long as the rest of a start; the system keeps what is read often as well.
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'],
    ...(start.directory === null ? {} : { dataDir: start.directory }),
    ...(start.template === null ? {} : { loadDataDir: new Dump(start.template) }),
  })
}

function receive(message: ToWorker): void {
  if (message.kind === 'dump') chores.push(() => dump(message.compression))
  else if (message.kind === 'close') chores.push(close)
  else {
    const connection = connectionOf(message.connection)
    if (message.kind === 'bytes') connection.framer.push(message.bytes)
    else connection.hungUp = true
    if (connection !== owner && !line.includes(connection)) line.push(connection)
  }
  serve()
}

function connectionOf(id: number): Connection {
  const known = connections.get(id)
  if (known) return known
  const connection: Connection = { id, framer: new Framer(), hungUp: false }
  connections.set(id, connection)
  return connection
}

function serve(): void {
  while (!atChore) {
    if (owner === null) {
      const chore = chores.shift()
      if (chore) return void doChore(chore)
      owner = line.shift() ?? null
      if (owner === null) return
    }
    if (!step(owner)) return
  }
}

/** Runs the owner's next unit; false when the owner keeps the session and has sent nothing more yet. */
function step(connection: Connection): boolean {
  const unit = connection.hungUp ? null : connection.framer.next()
  if (connection.hungUp || unit?.kind === 'terminate') {
    hangUp(connection)
    return true
  }
  if (unit === null) {
    if (idle) owner = null
    return idle
  }
  const answer = run(unit.bytes)
  if (answer.length > 0) send({ kind: 'bytes', connection: connection.id, bytes: answer })
  idle = unit.kind !== 'partial' && endsIdle(answer)
  if (idle) {
    // Back to the end of the line: nobody waits behind a connection that never falls silent.
    owner = null
    line.push(connection)
  }
  return true
}

// A connection lost half-way leaves neither an open transaction nor half a statement to the next owner.
function hangUp(connection: Connection): void {
  if (!idle) run(Buffer.from('S\0\0\0\x04Q\0\0\0\x0drollback\0', 'latin1'))
  idle = true
  owner = null
  connections.delete(connection.id)
  send({ kind: 'hung-up', connection: connection.id })
}

function run(bytes: Uint8Array): Uint8Array {
  if (database === null) throw new Error('the embedded database is not open')
  return database.execProtocolRawSync(new Uint8Array(bytes))
}

async function doChore(chore: () => Promise<void>): Promise<void> {
  atChore = true
  await chore()
  atChore = false
  serve()
}

async function dump(compression: DumpCompression): Promise<void> {
  if (database === null) return
  const file = await database.dumpDataDir(compression)
  send({ kind: 'dumped', bytes: new Uint8Array(await file.arrayBuffer()) })
}

async function close(): Promise<void> {
  await database?.close()
  send({ kind: 'closed' })
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message)
}
