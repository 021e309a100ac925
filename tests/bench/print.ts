import type { Idled, Stormed, Talked } from './measure.ts'
import type { Returned, Spread } from './plan.ts'

type Table = [string, ...string[]][]

/** Everybody in a room hears what is said in it, its author too. */
const eight = 8

/** The figures of a talk, one row a target; the first is what the others are compared with. */
export function talkTable(figures: [string, Talked][]): string {
  const first = figures[0]?.[1]
  const bare = first && perDelivery(first, ['server', 'database'])
  const head: Table[number] = [
    'target',
    'delivery p50/p95/p99 ms',
    'reply p50/p95/p99 ms',
    'messages/s',
    '÷ first',
    'deliveries/s',
    'µs CPU/delivery: server',
    'database',
    'redis',
    'server + database ÷ first',
    'lost/twice/out of order/not stored',
    'arrived %',
    'refused',
    'loop p99 ms',
    'generator cores',
    'other load',
  ]
  const rows = figures.map(([name, talked]): Table[number] => {
    const { delivery, reply, accepted, deliveries, seconds, cpu, wallSeconds, verified, refused } = talked
    const total = perDelivery(talked, ['server', 'database'])
    return [
      name,
      times(delivery),
      times(reply),
      (accepted / seconds).toFixed(0),
      first ? (accepted / seconds / (first.accepted / first.seconds)).toFixed(2) : '',
      (deliveries / seconds).toFixed(0),
      perDelivery(talked, ['server']).toFixed(1),
      perDelivery(talked, ['database']).toFixed(1),
      perDelivery(talked, ['redis']).toFixed(1),
      bare ? (total / bare).toFixed(2) : '',
      [verified.lost, verified.twice, verified.outOfOrder, verified.notStored].join('/'),
      ((100 * deliveries) / (accepted * eight)).toFixed(1),
      String(refused),
      talked.loopDelayMs.toFixed(1),
      (cpu.generator / wallSeconds).toFixed(2),
      (cpu.others / wallSeconds).toFixed(2),
    ]
  })
  return aligned([head, ...rows])
}

export function stormTable(figures: [string, Stormed][]): string {
  const head: Table[number] = [
    'target',
    'all in ms',
    'each p50/p95/p99 ms',
    'µs CPU/join: server',
    'database',
    'other load',
  ]
  const rows = figures.map(([name, { ms, each, cpu, people }]): Table[number] => [
    name,
    ms.toFixed(0),
    times(each),
    ((cpu.server / people) * 1e6).toFixed(0),
    ((cpu.database / people) * 1e6).toFixed(0),
    ((cpu.others / ms) * 1e3).toFixed(2),
  ])
  return aligned([head, ...rows])
}

export function returnTable(figures: [string, Returned][]): string {
  const head: Table[number] = ['target', 'first screen p50/p95/p99 ms', 'everything p50/p95/p99 ms', 'messages']
  const rows = figures.map(([name, { screen, everything, messages }]): Table[number] => [
    name,
    times(screen),
    times(everything),
    String(messages),
  ])
  return aligned([head, ...rows])
}

export function idleTable(figures: [string, Idled][]): string {
  const head: Table[number] = ['target', 'empty MiB', 'full MiB', 'KiB/connection', '÷ first', 'µs CPU/connection/s']
  const each = ({ people, emptyKiB, fullKiB }: Idled) => (fullKiB - emptyKiB) / people
  const first = figures[0] && each(figures[0][1])
  const rows = figures.map(([name, idled]): Table[number] => [
    name,
    (idled.emptyKiB / 1_024).toFixed(0),
    (idled.fullKiB / 1_024).toFixed(0),
    each(idled).toFixed(1),
    first ? (each(idled) / first).toFixed(2) : '',
    ((idled.cpuSeconds / idled.seconds / idled.people) * 1e6).toFixed(1),
  ])
  return aligned([head, ...rows])
}

export function aligned(rows: Table): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`)
  return [lines[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.slice(1)].join('\n')
}

function perDelivery({ cpu, deliveries }: Talked, parts: ('server' | 'database' | 'redis')[]): number {
  return (parts.reduce((sum, part) => sum + cpu[part], 0) / deliveries) * 1e6
}

const times = ({ p50, p95, p99 }: Spread) => [p50, p95, p99].map((ms) => ms.toFixed(ms < 10 ? 2 : 0)).join(' / ')
