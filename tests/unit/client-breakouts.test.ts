import { describe, expect, it } from 'vitest'
import {
  changesSince,
  movePerson,
  needsOverride,
  planFrom,
  recut,
  sizeNote,
  type Plan,
} from '../../client/breakouts/plan.ts'
import { changedText, repairedText } from '../../client/breakouts/words.ts'

const people = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `p${from + i}`)
const nameOf = (id: string) => id.toUpperCase()
const empty: Plan = { groups: [], sittingOut: [] }
const sizesOf = ({ groups }: Plan) => groups.map(({ memberIds }) => memberIds.length)

describe('a plan of breakouts', () => {
  it('keeps the names that the host has given when it is shuffled', () => {
    const first = planFrom([people(1, 6), people(7, 12)], empty)
    const named: Plan = { ...first, groups: [{ ...first.groups[0]!, name: 'Openings' }, first.groups[1]!] }
    const again = planFrom([people(7, 12), people(1, 6)], named)
    expect(again.groups.map(({ name }) => name)).toEqual(['Openings', 'Breakout 2'])
  })

  it('holds each person once, wherever the host puts them', () => {
    const plan = planFrom([people(1, 7), people(8, 14)], empty)
    const moved = movePerson(movePerson(plan, 'p1', 1), 'p1', 'out')
    expect(sizesOf(moved)).toEqual([6, 7])
    expect(moved.sittingOut).toEqual(['p1'])
    expect(sizesOf(movePerson(moved, 'p1', 0))).toEqual([7, 7])
  })

  it('asks for the override outside 6 to 10, and not for a breakout that stays closed', () => {
    expect([5, 6, 10, 11, 12].map(sizeNote)).toEqual(['fewer than 6', null, null, 'more than 10', '11 is the most'])
    expect(needsOverride(planFrom([people(1, 6), []], empty))).toBe(false)
    expect(needsOverride(planFrom([people(1, 5)], empty))).toBe(true)
  })

  it('cuts eleven people into five and six without losing anybody', () => {
    const cut = recut(planFrom([people(1, 11)], empty), [6, 5])
    expect(sizesOf(cut)).toEqual([6, 5])
    expect(cut.groups.flatMap(({ memberIds }) => memberIds)).toEqual(people(1, 11))
  })

  it('tells who sat down and who left since the preview', () => {
    const plan = { ...planFrom([people(1, 6)], empty), sittingOut: ['p7'] }
    const changes = changesSince(plan, [...people(2, 7), 'p8'])
    expect(changes).toEqual({ came: ['p8'], left: ['p1'] })
    expect(changedText(changes, nameOf)).toContain('P8 sat down since this preview. P1 left.')
    expect(changedText({ came: [], left: [] }, nameOf)).toBeNull()
  })
})

describe('what a host is told after opening', () => {
  it('names who was placed and who had gone', () => {
    const text = repairedText({ placed: ['p1', 'p2'], gone: ['p3'], changed: 1 }, nameOf)
    expect(text).toBe(
      'The breakouts are open. P1 and P2 came in meanwhile and were placed. P3 had left. One breakout changed.',
    )
  })

  it('is short when nothing had to be put right', () => {
    expect(repairedText({ placed: [], gone: [], changed: 0 }, nameOf)).toBe(
      'The breakouts are open, as you planned them.',
    )
  })
})
