import { parentPort, workerData } from 'node:worker_threads'
import type { Instance } from '../domain/grouping/instance.ts'
import { planRounds } from '../domain/grouping/plan.ts'

const budgetMs = 300

const { instance, seed } = workerData as { instance: Instance; seed: string }
const began = performance.now()
parentPort?.postMessage(planRounds(instance, seed, { clock: () => performance.now() - began, budgetMs }))
