import type { Previewing } from '../../shared/composing.ts'
import { DomainError } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { evenGroups } from './grouping/even.ts'
import type { Instance } from './grouping/instance.ts'
import { seededRandom, shuffled } from './grouping/random.ts'
import { repairedGroups } from './grouping/repair.ts'
import { type Band, evenSizes, feasibleCounts, nearestChoices, sizesLabel } from './grouping/sizes.ts'
import type { Ports, Seating } from './ports.ts'
import { nextLeaders } from './round-duties.ts'

/** What a host asks for, and the seed of its chances. */
export type Asked = Previewing & { seed: string }

export const usualBand: Band = { min: limits.breakout.min, max: limits.breakout.max }
export const anyBand: Band = { min: 1, max: limits.breakout.withOverride }

/**
 * The one answer for people who cannot be placed like this: kept apart, not here, not taking part. It names nobody, so that
 * nothing about anybody can be read from it.
 */
export const people = () => new DomainError('infeasible', { reason: 'people' })

/** Whether somebody may sit with these people, by the wishes of either. */
export function mayJoinBy({ apart }: Pick<Seating, 'apart'>) {
  return (id: string, group: string[]) =>
    !apart.some(([a, b]) => (a === id && group.includes(b)) || (b === id && group.includes(a)))
}

/**
 * The arrangement with as few changes as the people who are here allow: inside the band where that can be, else in any
 * sizes. Who is `fixed` or kept `together` stays where they are. Refuses `infeasible`, `people` where somebody was just put
 * beside whom they are kept apart from: were the other moved away instead, a host would read from it who that is.
 */
export function keptGroups(seating: Seating, here: string[], start: string[][], band: Band, asked: Asked): string[][] {
  const isBound = new Set([asked.fixed ?? [], asked.together ?? []].flat(2))
  const mayJoin = mayJoinBy(seating)
  const present = start.map((group) => group.filter((id) => here.includes(id)))
  const clashes = (id: string) => present.some((group) => group.includes(id) && !mayJoin(id, group))
  if (asked.moved?.some(clashes)) throw people()
  const fixed = asked.fixed ?? []
  const byHand = new Set(fixed.flat())
  const around = Array.from({ length: Math.max(start.length, fixed.length) }, (_, i) => {
    const [group, held] = [start[i] ?? [], fixed[i] ?? []]
    return [...group.filter((id) => !byHand.has(id) || held.includes(id)), ...held.filter((id) => !group.includes(id))]
  })
  const loosened = around.map((group) => withoutClashes(group, mayJoin, isBound)).filter((group) => group.length > 0)
  for (const sizes of [band, anyBand]) {
    const repair = repairedGroups(loosened, here, sizes, mayJoin, (id) => isBound.has(id))
    if ('groups' in repair) return repair.groups.filter((group) => group.length > 0)
  }
  throw people()
}

/** Exactly what the host has put together by hand. */
export function groupsByHand(seating: Seating, groups: string[][]): string[][] {
  const placed = groups.flat()
  const mayJoin = mayJoinBy(seating)
  const isPossible =
    new Set(placed).size === placed.length && groups.every((group) => group.every((id) => mayJoin(id, group)))
  if (!isPossible) throw people()
  return groups.filter((group) => group.length > 0)
}

function withoutClashes(group: string[], mayJoin: ReturnType<typeof mayJoinBy>, isBound: Set<string>): string[] {
  const kept = group.filter((id) => isBound.has(id))
  if (kept.some((id) => !mayJoin(id, kept))) throw people()
  for (const id of group) if (!kept.includes(id) && mayJoin(id, kept)) kept.push(id)
  return group.filter((id) => kept.includes(id))
}

/** Everybody dealt afresh: by lot where nothing else is asked for, else searched for in a thread of its own. */
export async function dealtGroups(
  ports: Ports,
  seating: Seating,
  here: string[],
  sizes: number[],
  asked: Asked,
): Promise<string[][]> {
  if (here.length === 0) return []
  const fixed = asked.fixed ?? []
  const hasRules = [fixed, asked.together ?? []].flat(2).length > 0 || asked.duties || asked.tags
  const drawn = asked.mode === 'meet-new' || hasRules ? null : drawnGroups(seating, here, sizes, asked.seed)
  return drawn ?? inOrderOf(fixed, await plannedGroups(ports, seating, here, sizes, asked))
}

