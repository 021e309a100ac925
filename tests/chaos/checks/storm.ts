import { createFindings, type Check } from './verdict.ts'

const backMs = 30_000
/** What a node may hold: its pool, its lanes for transactions. */
const connectionsAtMost = 14
/** How late an event loop may be, 99 times in 100: promised for so many people; of fewer, each pause of the machine shows. */
const lagAtMostMs = 100
const crowd = 1_000

/** P17: when all come back at once, all come in. */
export const storm: Check = ({ marks, connections }) => {
  const findings = createFindings()
  const storms = marks.filter(({ what }) => what === 'storm')
  if (storms.length === 0) findings.add('there was no storm')
  for (const { people, away, ms, lagMs, connections: most } of storms) {
    if (Number(away) > 0 || Number(ms) > backMs) findings.add(`${away} of ${people} were away after ${ms} ms`)
    if (Number(people) >= crowd && Number(lagMs) > lagAtMostMs)
      findings.add(`an event loop was held up for ${lagMs} ms`)
    if (Number(most) > connectionsAtMost) findings.add(`a node had ${most} connections to the database`)
  }
  const late = connections.filter(({ what, why }) => what === 'lost' && why === 'timeout')
  for (const { who } of late) findings.add(`${who} waited in vain for a handshake`)
  const all = (fact: string) => storms.map((mark) => mark[fact]).join('/')
  return findings.verdict({
    promise: 'P17',
    says: 'all come back at once, and all come in',
    figures: `${all('people')} people back after ${all('ms')} ms, ${late.length} handshakes timed out, event loops held up p99 ${all('lagMs')} ms (that of the people ${all('ownLagMs')} ms), at most ${all('connections')} database connections a node`,
  })
}
