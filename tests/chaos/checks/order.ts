import type { Connection, Delivery, Evidence, Snapshot } from './evidence.ts'
import { createFindings, groupBy, quantile, type Check } from './verdict.ts'

/** P1: one order a room, dense, with times that rise; what each client applied is a slice of it, event by event. */
export const order: Check = ({ stored, applied, heard }) => {
  const findings = createFindings()
  for (const { id, lastSeq } of stored.rooms) {
    const log = stored.events.get(id) ?? []
    if (log.length !== lastSeq) findings.add(`room ${id} is at ${lastSeq} and holds ${log.length} events`)
    log.forEach((event, i) => {
      if (event.seq !== i + 1) findings.add(`room ${id} has ${event.seq} in place ${i + 1}`)
      if (i > 0 && event.at < log[i - 1]!.at) findings.add(`room ${id}: time falls at ${event.seq}`)
    })
  }
  let count = 0
  for (const entry of [...applied, ...heard]) {
    if (!isDelivery(entry)) continue
    count++
    const event = stored.events.get(entry.room)?.[entry.seq - 1]
    const isSame = event && event.kind === entry.kind && event.by === entry.by && Math.round(event.at) === entry.at
    if (!isSame)
      findings.add(`${entry.who} got ${entry.kind} as ${entry.room} ${entry.seq}, which the log does not hold`)
    else if (event.kind === 'message:sent' && event.body['text'] !== null && event.body['text'] !== entry.text) {
      findings.add(`${entry.who} got other words in ${entry.room} ${entry.seq}`)
    }
  }
  const events = [...stored.events.values()].reduce((sum, log) => sum + log.length, 0)
  return findings.verdict({
    promise: 'P1',
    says: 'one order, dense, the same for everybody',
    figures: `${events} events in ${stored.rooms.length} rooms, ${count} deliveries, ${findings.count()} wrong`,
  })
}

/** A third more than is promised of a hundred: the machine runs everything else as well. */
const holeMs = 2_000
const longestMs = 5_000

/** P4: nobody applies n+1 before n; nothing delivered live goes backwards on one connection. */
export const noGap: Check = (evidence) => {
  const findings = createFindings()
  for (const [key, entries] of groupBy(evidence.applied, ({ who, room }) => `${who} ${room}`)) {
    let head: number | null = null
    for (const entry of entries) {
      if (!isDelivery(entry)) head = entry.head ?? null
      else {
        if (head !== null && entry.seq !== head + 1) findings.add(`${key}: ${entry.seq} was applied after ${head}`)
        head = entry.seq
      }
    }
  }
  for (const [key, seqs] of groupBy(byConnection(evidence), ({ key }) => key)) {
    let last = 0
    for (const { seq } of seqs) {
      if (seq <= last) findings.add(`${key}: ${seq} was delivered after ${last} on one connection`)
      last = Math.max(last, seq)
    }
  }
  const late = lateness(evidence)
  const bus = late.filter(({ phase }) => phase === 'bus').map(({ ms }) => ms)
  const all = late.map(({ ms }) => ms)
  if (quantile(bus, 0.99) > holeMs) findings.add(`of a hundred holes one closed after ${quantile(bus, 0.99)} ms`)
  if (quantile(bus, 1) > longestMs) findings.add(`a hole closed after ${quantile(bus, 1)} ms`)
  return findings.verdict({
    promise: 'P4',
    says: 'no gap is ever shown, and holes close',
    figures: `${findings.count()} wrong; late p50/p99/max ${spread(all)} ms, while the bus lost messages ${spread(bus)} ms`,
  })
}

/** How long after it was written each message was delivered, to those who had been connected since before. */
export function lateness({ heard, connections, marks }: Evidence): { ms: number; phase: string }[] {
  const opened = groupBy(openings(connections), ({ who }) => who)
  const phases = marks.filter(({ what }) => what === 'phase')
  return heard.flatMap(({ who, kind, t, at }) => {
    const since = opened.get(who)?.findLast((connection) => connection.t <= t)?.t ?? Infinity
    if (kind !== 'message:sent' || since > at) return []
    const phase = phases.findLast((mark) => mark.t <= at)
    return [{ ms: Math.max(0, t - at), phase: String(phase?.['phase']) }]
  })
}

export const spread = (ms: number[]) => [0.5, 0.99, 1].map((share) => Math.round(quantile(ms, share))).join('/')

export function isDelivery(entry: Delivery | Snapshot): entry is Delivery {
  return entry.what !== 'snapshot'
}

const openings = (connections: Connection[]) => connections.filter(({ what }) => what === 'opened')

function byConnection({ heard, connections }: Evidence): { key: string; seq: number }[] {
  const opened = groupBy(openings(connections), ({ who }) => who)
  return heard.map(({ who, room, seq, t }) => {
    const no = opened.get(who)?.findLastIndex((connection) => connection.t <= t) ?? -1
    return { key: `${who} connection ${no} room ${room}`, seq }
  })
}
