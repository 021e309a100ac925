import type { Seating } from './board.ts'
import type { Problem } from './problem.ts'

/** How often two people of one tag sit together in all rounds, and how often they must. Who is kept together counts once. */
export function tagMeetings(problem: Problem, seating: Seating): { found: number; least: number } {
  let [found, least] = [0, 0]
  problem.rounds.forEach(({ groups, width, present, isPresent }, round) => {
    const members = present.filter((member) => isOneOfTag(problem, member, isPresent))
    const counts = new Map<number, Uint16Array>()
    for (const member of members) {
      const chair = seating[round]!.indexOf(member)
      const perGroup = counts.get(problem.tag[member]!) ?? new Uint16Array(groups)
      perGroup[Math.floor(chair / width)]!++
      counts.set(problem.tag[member]!, perGroup)
    }
    for (const perGroup of counts.values()) {
      const [all, each] = [sum(perGroup), Math.floor(sum(perGroup) / groups)]
      found += sum(perGroup.map(pairs))
      least += (all % groups) * pairs(each + 1) + (groups - (all % groups)) * pairs(each)
    }
  })
  return { found, least }
}

/** Has a tag, and is the first of those who are kept together under it. */
function isOneOfTag({ n, tag, together }: Problem, member: number, isPresent: Uint8Array): boolean {
  if (tag[member]! < 0) return false
  for (let other = 0; other < member; other++)
    if (together[member * n + other] && isPresent[other] && tag[other] === tag[member]) return false
  return true
}

const pairs = (count: number) => (count * (count - 1)) / 2

const sum = (numbers: Uint16Array) => numbers.reduce((total, number) => total + number, 0)
