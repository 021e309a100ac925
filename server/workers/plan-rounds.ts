import { Worker } from 'node:worker_threads'
import type { Ports } from '../domain/ports.ts'

type Plan = Ports['planRounds']

const PATIENCE_MS = 10_000

/** Plans rounds in a thread of its own, so that nobody's message waits for the search. */
export const planRounds: Plan = (instance, seed) => {
  const worker = new Worker(new URL('./plan-rounds-worker.ts', import.meta.url), { workerData: { instance, seed } })
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Plan>>>()
  const timer = setTimeout(() => reject(new Error('a round took too long to plan')), PATIENCE_MS)
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('the thread that plans rounds ended early')))
  return promise.finally(() => {
    clearTimeout(timer)
    void worker.terminate()
  })
}
