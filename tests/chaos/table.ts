import type { Verdict } from './checks/verdict.ts'

export type Row = { faults: string; verdict: Verdict; isAsItShould: boolean }

/** The table that a run ends with, and below it what broke a promise. */
export function table(rows: Row[]): string {
  const head = ['promise', 'faults', 'figures', 'held']
  const cells = rows.map(({ faults, verdict, isAsItShould }) => [
    `${verdict.promise} ${verdict.says}`,
    faults,
    verdict.figures,
    `${verdict.isHeld ? 'held' : 'NOT HELD'}${isAsItShould ? '' : ' (!)'}`,
  ])
  const widths = head.map((_, i) => Math.max(...[head, ...cells].map((row) => row[i]!.length)))
  const line = (row: string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  const broken = rows
    .filter(({ isAsItShould, verdict }) => !isAsItShould || !verdict.isHeld)
    .flatMap(({ faults, verdict }) =>
      verdict.examples.slice(0, 3).map((example) => `  ${verdict.promise} (${faults}): ${example}`),
    )
  return [line(head), rule, ...cells.map(line), '', ...broken].join('\n')
}