const draws = 200

// Drawing again until nobody sits with whom they should not leaves every other split equally likely: nothing can be read
// from the groups but that these people do not sit together, as after any draw.
function drawnGroups(seating: Seating, here: string[], sizes: number[], seed: string): string[][] | null {
  const mayJoin = mayJoinBy(seating)
  for (let draw = 0; draw < draws; draw++) {
    const groups = evenGroups(here, sizes, draw === 0 ? seed : `${seed} ${draw}`)
    if (groups.every((group) => group.every((id) => mayJoin(id, group)))) return groups
  }
  return null
}

/** Who is fixed in one breakout stays together, and apart from who is fixed in another one. */
async function plannedGroups(ports: Ports, seating: Seating, here: string[], sizes: number[], asked: Asked) {
  const isHere = (id: string) => here.includes(id)
  const blocks = [...(asked.fixed ?? []), ...(asked.together ?? [])].map((set) => set.filter(isHere))
  const ends = (asked.fixed ?? []).flatMap((set) => set.slice(0, 1))
  const past = seating.rounds.map(({ isToday, groups }) => ({
    isToday,
    groups: groups.map((group) => group.filter(isHere)).filter((group) => group.length > 1),
  }))
  const own: Instance = {
    members: here,
    rounds: 1,
    groupSize: { min: Math.min(...sizes), max: Math.max(...sizes), count: sizes.length },
    keepTogether: blocks.filter((set) => set.length > 1),
    keepApart: ends.flatMap((a, i) => ends.slice(i + 1).map((b) => [a, b])),
    ...(asked.tags && { tags: asked.tags }),
    ...(asked.mode === 'meet-new' && {
      history: past.filter(({ isToday }) => !isToday),
      fixedRounds: past.filter(({ isToday }) => isToday),
    }),
  }
  const apart = seating.apart.filter((pair) => pair.every(isHere))
  const whole: Instance = { ...own, keepApart: [...(own.keepApart ?? []), ...apart] }
  const order = shuffled(here, seededRandom(asked.seed))
  const facilitators = asked.duties ? nextLeaders(order, sizes.length, seating.served) : []
  for (const instance of [...(asked.duties ? [{ ...whole, facilitators }] : []), whole]) {
    const answer = await ports.planRounds(instance, asked.seed)
    if (answer.status === 'ok') return answer.plan.rounds[0]!.groups.map(({ members }) => members)
  }
  // What the host's own rules forbid without anybody's wish may be said; everything else has one answer.
  const isOwnFault = blocks.length > 0 && (await ports.planRounds(own, asked.seed)).status === 'error'
  throw isOwnFault
    ? new DomainError('infeasible', { reason: 'rules', nearest: nearestFor(here.length, blocks, asked) })
    : people()
}

/** The sizes that have room for those who are to stay together; in the band if there are any. */
function nearestFor(count: number, blocks: string[][], { size = usualBand }: Asked) {
  const needed = Math.max(...blocks.map((set) => set.length))
  const fits = feasibleCounts(count, size).map((breakouts) => evenSizes(count, breakouts))
  const choices = fits.length > 0 ? fits : nearestChoices(count, size).map(({ sizes }) => sizes)
  return choices.filter(([largest]) => largest! >= needed).map((sizes) => ({ sizes, label: sizesLabel(sizes) }))
}

/** Puts each breakout where the host has fixed somebody of it. */
function inOrderOf(fixed: string[][], groups: string[][]): string[][] {
  const left = [...groups]
  const slots = fixed.map(([id]) => {
    const at = id === undefined ? -1 : left.findIndex((group) => group.includes(id))
    return at < 0 ? null : left.splice(at, 1)[0]!
  })
  return [...slots.flatMap((slot) => (slot === null ? left.splice(0, 1) : [slot])), ...left]
}
