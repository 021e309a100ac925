import { chmodSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { DomainError } from '../../shared/errors.ts'
import { StartupError } from '../startup-error.ts'
import { deskPath } from '../storage/data-lock.ts'
import type { Desk } from './desk.ts'

/** A backup of much takes long. */
const PATIENCE_MS = 3_600_000

type Answer = { reply: unknown } | { sentence: string }

/**
 * Lets the command line speak to a Kith that runs: while it does, nobody else can open its database. Only who may write
 * in the data directory may speak here.
 *
 * @returns how to stop
 */
export async function serveDesk(desk: Desk, dataDir: string): Promise<() => Promise<void>> {
  const path = deskPath(dataDir)
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = []
    asked.on('data', (chunk: Buffer) => chunks.push(chunk))
    asked.on('end', () => {
      void answerFor(desk, asked.url ?? '', Buffer.concat(chunks).toString()).then((found) =>
        answer.end(JSON.stringify(found)),
      )
    })
  })
  rmSync(path, { force: true })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(path, resolve)
  await promise
  chmodSync(path, 0o600)
  return () =>
    new Promise((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
}

/** The desk of the Kith that runs on a data directory. */
export function reachDesk(dataDir: string): Desk {
  const path = deskPath(dataDir)
  const ask = (name: keyof Desk) => (input: unknown) => exchange(path, name, input) as never
  return { signInLink: ask('signInLink'), invite: ask('invite'), backup: ask('backup'), ledger: ask('ledger') }
}

async function answerFor(desk: Desk, url: string, body: string): Promise<Answer> {
  const name = url.slice(1)
  try {
    if (!Object.hasOwn(desk, name))
      throw new StartupError('The Kith that runs there is of another version: start it anew.')
    return { reply: await desk[name as keyof Desk](JSON.parse(body)) }
  } catch (error) {
    if (error instanceof StartupError) return { sentence: error.message }
    if (error instanceof DomainError) return { sentence: refusalSentence(error) }
    return { sentence: 'Kith could not do this: its log says why.' }
  }
}

/** What a refusal says on the command line. */
export function refusalSentence({ code, details }: DomainError): string {
  const { path, message, reason } = details
  return path === undefined ? `Kith refuses (${[code, reason].filter(Boolean).join(', ')}).` : `${path}: ${message}`
}

function exchange(path: string, name: string, input: unknown): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const asking = request({ socketPath: path, path: `/${name}`, method: 'POST', timeout: PATIENCE_MS }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () => {
      const answer = JSON.parse(Buffer.concat(chunks).toString()) as Answer
      if ('sentence' in answer) reject(new StartupError(answer.sentence))
      else resolve(answer.reply)
    })
  })
  asking.on('error', () =>
    reject(new StartupError('The Kith that runs there does not answer: try again, or start it anew.')),
  )
  asking.on('timeout', () => asking.destroy(new Error('no answer')))
  asking.end(JSON.stringify(input))
  return promise
}
