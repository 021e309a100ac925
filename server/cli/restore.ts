import { readConfig, type Config } from '../config.ts'
import { adoptSecret, secretCheckOf } from '../secret.ts'
import { StartupError } from '../startup-error.ts'
import type { BackupHead } from '../storage/backup-format.ts'
import { openDatabase } from '../storage/database.ts'
import { openBackup } from '../storage/read-backup.ts'
import { restoreBackup } from '../storage/restore-backup.ts'
import type { Verb } from './kith.ts'
import { refuseOptions, wantsHelp } from './options.ts'

const USAGE = `kith restore <file> [--replace] [--another-secret]

Reads a backup into an empty database, all of it or nothing, and compares every room's log with what was written. Kith
must not run meanwhile.

  --replace         loses what is in the database now
  --another-secret  reads a backup that was made with another KITH_SECRET: everybody signs in anew by a link from you,
                    and mail addresses have to be given again
`

/** `kith restore`: the figures on stdout. */
export const restore: Verb = async (args, io) => {
  if (wantsHelp(args)) {
    io.stdout.write(USAGE)
    return 0
  }
  const flags = ['--replace', '--another-secret']
  const [file, ...rest] = args.filter((arg) => !flags.includes(arg))
  if (file === undefined || file.startsWith('-'))
    throw new StartupError('restore needs a file; try kith restore --help.')
  refuseOptions('restore', rest)
  const config = readConfig()
  const backup = await openBackup(file)
  const takeSecret = secretStep(config, backup.head, args.includes('--another-secret'))
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    nodeId: 'kith-restore',
    unsafe: config.unsafe,
    migrated: false,
  })
  try {
    const { rooms, events, rows } = await restoreBackup(database, backup, args.includes('--replace'))
    takeSecret()
    io.stdout.write(
      `${events} events of ${rooms} rooms, ${rows} rows in all, are back; every room's log is as it was.\n`,
    )
    return 0
  } finally {
    backup.close()
    await database.close()
  }
}

// What was sealed and signed with one secret cannot be opened or known again with another.
function secretStep(config: Config, { secret, secretCheck }: BackupHead, isAnotherFine: boolean): () => void {
  if (secretCheckOf(config.secret) === secretCheck || isAnotherFine) return () => {}
  if (secret !== null && config.keepsOwnSecret) return () => adoptSecret(config.dataDir, secret)
  throw new StartupError(
    'The backup was made with another secret: set KITH_SECRET to that one, or add --another-secret (see --help).',
  )
}
