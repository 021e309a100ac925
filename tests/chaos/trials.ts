import type { Trial } from './trial.ts'
import { crushTrial } from './trials/crush.ts'
import { embeddedTrial } from './trials/embedded.ts'
import { faultsTrial } from './trials/faults.ts'
import { operationsTrial } from './trials/operations.ts'
import { readersTrial } from './trials/readers.ts'
import { stormTrial } from './trials/storm.ts'

/** In the order in which they run. */
export const trials: Trial[] = [faultsTrial, operationsTrial, crushTrial, readersTrial, stormTrial, embeddedTrial]
