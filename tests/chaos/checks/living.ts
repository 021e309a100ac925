import type { Call, Evidence } from './evidence.ts'
import { lateness, spread } from './order.ts'
import { createFindings, groupBy, quantile, type Check } from './verdict.ts'

/** What the client waits for an answer: a server that hangs shows as none in all that time, on a connection that stands. */
const patienceMs = 4_000
/**
 * As promised without Redis, and of nine recoveries in ten. Of the others, and of a hundred who lose their node, twice that:
 * the machine starts databases and nodes while it runs everything else.
 */
const bounds = { awayMs: 10_000, recoveryMs: 3_000, longestRecoveryMs: 6_000, withoutRedisMs: 2_000 }

/** P8: whoever loses a node is served by another. */
export const nodeLoss: Check = (evidence) => {
  const findings = createFindings()
  const killed = faultsOf(evidence, /^node (killed|deployed)/)
  const silent = unanswered(evidence)
  if (silent > 0) findings.add(`${silent} were never answered`)
  const away = awayTimes(evidence)
  const afterKills = awayTimes(evidence, 'nodes')
  if (quantile(afterKills, 0.99) > bounds.awayMs)
    findings.add(`of a hundred one was away ${quantile(afterKills, 0.99)} ms`)
  return findings.verdict({
    promise: 'P8',
    says: 'whoever loses a node goes on at another',
    figures: `${killed} nodes killed or deployed, ${away.length} connections lost, away p50/p99/max ${spread(away)} ms, after kills ${spread(afterKills)} ms, ${silent} commands never answered`,
  })
}

/** P9: without a database everything is answered in time, and all of it goes on afterwards. */
export const databaseLoss: Check = (evidence) => {
  const findings = createFindings()
  const asked = inPhase(evidence, 'database')
  const waits = asked.map(({ answeredAt, t }) => answeredAt - t)
  const hung = asked.filter(hangs(evidence)).length
  if (hung > 0) findings.add(`${hung} calls hung`)
  const back = recoveries(evidence)
  if (back.length === 0) findings.add('the database never stayed long enough to see')
  if (quantile(back, 0.9) > bounds.recoveryMs || quantile(back, 1) > bounds.longestRecoveryMs)
    findings.add(`it took ${quantile(back, 0.9)} to ${quantile(back, 1)} ms until a message was taken again`)
  return findings.verdict({
    promise: 'P9',
    says: 'without a database it refuses, and recovers',
    figures: `${faultsOf(evidence, /database (crashed|stopped|black)|backends/)} faults, calls p50/p99/max ${spread(waits)} ms, first message after its return p50/max ${quantile(back, 0.5)}/${quantile(back, 1)} ms`,
  })
}

/** P10: without Redis no node ends, and messages come all the same. */
export const redisLoss: Check = (evidence) => {
  const findings = createFindings()
  const deaths = evidence.marks
    .filter(({ what }) => what === 'deaths')
    .reduce((sum, { times }) => sum + Number(times), 0)
  if (deaths > 0) findings.add(`${deaths} nodes ended by themselves`)
  const late = lateness(evidence)
  const during = late.filter(({ phase }) => phase === 'redis').map(({ ms }) => ms)
  if (quantile(during, 0.99) > bounds.withoutRedisMs)
    findings.add(`of a hundred one was ${quantile(during, 0.99)} ms late`)
  return findings.verdict({
    promise: 'P10',
    says: 'without Redis it is later, never wrong',
    figures: `${faultsOf(evidence, /^redis/)} faults, ${deaths} nodes ended by themselves, late p50/p99/max ${spread(during)} ms`,
  })
}

