import { secretInBackup } from '../secret.ts'
import type { BackupFigures } from '../storage/backup-format.ts'
import type { Database } from '../storage/database.ts'
import { writeLedger } from '../storage/ledger.ts'
import { writeBackup } from '../storage/write-backup.ts'

/** What the desk writes into files. */
export type DeskFiles = {
  backUp(path: string): Promise<BackupFigures>
  writeLedger(path: string): Promise<{ words: number; members: number }>
}

export function deskFiles(
  database: Database,
  { secret, keepsOwnSecret }: { secret: string; keepsOwnSecret: boolean },
): DeskFiles {
  return {
    backUp: (path) => writeBackup(database, path, secretInBackup(secret, keepsOwnSecret)),
    writeLedger: (path) => writeLedger(database, path),
  }
}
