import type { Verb } from './kith.ts'
import { atDesk } from './open-desk.ts'
import { refuseOptions, wantsHelp } from './options.ts'
import { StartupError } from '../startup-error.ts'

const USAGE = `kith sign-in-link <name or id of a member>

Makes a link that signs this person in on one device, once, within a day: for whoever has lost every other way in.
Give it to nobody else. Works while Kith runs and while it does not.
`

export const signInLink: Verb = async (args, io) => {
  if (wantsHelp(args)) {
    io.stdout.write(USAGE)
    return 0
  }
  const [member, ...rest] = args
  if (member === undefined) throw new StartupError('sign-in-link needs the name or the id of a member.')
  refuseOptions('sign-in-link', rest)
  const { link, name, expiresAt } = await atDesk((desk) => desk.signInLink({ member }))
  io.stdout.write(`${link}\n`)
  io.stderr.write(`For ${name}, once, until ${new Date(expiresAt).toLocaleString('en-GB')}.\n`)
  return 0
}
