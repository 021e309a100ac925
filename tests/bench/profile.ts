import { aligned } from './print.ts'

type Frame = { functionName: string; url: string; lineNumber: number }
type Profile = { nodes: { id: number; callFrame: Frame }[]; samples: number[]; timeDeltas: number[] }

const shown = 40

/** Where a process has spent its time, itself and not what it called: by part of the program, and by function. */
export function topFunctions(profile: unknown): string {
  const { nodes, samples, timeDeltas } = profile as Profile
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const byFunction = new Map<string, number>()
  const byPart = new Map<string, number>()
  let busy = 0
  samples.forEach((id, index) => {
    const frame = frames.get(id)!
    if (frame.functionName === '(idle)') return
    const ms = timeDeltas[index]! / 1_000
    busy += ms
    add(byFunction, `${frame.functionName || '(anonymous)'}  ${placeOf(frame)}`, ms)
    add(byPart, partOf(frame), ms)
  })
  return [byPart, byFunction].map((found) => tableOf(found, busy)).join('\n\n')
}

function add(sums: Map<string, number>, name: string, ms: number): void {
  sums.set(name, (sums.get(name) ?? 0) + ms)
}

function tableOf(sums: Map<string, number>, busy: number): string {
  const top = [...sums].sort((a, b) => b[1] - a[1]).slice(0, shown)
  return aligned([
    ['share', 'ms', 'where'],
    ...top.map(([name, ms]): [string, ...string[]] => [`${((ms / busy) * 100).toFixed(1)} %`, ms.toFixed(0), name]),
  ])
}

function placeOf({ url, lineNumber }: Frame): string {
  return url ? `${url.replace(/^.*\/(node_modules|server|shared|tests)\//, '$1/')}:${lineNumber + 1}` : ''
}

function partOf({ url, functionName }: Frame): string {
  if (!url) return functionName.startsWith('(') ? functionName : '(built in)'
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)
  const inKith = /\/((?:server|shared|tests)(?:\/[^/]+)?)\//.exec(url)
  return inPackage?.[1] ?? inKith?.[1] ?? url.split('/')[0]!
}
