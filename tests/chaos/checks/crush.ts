import { createFindings, type Check } from './verdict.ts'

/** P7: of all who come with an invite, as many as fit are members at the end, and everybody else is in line. */
export const crushOfInvites: Check = ({ marks, stored }) => {
  const findings = createFindings()
  const redeemed = marks.filter(({ what }) => what === 'came')
  if (redeemed.length === 0) return null
  for (const { who, ok, error } of redeemed)
    if (!ok) findings.add(`${String(who)} was refused: ${JSON.stringify(error)}`)
  const members = new Set(stored.members.filter(({ isEnded }) => !isEnded).map(({ person }) => person))
  const { capacity } = stored.circles[0]!
  if (members.size !== capacity) findings.add(`the circle has ${members.size} of ${capacity} members`)
  const joined = stored.invites.filter(({ usedBy }) => usedBy !== null && members.has(usedBy)).length
  const waiting = new Set(stored.line.map(({ person }) => person)).size
  if (joined + waiting !== redeemed.length)
    findings.add(`${redeemed.length} came, ${joined} joined and ${waiting} are in line`)
  return findings.verdict({
    promise: 'P7',
    says: 'of a thousand who come at once as many become members as fit',
    figures: `${redeemed.length} came to a circle of ${capacity}, ${stored.line.length} stand in line, ${findings.count()} wrong`,
  })
}

/** P6: a rush ends with every seat taken, once, and nobody without an answer. */
export const crushAtTables: Check = ({ marks, stored }) => {
  const findings = createFindings()
  const rushes = marks.filter(({ what }) => what === 'rush')
  if (rushes.length === 0) return null
  for (const { room, capacity, refused } of rushes) {
    const changes = stored.trace.filter(({ kind, place }) => kind === 'seat' && place === room)
    let sitting = 0
    const most = changes.reduce((most, { change }) => Math.max(most, (sitting += change)), 0)
    if (most !== capacity) findings.add(`${String(room)} held ${most} of ${String(capacity)} at most`)
    if (refused !== 0) findings.add(`${String(refused)} were refused`)
  }
  const asked = rushes.reduce((sum, rush) => sum + Number(rush['asked']), 0)
  return findings.verdict({
    promise: 'P6',
    says: 'a rush fills every seat once',
    figures: `${asked} asked for ${rushes.reduce((sum, rush) => sum + Number(rush['capacity']), 0)} seats, ${findings.count()} wrong`,
  })
}
