import { DomainError } from '../../shared/errors.ts'
import { newId } from '../../shared/new-id.ts'
import { deriveKeys } from '../auth/keys.ts'
import { createSignIns } from '../auth/sign-ins.ts'
import { inviteCodes } from '../auth/invite-codes.ts'
import { readConfig, type Config } from '../config.ts'
import type { Ports } from '../domain/ports.ts'
import { findAddresses } from '../http/addresses.ts'
import { createMemoryBus } from '../live/memory-bus.ts'
import { StartupError } from '../startup-error.ts'
import { findLockHolder, isServed } from '../storage/data-lock.ts'
import { hasDatabase, openDatabase } from '../storage/database.ts'
import { createLogStore } from '../storage/log-store.ts'
import { createOperatorStore } from '../storage/operator-store.ts'
import { createRecordsStore } from '../storage/records-store.ts'
import { createSignInStore } from '../storage/sign-in-store.ts'
import { draftRecap } from '../workers/draft-recap.ts'
import { planRounds } from '../workers/plan-rounds.ts'
import { createDesk, type Desk } from './desk.ts'
import { deskFiles } from './desk-files.ts'
import { reachDesk, refusalSentence } from './desk-socket.ts'

/** Does something at the desk: that of the Kith that runs on the embedded database, or one over the database itself. */
export async function atDesk<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  const config = readConfig(undefined, refuseNothing)
  const isRunning =
    config.mode === 'embedded' && (findLockHolder(config.dataDir) !== null || (await isServed(config.dataDir)))
  if (isRunning) return work(reachDesk(config.dataDir))
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    nodeId: 'kith-desk',
    unsafe: config.unsafe,
  })
  try {
    const keys = deriveKeys(config.secret)
    const { linkOrigin } = findAddresses(config)
    const ports: Ports = {
      log: createLogStore(database.sql),
      records: createRecordsStore(database.sql),
      // An invite and a link are no events: nobody who is connected has anything to hear.
      bus: createMemoryBus(() => {}),
      newId,
      digest: keys.digest,
      inviteCode: inviteCodes(keys, () => linkOrigin),
      draftRecap,
      planRounds,
    }
    const signIns = createSignIns({ store: createSignInStore(database), keys })
    const linkOf = (code: string) => `${linkOrigin}/sign-in/${code}`
    return await work(
      createDesk({ ports, store: createOperatorStore(database), signIns, linkOf, files: deskFiles(database, config) }),
    )
  } catch (error) {
    if (error instanceof DomainError) throw new StartupError(refusalSentence(error))
    throw error
  } finally {
    await database.close()
  }
}

// In a shell without the settings of Kith a verb would make a database of its own in ./data, and back up nothing.
function refuseNothing({ mode, dataDir }: Pick<Config, 'mode' | 'dataDir'>): void {
  if (mode === 'services' || hasDatabase(dataDir)) return
  throw new StartupError(
    `There is no database in ${dataDir}: give this command the DATABASE_URL or the DATA_DIR with which Kith runs.`,
  )
}
