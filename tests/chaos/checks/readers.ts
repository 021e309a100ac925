import { lateness, spread } from './order.ts'
import { createFindings, quantile, type Check } from './verdict.ts'

/** Two seconds, and what the looking of both sides adds. */
const cutMs = 2_500
const grownMb = 80

/** P16: whoever stops reading is cut soon, and costs the node little and the others nothing. */
export const readers: Check = (evidence) => {
  const findings = createFindings()
  const flood = evidence.marks.find(({ what }) => what === 'flood')
  const cuts = (flood?.['cuts'] ?? []) as (number | null)[]
  if (cuts.length === 0) findings.add('nobody had stopped reading')
  const kept = cuts.filter((ms) => ms === null).length
  if (kept > 0) findings.add(`${kept} of ${cuts.length} were not cut, or never had a megabyte waiting`)
  const times = cuts.filter((ms) => ms !== null)
  const late = times.filter((ms) => ms > cutMs).length
  if (late > 0) findings.add(`${late} were cut later than ${cutMs} ms, at ${quantile(times, 1)}`)
  const grown = Number(flood?.['most']) - Number(flood?.['before'])
  if (!(grown <= grownMb)) findings.add(`the node grew by ${grown} MB`)
  const others = (phase: string) => lateness(evidence).filter((one) => one.phase === phase)
  const ms = (phase: string) => others(phase).map((one) => one.ms)
  return findings.verdict({
    promise: 'P16',
    says: 'who does not read is cut, and costs nobody anything',
    figures: `${cuts.length} stalled in ${Math.round(Number(flood?.['bytes']) / 1e6)} MB, cut after p50/p99/max ${spread(times)} ms, node grew by ${grown} MB more than without them, others late p50/p99/max ${spread(ms('flood'))} ms (${spread(ms('calm'))} before)`,
  })
}
