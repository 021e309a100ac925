import type { Verb } from './kith.ts'
import { atDesk } from './open-desk.ts'
import { readOptions, wantsHelp } from './options.ts'

const USAGE = `kith invite --circle <name or id> --for <name> --reason <why this person belongs>

Makes an invite for one person: it works once, within 14 days. The reason takes 40 characters or more, and the person
reads it. It is given in the name of the steward who joined first. Works while Kith runs and while it does not.
`

export const invite: Verb = async (args, io) => {
  if (wantsHelp(args)) {
    io.stdout.write(USAGE)
    return 0
  }
  const asked = readOptions('invite', args, ['circle', 'for', 'reason'])
  const { link, circleName, inviterName, expiresAt } = await atDesk((desk) => desk.invite(asked))
  io.stdout.write(`${link}\n`)
  io.stderr.write(
    `For ${asked.for}, into ${circleName}, from ${inviterName}, until ${new Date(expiresAt).toLocaleDateString('en-GB')}.\n`,
  )
  return 0
}
