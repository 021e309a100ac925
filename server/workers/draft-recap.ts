import { Worker } from 'node:worker_threads'
import type { Ports } from '../domain/ports.ts'

type RecapDraft = Awaited<ReturnType<Ports['draftRecap']>>

const PATIENCE_MS = 30_000

/** Drafts a recap in a thread of its own, so that nobody's message waits for a long evening to be ranked. */
export function draftRecap(transcript: Parameters<Ports['draftRecap']>[0]): Promise<RecapDraft> {
  const worker = new Worker(new URL('./recap-draft-worker.ts', import.meta.url), { workerData: transcript })
  const { promise, resolve, reject } = Promise.withResolvers<RecapDraft>()
  const timer = setTimeout(() => reject(new Error('a recap took too long to draft')), PATIENCE_MS)
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('the thread that drafts recaps ended early')))
  return promise.finally(() => {
    clearTimeout(timer)
    void worker.terminate()
  })
}