/** P11: a node whose clock is far off says that it is not ready; what it writes stands in order all the same (P1). */
export const clocks: Check = ({ marks }) => {
  const findings = createFindings()
  const wrong = marks.filter(({ fault }) => fault === 'node clock wrong')
  const drifting = marks.filter(({ fault }) => fault === 'node clock drifts')
  const behind = wrong.filter(({ offMs }) => Number(offMs) < 0)
  const asked = [...wrong, ...drifting]
  for (const { node, offMs = 'more and more', readyz } of asked)
    if (readyz === 200) findings.add(`${node} was wrong by ${offMs} ms and called itself ready`)
  // Who cannot be reached calls itself nothing; that must stay the exception.
  if (asked.filter(({ readyz }) => readyz === 503).length <= asked.length / 2) findings.add('most could not be asked')
  if (behind.length === 0 || behind.length === wrong.length || drifting.length === 0)
    findings.add('no clock was ahead, none behind, or none drifted')
  return findings.verdict({
    promise: 'P11',
    says: 'a wrong clock is told, and changes nothing',
    figures: `${wrong.length} nodes 90 s ahead or behind, ${drifting.length} that drifted, ${findings.count()} that called themselves ready`,
  })
}

function faultsOf({ marks }: Evidence, pattern: RegExp): number {
  return marks.filter(({ what, fault }) => what === 'fault' && pattern.test(String(fault))).length
}

/** Commands of people who still belong that no try of theirs was answered, one way or the other. */
function unanswered({ calls, stored, marks }: Evidence): number {
  const silentAt = marks.find(({ what }) => what === 'silent')?.t ?? Infinity
  const isGone = (who: string) =>
    stored.members.some(({ person, isEnded }) => person === stored.people.get(who) && isEnded)
  const sends = calls.filter(
    ({ name, way, who, t }) => name === 'message:send' && way === 'socket' && !isGone(who) && t < silentAt,
  )
  const passing = ['unavailable', 'timed_out', 'too_many']
  const isAnswered = ({ answer }: Call) => answer?.ok || (answer?.error && !passing.includes(answer.error.code))
  return [...groupBy(sends, ({ who, input }) => `${who} ${input.commandId}`).values()].filter(
    (tries) => !tries.some(isAnswered),
  ).length
}

/** How long each lost connection took to come back, of all or of one phase. */
function awayTimes({ connections, marks }: Evidence, phase?: string): number[] {
  const phases = marks.filter(({ what }) => what === 'phase')
  const isMeant = (t: number) => !phase || phases.findLast((mark) => mark.t <= t)?.['phase'] === phase
  return [...groupBy(connections, ({ who }) => who).values()].flatMap((turns) => {
    let lostAt: number | null = null
    return turns.flatMap(({ what, t }) => {
      if (what === 'lost') lostAt ??= t
      if (what !== 'opened' || lostAt === null) return []
      const away = t - lostAt
      lostAt = null
      return isMeant(t - away) ? [away] : []
    })
  })
}

/** Whether a call ran into the client's patience while its connection stood: nobody answered, and nothing was lost. */
function hangs({ connections }: Evidence): (call: Call) => boolean {
  const lost = groupBy(
    connections.filter(({ what }) => what === 'lost'),
    ({ who }) => who,
  )
  return ({ who, way, t, answeredAt }) =>
    way === 'socket' &&
    answeredAt - t >= patienceMs &&
    !(lost.get(who) ?? []).some((end) => end.t > t && end.t < t + patienceMs)
}

// What was not answered before the phase was over may have met what failed after it, like a node that fell asleep.
function inPhase({ calls, marks }: Evidence, name: string): Evidence['calls'] {
  const phases = marks.filter(({ what }) => what === 'phase')
  const from = phases.find(({ phase }) => phase === name)?.t ?? Infinity
  const to = phases.find(({ t }) => t > from)?.t ?? Infinity
  return calls.filter(({ t, answeredAt }) => t >= from && answeredAt < to)
}

/** How long it took after each return of the database until a message was taken, unless it went again meanwhile. */
function recoveries({ calls, marks }: Evidence): number[] {
  const taken = calls
    .filter(({ name, answer }) => name === 'message:send' && answer?.ok)
    .map(({ answeredAt }) => answeredAt)
    .sort((a, b) => a - b)
  const gone = marks.filter(({ fault }) => fault === 'database stopped' || fault === 'database crashed')
  return marks.flatMap(({ fault, t }) => {
    if (fault !== 'database back') return []
    const first = taken.find((at) => at > t) ?? Infinity
    return gone.some((next) => next.t >= t && next.t < first) ? [] : [first - t]
  })
}
