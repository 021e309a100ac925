import { parentPort, workerData } from 'node:worker_threads'
import { recapDraft } from '../domain/recap-draft/draft.ts'
import type { Transcript } from '../domain/recap-draft/types.ts'

parentPort?.postMessage(recapDraft(workerData as Transcript))
