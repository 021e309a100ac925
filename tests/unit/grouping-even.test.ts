import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenGroups } from '../../server/domain/grouping/even.ts'
import { repairedGroups } from '../../server/domain/grouping/repair.ts'
import { breakoutSizes, feasibleCounts } from '../../server/domain/grouping/sizes.ts'

const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`)
const band = { min: 6, max: 10 }
const anyBand = fc.record({ min: fc.integer({ min: 1, max: 9 }), more: fc.integer({ min: 0, max: 6 }) })

describe('sizes of breakouts', () => {
  it('eleven is the only number of people from six up that cannot sit in sixes to tens', () => {
    const impossible = people(500).flatMap((_, count) => (breakoutSizes(count + 1).ok ? [] : [count + 1]))
    expect(impossible).toEqual([1, 2, 3, 4, 5, 11])
  })

  it('eleven people are offered one room of eleven, or a five and a six', () => {
    expect(breakoutSizes(11)).toEqual({
      ok: false,
      nearest: [
        { sizes: [11], label: 'one room of 11', needsOverride: true },
        { sizes: [6, 5], label: '5 + 6', needsOverride: true },
      ],
    })
  })

  it('four people are offered one room of four', () => {
    expect(breakoutSizes(4)).toEqual({
      ok: false,
      nearest: [{ sizes: [4], label: 'one room of 4', needsOverride: true }],
    })
  })

  it('a target picks the number of breakouts whose mean is nearest, the smaller breakouts in a tie', () => {
    expect(breakoutSizes(150, band, 8)).toMatchObject({ ok: true, sizes: { length: 19 } })
    expect(breakoutSizes(36, band, 6)).toEqual({ ok: true, sizes: [6, 6, 6, 6, 6, 6] })
    expect(feasibleCounts(60, band)).toEqual([6, 7, 8, 9, 10])
  })

  it('sizes are even and inside any band, or the nearest choices hold everybody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), anyBand, (count, { min, more }) => {
        const answer = breakoutSizes(count, { min, max: min + more })
        const offers = answer.ok ? [answer.sizes] : answer.nearest.map((choice) => choice.sizes)
        expect(offers.length).toBeGreaterThan(0)
        for (const sizes of offers) {
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count)
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        }
        if (answer.ok) expect(answer.sizes.every((size) => size >= min && size <= min + more)).toBe(true)
      }),
    )
  })
})

describe('random and even groups', () => {
  it('seats everybody once, in the sizes asked for, and the same seed gives the same groups', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 300 }), fc.string(), (count, seed) => {
        const answer = breakoutSizes(count)
        if (!answer.ok) throw new Error('feasible from 12 up')
        const groups = evenGroups(people(count), answer.sizes, seed)
        expect(groups.map((group) => group.length)).toEqual(answer.sizes)
        expect(groups.flat().toSorted()).toEqual(people(count).toSorted())
        expect(evenGroups(people(count), answer.sizes, seed)).toEqual(groups)
      }),
    )
  })

  it('another seed gives other groups', () => {
    expect(evenGroups(people(40), [8, 8, 8, 8, 8], 'one')).not.toEqual(evenGroups(people(40), [8, 8, 8, 8, 8], 'two'))
  })
})

describe('groups repaired after people left and came', () => {
  const movesOf = (before: string[][], after: string[][]) =>
    after.flatMap((group, index) => {
      const elsewhere = new Set(before.flatMap((other, place) => (place === index ? [] : other)))
      return group.filter((member) => elsewhere.has(member))
    }).length

  it('one who does not show up changes that group only, while it stays in the band', () => {
    const groups = evenGroups(people(24), [8, 8, 8], 's')
    const lost = groups[1]![3]!
    const repair = repairedGroups(
      groups,
      people(24).filter((member) => member !== lost),
      band,
    )
    expect(repair).toMatchObject({ changed: [1], gone: [lost], placed: [] })
  })

  it('a group of six that loses one gets one from the largest group', () => {
    const groups = evenGroups(people(20), [7, 7, 6], 's')
    const lost = groups[2]![0]!
    const repair = repairedGroups(
      groups,
      people(20).filter((member) => member !== lost),
      band,
    )
    if ('infeasible' in repair) throw new Error('19 people can sit')
    expect(repair.changed).toHaveLength(2)
    expect(repair.groups.map((group) => group.length).toSorted()).toEqual([6, 6, 7])
  })

  it('a latecomer takes the place of the one who left', () => {
    const groups = evenGroups(people(24), [8, 8, 8], 's')
    const lost = groups[2]![0]!
    const repair = repairedGroups(groups, [...people(24).filter((member) => member !== lost), 'late'], band)
    expect(repair).toMatchObject({ changed: [2], gone: [lost], placed: ['late'] })
  })

  it('a latecomer is not put with somebody they are kept apart from', () => {
    const groups = evenGroups(people(20), [7, 7, 6], 's')
    const foe = groups[2]![0]!
    const mayJoin = (member: string, group: string[]) => member !== 'late' || !group.includes(foe)
    const repair = repairedGroups(groups, [...people(20), 'late'], band, mayJoin)
    if ('infeasible' in repair) throw new Error('21 people can sit')
    expect(repair.groups[2]).not.toContain('late')
    expect(repair.groups.flat()).toContain('late')
  })

  it('when nobody may move, the repair says so instead of breaking a rule', () => {
    const groups = evenGroups(people(12), [6, 6], 's')
    expect(repairedGroups(groups, [...people(12), 'late'], band, () => false)).toEqual({ infeasible: [] })
  })

  it('eleven who are left are not forced together: the nearest choices are named', () => {
    const groups = evenGroups(people(12), [6, 6], 's')
    expect(repairedGroups(groups, people(11), band)).toMatchObject({ infeasible: [{ sizes: [11] }, { sizes: [6, 5] }] })
  })

  it('everybody here sits once, in the band, and nobody moves who need not', () => {
    const change = fc.record({
      count: fc.integer({ min: 12, max: 90 }),
      leaving: fc.array(fc.nat(200), { maxLength: 20 }),
      coming: fc.integer({ min: 0, max: 20 }),
    })
    fc.assert(
      fc.property(change, ({ count, leaving, coming }) => {
        const sizes = breakoutSizes(count)
        if (!sizes.ok) throw new Error('feasible from 12 up')
        const groups = evenGroups(people(count), sizes.sizes, 'seed')
        const left = new Set(leaving.map((index) => `p${index % count}`))
        const stayed = people(count).filter((member) => !left.has(member))
        const here = [...stayed, ...people(coming).map((member) => `new-${member}`)]
        const repair = repairedGroups(groups, here, band)
        if ('infeasible' in repair) {
          expect(feasibleCounts(here.length, band)).toEqual([])
          return
        }
        expect(repair.groups.flat().toSorted()).toEqual(here.toSorted())
        expect(repair.groups.every((group) => group.length >= 6 && group.length <= 10)).toBe(true)
        expect(repair.gone.toSorted()).toEqual([...left].toSorted())
        if (repair.groups.length !== groups.length) return
        const deficit = groups.reduce(
          (sum, group) => sum + Math.max(0, 6 - group.filter((m) => !left.has(m)).length),
          0,
        )
        expect(movesOf(groups, repair.groups)).toBeLessThanOrEqual(Math.max(0, deficit - coming))
      }),
    )
  })

  it('one person more or fewer changes at most two groups while the number of groups stays', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 150 }), fc.nat(149), fc.boolean(), (count, who, comes) => {
        const sizes = breakoutSizes(count)
        if (!sizes.ok) throw new Error('feasible from 12 up')
        const groups = evenGroups(people(count), sizes.sizes, 'seed')
        const here = comes ? [...people(count), 'late'] : people(count).filter((_, index) => index !== who % count)
        const repair = repairedGroups(groups, here, band)
        if ('infeasible' in repair || repair.groups.length !== groups.length) return
        expect(repair.changed.length).toBeLessThanOrEqual(2)
      }),
    )
  })
})
