import { commands } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import type { SignIns } from '../auth/sign-ins.ts'
import type { Ports } from '../domain/ports.ts'
import { runCommand } from '../domain/run-command.ts'
import { readInput } from '../live/read-input.ts'
import { StartupError } from '../startup-error.ts'
import type { BackupFigures } from '../storage/backup-format.ts'
import type { OperatorStore } from '../storage/operator-store.ts'
import type { DeskFiles } from './desk-files.ts'

/** What whoever runs the machine may do for people. Refuses with a plain sentence, as a `StartupError`. */
export type Desk = {
  /** A link that signs somebody in, once, within a day. */
  signInLink(input: { member: string }): Promise<{ link: string; name: string; expiresAt: number }>
  /** An invite in the name of the circle's steward who joined first. */
  invite(input: { circle: string; for: string; reason: string }): Promise<Invited>
  /** Writes everything into a new file. */
  backup(input: { path: string }): Promise<BackupFigures>
  /** Writes what was taken back so far. */
  ledger(input: { path: string }): Promise<{ words: number; members: number }>
}

export type Invited = { link: string; circleName: string; inviterName: string; expiresAt: number }

export function createDesk(options: {
  ports: Ports
  store: OperatorStore
  signIns: SignIns
  linkOf(code: string): string
  files: DeskFiles
}): Desk {
  const { ports, store, signIns, files } = options
  return {
    async signInLink({ member }) {
      const people = await store.findPeople(member)
      const listed = people.map(({ personId, circles }) => `${personId} (${circles.join(', ') || 'in no circle'})`)
      const { personId, name } = theOne(people, `Nobody here is called ${member}`, member, listed)
      const { code, expiresAt } = await signIns.makeLink('operator', personId)
      return { link: options.linkOf(code), name, expiresAt }
    },
    async invite({ circle, for: addressee, reason }) {
      const circles = await store.findCircles(circle)
      const listed = circles.map(({ circleId, stewardName }) => `${circleId} (steward ${stewardName})`)
      const found = theOne(circles, `No circle here is called ${circle}`, circle, listed)
      const asked = { commandId: newId(), circleId: found.circleId, addressee, reason }
      const input = readInput(commands['invite:create'].input, asked)
      const actor = { personId: found.stewardId, signInId: null }
      const { link, expiresAt } = await runCommand(ports, actor, 'invite:create', input)
      return { link, expiresAt, circleName: found.name, inviterName: found.stewardName }
    },
    backup: ({ path }) => files.backUp(path),
    ledger: ({ path }) => files.writeLedger(path),
  }
}

function theOne<Found>(found: Found[], none: string, name: string, listed: string[]): Found {
  const [first] = found
  if (!first) throw new StartupError(`${none}: look at the spelling.`)
  if (found.length > 1)
    throw new StartupError(`Several are called ${name}; give one of these instead: ${listed.join(', ')}.`)
  return first
}
