import { describe, expect, it } from 'vitest'
import {
  changesSince,
  cleared,
  movedBetween,
  movePerson,
  needsOverride,
  planFrom,
  settled,
  sizeNote,
  type Plan,
} from '../../client/breakouts/plan.ts'
import {
  absorbed,
  begun,
  draftWith,
  emptyDraft,
  previewOf,
  redone,
  rulesToKeep,
  stepped,
  undone,
  type Draft,
  type Preview,
} from '../../client/breakouts/draft.ts'
import { held, hold, holdFor, letGo } from '../../client/breakouts/held.ts'
import { changedText, movedText, repairedText } from '../../client/breakouts/words.ts'

const people = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `p${from + i}`)
const nameOf = (id: string) => id.toUpperCase()
const empty: Plan = { groups: [], sittingOut: [], unplaced: [] }
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

  it('keeps an emptied breakout in its place when the others are put right', () => {
    const plan = planFrom([people(1, 6), [], people(7, 12)], empty)
    expect(settled([people(7, 12), people(1, 6)], plan).groups.map(({ memberIds }) => memberIds)).toEqual([
      people(7, 12),
      [],
      people(1, 6),
    ])
    expect(sizesOf(settled([people(1, 12)], plan))).toEqual([12])
  })

  it('knows whom the engine has moved besides', () => {
    const plan = planFrom([people(1, 3), people(4, 6)], empty)
    const moved = movePerson(plan, 'p1', 1)
    expect(movedBetween(plan, moved)).toEqual(['p1'])
    expect(movedText(['p1'], moved, nameOf)).toBe('To keep the sizes: P1 to Breakout 2.')
    expect(cleared(moved).unplaced.toSorted()).toEqual(people(1, 6))
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

describe('composing step by step', () => {
  const plan = planFrom([people(1, 6), people(7, 12)], empty)
  const draft: Draft = { ...emptyDraft, plan, fixed: ['p1', 'p8'] }
  const preview: Preview = {
    groups: [people(7, 12), people(1, 6)],
    reasons: {},
    duties: {},
    unplaced: ['p13'],
    counts: [2],
    needsOverride: false,
    nearest: [],
    hasLast: false,
    hasCards: false,
  }

  it('asks for a new deal around who was placed by hand, and for what is there when it is to be kept', () => {
    const dealt = previewOf(draft, 'deal')
    expect(dealt).toEqual({ mode: 'even', fixed: [['p1'], ['p8']], sittingOut: [] })
    const kept = previewOf({ ...draft, rules: { ...draft.rules, duties: true, breakouts: 2 } }, 'keep')
    expect(kept).toMatchObject({ duties: true, breakouts: 2, groups: [people(1, 6), people(7, 12)] })
    expect(previewOf({ ...draft, rules: { ...draft.rules, mode: 'by-hand' } }, 'deal')).not.toHaveProperty('fixed')
    expect(previewOf({ ...draft, rules: { ...draft.rules, size: { min: 4, max: 5 } } }, 'deal')).toMatchObject({
      size: { min: 4, max: 5 },
    })
  })

  it('keeps a round with its rules and tags, and has it again as it was', () => {
    const rules = {
      ...draft.rules,
      mode: 'meet-new' as const,
      duties: true,
      together: [['p2', 'p3']],
      tags: { p1: 'new' },
    }
    const composed: Draft = { ...draft, plan: { ...plan, sittingOut: ['p14'] }, rules }
    const kept = { breakouts: plan.groups, task: '', minutes: 10, ...rulesToKeep(composed) }
    expect(draftWith(emptyDraft, kept)).toEqual({
      ...composed,
      fixed: ['p1', 'p8'],
      rules: { ...rules, breakouts: null },
    })
    expect(draftWith(draft, { breakouts: plan.groups, task: '', minutes: 10 }).rules).toMatchObject({ mode: 'even' })
  })

  it('takes over what the server has worked out, and holds nobody fixed who is gone', () => {
    const gone = { ...preview, groups: [people(1, 6), people(9, 12)] }
    const next = absorbed(draft, 'keep', gone)
    expect(next.fixed).toEqual(['p1'])
    expect(next.plan.unplaced).toEqual(['p13'])
  })

  it('undoes and does again, and forgets what was undone once something else is done', () => {
    const steps = [1, 2, 3].reduce((history, n) => stepped(history, n), begun(0))
    const back = undone(undone(steps))
    expect(back.now).toBe(1)
    expect(redone(back).now).toBe(2)
    expect(redone(stepped(back, 9))).toEqual({ past: [0, 1], now: 9, future: [] })
    expect(undone(begun(0))).toEqual(begun(0))
  })
})

describe('a round that is composed and not opened yet', () => {
  const compose = (tableId: string, sessionId: string | null) => {
    holdFor(tableId, sessionId)
    hold('plan', `for ${tableId}`)
  }

  it('is there again when its host comes back to it', () => {
    compose('kitchen', 'one')
    holdFor('kitchen', 'one')
    expect(held('plan')).toBe('for kitchen')
  })

  it('goes into the session for which it was prepared, and ends with it', () => {
    compose('kitchen', null)
    holdFor('kitchen', 'one')
    expect(held('plan')).toBe('for kitchen')
    holdFor('kitchen', null)
    expect(held('plan')).toBeUndefined()
  })

  it('is of one table, and over once a round has opened', () => {
    compose('kitchen', 'one')
    holdFor('porch', 'one')
    expect(held('plan')).toBeUndefined()
    compose('kitchen', 'one')
    letGo()
    expect(held('plan')).toBeUndefined()
  })
})
