import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handedOn } from '../../server/domain/handings.ts'

const card = (name: string, memberIds: string[], isBlank = false) => ({
  breakoutId: `id of ${name}`,
  name,
  memberIds,
  isBlank,
})
const namesOf = (groups: string[][], cards: ReturnType<typeof card>[]) =>
  handedOn(groups, cards).map(({ name }) => name)

describe('passing cards on', () => {
  const groups = [
    ['ada', 'ben'],
    ['chloe', 'dev'],
    ['eli', 'rae'],
  ]
  const cards = groups.map((memberIds, i) => card(['Openings', 'Middles', 'Endings'][i]!, memberIds))

  test('the same groups get the card of the next one, round and round', () => {
    expect(namesOf(groups, cards)).toEqual(['Middles', 'Endings', 'Openings'])
  })

  test('nobody gets their own card back where the breakouts stand in another order', () => {
    const [first, second, third] = groups as [string[], string[], string[]]
    expect(namesOf([first, third, second], cards)).toEqual(['Middles', 'Openings', 'Endings'])
  })

  test('more breakouts than before: each card is with one of them before any is with two', () => {
    expect(new Set(namesOf([['ada'], ['ben'], ['chloe'], ['dev']], cards)).size).toBe(3)
  })

  test('a card on which nothing stands goes to nobody while a written one is left', () => {
    const [first, second, third] = groups as [string[], string[], string[]]
    const written = [card('Openings', first), card('Middles', second, true), card('Endings', third)]
    expect(namesOf([['finn'], ['hugo']], written).toSorted()).toEqual(['Endings', 'Openings'])
    expect(namesOf([first, second, third], written)).toEqual(['Middles', 'Endings', 'Openings'])
  })

  test('who was alone goes on from their own card: there is no other one', () => {
    expect(namesOf([['ada', 'ben']], cards.slice(0, 1))).toEqual(['Openings'])
    expect(namesOf(groups, [])).toEqual([])
  })

  test('nobody gets their own card back whenever any way of passing on avoids it', () => {
    const people = fc.shuffledSubarray([...'abcdefghij'], { minLength: 4, maxLength: 10 })
    const cut = (ids: string[], count: number) =>
      Array.from({ length: count }, (_, i) => ids.filter((__, at) => at % count === i))
    fc.assert(
      fc.property(people, people, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (now, then, n, m) => {
        const [groups, cards] = [cut(now, n), cut(then, m).map((ids, i) => card(`${i}`, ids))]
        const isOwn = (group: string[], ids: string[]) =>
          group.filter((id) => ids.includes(id)).length * 2 > group.length
        const given = handedOn(groups, cards)
        const own = given.filter(({ breakoutId }, i) =>
          isOwn(groups[i]!, cards.find((one) => one.breakoutId === breakoutId)!.memberIds),
        )
        expect(own.length).toBe(fewestOwn(groups, cards, Math.ceil(n / m), isOwn))
        expect(handedOn(groups, cards)).toEqual(given)
      }),
    )
  })
})

/** By trying every way in which no card is used more often than it has to be. */
function fewestOwn(
  groups: string[][],
  cards: { memberIds: string[] }[],
  uses: number,
  isOwn: (group: string[], ids: string[]) => boolean,
): number {
  const left = cards.map(() => uses)
  const best = (at: number): number =>
    at === groups.length
      ? 0
      : Math.min(
          ...cards.map(({ memberIds }, i) => {
            if (left[i] === 0) return Infinity
            left[i]!--
            const own = Number(isOwn(groups[at]!, memberIds)) + best(at + 1)
            left[i]!++
            return own
          }),
        )
  return best(0)
}
