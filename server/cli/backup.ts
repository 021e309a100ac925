import { resolve } from 'node:path'
import { StartupError } from '../startup-error.ts'
import type { Verb } from './kith.ts'
import { atDesk } from './open-desk.ts'
import { refuseOptions, wantsHelp } from './options.ts'

const USAGE = `kith backup <file>

Writes everything that Kith knows, as it is at one moment, into one new file that only you may read: keep it safe, words
of people are in it. Works while Kith runs and while it does not; an embedded Kith answers nobody else until it is done.
The file goes into either database with kith restore.
`

/** `kith backup`: the figures on stdout. */
export const backup: Verb = async (args, io) => {
  if (wantsHelp(args)) {
    io.stdout.write(USAGE)
    return 0
  }
  const [file, ...rest] = args
  if (file === undefined || file.startsWith('-')) throw new StartupError('backup needs a file; try kith backup --help.')
  refuseOptions('backup', rest)
  const { rooms, events, rows } = await atDesk((desk) => desk.backup({ path: resolve(file) }))
  io.stdout.write(`${events} events of ${rooms} rooms, ${rows} rows in all, are in ${file}.\n`)
  return 0
}
