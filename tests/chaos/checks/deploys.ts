import { isDeepStrictEqual } from 'node:util'
import type { Call, Evidence } from './evidence.ts'
import { readLogs } from './evidence.ts'
import { leavesTrace } from './keeping.ts'
import { spread } from './order.ts'
import { createFindings, groupBy, quantile, type Check } from './verdict.ts'

const sendMs = 800
/** Of everybody, in one second: those of one node come back over as long as it takes to let them go. */
const shareAtOnce = 0.2
/** As long as whatever runs containers usually waits before it kills. */
const goneMs = 10_000

/** P12: while all nodes go from one version to the next, nobody's message fails or waits long. */
export const deploys: Check = (evidence) => {
  const findings = createFindings()
  const nodes = evidence.marks.filter(({ fault }) => fault === 'node deployed')
  const drains = nodes.map(({ drainMs }) => Number(drainMs))
  const sends = [...groupBy(sendsIn(evidence, 'deploy'), ({ who, input }) => `${who} ${input.commandId}`).values()]
  const waits = sends.flatMap((tries) => {
    const landed = tries.find(({ answer }) => answer?.ok)
    if (!landed)
      findings.add(`${tries[0]!.who}: a message was not taken: ${JSON.stringify(tries.at(-1)!.answer?.error)}`)
    return landed ? [landed.answeredAt - tries[0]!.t] : []
  })
  if (quantile(waits, 0.99) > sendMs) findings.add(`of a hundred messages one waited ${quantile(waits, 0.99)} ms`)
  const people = new Set(evidence.connections.map(({ who }) => who)).size
  const peak = busiestSecond(evidence)
  if (peak > people * shareAtOnce) findings.add(`${peak} of ${people} came back within one second`)
  for (const ms of drains) if (ms > goneMs) findings.add(`a node was gone only after ${ms} ms`)
  for (const { version, isUp } of evidence.marks.filter(({ what }) => what === 'straggler')) {
    if (isUp) findings.add(`a node of the version before started on the tables of ${version}`)
  }
  const newest = evidence.marks.findLast(({ what }) => what === 'straggler')?.version
  if (!newest || !evidence.stored.functions.some(({ version }) => version === newest))
    findings.add(`no function is of version ${newest}`)
  if (nodes.length === 0) findings.add('nothing was deployed')
  return findings.verdict({
    promise: 'P12',
    says: 'a deploy with a migration disturbs nobody',
    figures: `${nodes.length} nodes deployed, gone after ${drains.join('/')} ms, ${sends.length} messages p50/p99/max ${spread(waits)} ms, at most ${peak} of ${people} came back in one second, ${findings.count()} wrong`,
  })
}

/** P13: what was acknowledged before a backup is in it, and every room is restored as it was. */
export const backups: Check = async ({ marks, calls, stored }) => {
  const findings = createFindings()
  const mark = marks.find(({ what }) => what === 'restored')
  if (!mark) findings.add('nothing was restored')
  const nothing: Awaited<ReturnType<typeof readLogs>> = { events: new Map(), commands: new Map() }
  const restored = mark ? await readLogs(String(mark['databaseUrl'])) : nothing
  let count = 0
  for (const [room, log] of restored.events) {
    const original = stored.events.get(room) ?? []
    log.forEach((event, i) => {
      count++
      const was = original[i]
      const isSame =
        was && was.seq === event.seq && was.kind === event.kind && was.by === event.by && was.at === event.at
      // Words may have gone since: an edit blanks what it replaces.
      if (!isSame) findings.add(`${room} ${event.seq} was restored as something else`)
      else if (was.body['text'] !== null && !isDeepStrictEqual(was.body, event.body))
        findings.add(`${room} ${event.seq} was restored with other words`)
    })
  }
  const before = calls.filter((call) => call.answer?.ok && leavesTrace(call) && call.answeredAt < Number(mark?.beganAt))
  for (const { who, name, input } of before) {
    if (!restored.commands.has(`${stored.people.get(who)} ${input.commandId}`))
      findings.add(`${who}: ${name} was acknowledged before the backup and is not in it`)
  }
  if (before.length === 0) findings.add('nothing had been acknowledged before the backup')
  return findings.verdict({
    promise: 'P13',
    says: 'what is backed up comes back elsewhere, room by room',
    figures: `${count} events of ${restored.events.size} rooms restored in ${mark?.ms} ms, ${before.length} commands acknowledged before, ${findings.count()} missing or other`,
  })
}

function sendsIn({ calls, marks }: Evidence, phase: string): Call[] {
  const phases = marks.filter(({ what }) => what === 'phase')
  const from = phases.find((mark) => mark['phase'] === phase)?.t ?? Infinity
  const to = phases.find(({ t, phase: next }) => t > from && next !== phase)?.t ?? Infinity
  return calls.filter(({ name, way, t }) => name === 'message:send' && way === 'socket' && t >= from && t < to)
}

function busiestSecond({ connections, marks }: Evidence): number {
  const from = marks.find(({ phase }) => phase === 'deploy')?.t ?? Infinity
  const seconds = connections
    .filter(({ what, t }) => what === 'opened' && t > from)
    .map(({ t }) => Math.floor(t / 1_000))
  return Math.max(0, ...[...groupBy(seconds, String).values()].map((some) => some.length))
}
