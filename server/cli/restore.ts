import { readConfig, type Config } from '../config.ts'
import { adoptSecret, secretCheckOf } from '../secret.ts'
import { StartupError } from '../startup-error.ts'
import type { BackupHead } from '../storage/backup-format.ts'
import { openDatabase } from '../storage/database.ts'
import { openLedger, type TakenBack } from '../storage/ledger.ts'
import { openBackup } from '../storage/read-backup.ts'
import { restoreBackup } from '../storage/restore-backup.ts'
import type { Verb } from './kith.ts'
import { refuseOptions, wantsHelp } from './options.ts'

const USAGE = `kith restore <file> [--ledger <file>] [--replace] [--keep-sign-ins] [--another-secret]

Reads a backup into an empty database, all of it or nothing, and compares every room's log with what was written. Kith
must not run meanwhile.

Nobody is signed in afterwards, and links that were not used yet are spent: people come in by mail, by a passkey, or with
a link from you, as you do yourself (kith sign-in-link <your name>).

  --ledger <file>   takes back again what was taken back after the backup, as kith ledger has written it: removed words
                    and memberships, lowered roles, revoked invites, ways in that are gone. A message that was edited
                    since is removed. Without it the database that is replaced is asked, if it is of a later moment.
  --replace         loses what is in the database now
  --keep-sign-ins   leaves everybody signed in: for a move to another machine, where nothing was said since the backup
  --another-secret  reads a backup that was made with another KITH_SECRET: everybody signs in anew by a link from you,
                    and mail addresses have to be given again
`

/** `kith restore`: the figures on stdout. */
export const restore: Verb = async (args, io) => {
  if (wantsHelp(args)) {
    io.stdout.write(USAGE)
    return 0
  }
  const asked = readArguments(args)
  const config = readConfig()
  const ledger = asked.ledger === null ? null : openLedger(asked.ledger)
  const backup = await openBackup(asked.file)
  const takeSecret = secretStep(config, backup.head, asked.isAnotherSecretFine)
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    nodeId: 'kith-restore',
    unsafe: config.unsafe,
    migrated: false,
  })
  try {
    const { replace, keepSignIns } = asked
    const { figures, takenBack } = await restoreBackup(database, backup, { replace, keepSignIns, ledger })
    takeSecret()
    const { rooms, events, rows } = figures
    io.stdout.write(
      `${events} events of ${rooms} rooms, ${rows} rows in all, are back; every room's log is as it was.\n` +
        (takenBack ? sentenceOf(takenBack) : silence(backup.head)) +
        (keepSignIns ? '' : 'Everybody signs in anew; for yourself: kith sign-in-link <your name>.\n'),
    )
    return 0
  } finally {
    backup.close()
    await database.close()
  }
}

function readArguments(args: string[]) {
  const at = args.indexOf('--ledger')
  const ledger = at < 0 ? null : args[at + 1]
  if (ledger === undefined) throw new StartupError('--ledger needs a file; try kith restore --help.')
  const others = at < 0 ? args : args.toSpliced(at, 2)
  const flags = ['--replace', '--keep-sign-ins', '--another-secret']
  const [file, ...rest] = others.filter((arg) => !flags.includes(arg))
  if (file === undefined || file.startsWith('-'))
    throw new StartupError('restore needs a file; try kith restore --help.')
  refuseOptions('restore', rest)
  const [replace, keepSignIns, isAnotherSecretFine] = flags.map((flag) => others.includes(flag)) as [
    boolean,
    boolean,
    boolean,
  ]
  return { file, ledger, replace, keepSignIns, isAnotherSecretFine }
}

function sentenceOf({ messages, members, guests, roles, invites, waysIn, kept }: TakenBack): string {
  const stayed = kept.map(
    ({ name, circleName }) =>
      `${name} stays a steward of ${circleName}: it would have none. Somebody there must decide.\n`,
  )
  return (
    `Taken back again, as it was after the backup: ${messages} messages, ${members} memberships, ${guests} guests, ${roles} roles, ` +
    `${invites} invites, ${waysIn} passkeys and addresses.\n${stayed.join('')}`
  )
}

const silence = ({ madeAt }: BackupHead) =>
  `The backup is of ${new Date(madeAt).toLocaleString('en-GB')}. What was removed or revoked after that is in it again, ` +
  'because nothing tells what it was (kith ledger --help).\n'

// What was sealed and signed with one secret cannot be opened or known again with another.
function secretStep(config: Config, { secret, secretCheck }: BackupHead, isAnotherFine: boolean): () => void {
  if (secretCheckOf(config.secret) === secretCheck || isAnotherFine) return () => {}
  if (secret !== null && config.keepsOwnSecret) return () => adoptSecret(config.dataDir, secret)
  throw new StartupError(
    'The backup was made with another secret: set KITH_SECRET to that one, or add --another-secret (see --help).',
  )
}
