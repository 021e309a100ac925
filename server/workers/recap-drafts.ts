import { Worker } from 'node:worker_threads'
import type { RecapDraft, Transcript } from '../domain/recap-draft/types.ts'

const patienceMs = 30_000

/**
 * Drafts a recap in a thread of its own: ranking an hour of talk takes longer than any socket should wait. One thread a
 * draft, because drafts are rare; it ends with its answer, or after 30 seconds with an error.
 */
export function draftInWorker(transcript: Transcript): Promise<RecapDraft> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./recap-draft-worker.ts', import.meta.url), { workerData: transcript })
    const timer = setTimeout(() => {
      void worker.terminate()
      reject(new Error(`no draft within ${patienceMs} ms`))
    }, patienceMs)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('the thread ended without a draft'))
    })
  })
}
