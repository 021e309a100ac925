import { durable } from './keeping.ts'
import { createFindings, quantile, type Check } from './verdict.ts'

/** P20: an embedded Kith that is killed loses nothing that it acknowledged, opens again, and shares its data with nobody. */
export const embedded: Check = async (evidence) => {
  const findings = createFindings()
  const kept = (await durable(evidence))!
  for (const example of kept.examples) findings.add(example)
  const reopened = evidence.marks.filter(({ what }) => what === 'reopened')
  if (reopened.length === 0) findings.add('nothing was killed')
  const failed = reopened.filter(({ isOpen }) => !isOpen).length
  if (failed > 0) findings.add(`${failed} times it did not open again`)
  const second = evidence.marks.find(({ what }) => what === 'second start')
  const isNamed = String(second?.['said']).includes(`as process ${second?.['pid']}:`)
  if (!second?.['isRefused'] || !isNamed) findings.add(`a second start was not refused: ${second?.['said']}`)
  const ms = reopened.map((mark) => Number(mark['ms']))
  return findings.verdict({
    promise: 'P20',
    says: 'embedded: killed, it keeps what it acknowledged',
    figures: `${reopened.length} times killed, ${failed} failed to open, open again after p50/max ${quantile(ms, 0.5)}/${quantile(ms, 1)} ms, ${kept.figures}, second start ${isNamed ? 'refused by its pid' : 'NOT refused'}`,
  })
}
