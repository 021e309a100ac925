import { resolve } from 'node:path'
import { StartupError } from '../startup-error.ts'
import type { Verb } from './kith.ts'
import { atDesk } from './open-desk.ts'
import { refuseOptions, wantsHelp } from './options.ts'

const USAGE = `kith ledger <file>

Writes what was taken back so far into a small file, in place of an earlier one: removed messages and memberships, lowered
roles, revoked invites, passkeys and addresses that are gone. It holds ids, numbers and times, nothing that anybody wrote.
Let it run often, and keep the file where you keep your backups: kith restore --ledger takes the same back again, so that
an older backup does not bring it back. Works while Kith runs and while it does not.
`

/** `kith ledger`: the figures on stdout. */
export const ledger: Verb = async (args, io) => {
  if (wantsHelp(args)) {
    io.stdout.write(USAGE)
    return 0
  }
  const [file, ...rest] = args
  if (file === undefined || file.startsWith('-')) throw new StartupError('ledger needs a file; try kith ledger --help.')
  refuseOptions('ledger', rest)
  const { words, members } = await atDesk((desk) => desk.ledger({ path: resolve(file) }))
  io.stdout.write(`${words} messages and ${members} memberships that were taken back are in ${file}.\n`)
  return 0
}
