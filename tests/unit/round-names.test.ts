import { describe, expect, it } from 'vitest'
import { repairedPlan } from '../../server/domain/breakouts.ts'
import type { Ports, Seating } from '../../server/domain/ports.ts'

const people = (from: string, count: number) => Array.from({ length: count }, (_, i) => `${from}${i}`)
const ports = { newId: () => 'id' } as unknown as Ports

/** The names under which planned breakouts open for who sits there by then. */
function namesOpened(planned: { name?: string; memberIds: string[] }[], seated: string[]): string[] {
  const nobody = { optedOut: [], members: [], rounds: [], last: null, apart: [], served: [], cards: [] }
  const seating: Seating = { ...nobody, seated }
  const input = { groups: planned } as unknown as Parameters<typeof repairedPlan>[1]
  return repairedPlan(ports, input, seating).breakouts.map(({ name }) => name!)
}

describe('the names of breakouts that open', () => {
  const [early, late, fresh] = [people('a', 6), people('b', 6), people('c', 6)]

  it('are those that the host planned', () => {
    const planned = [{ name: 'Openings', memberIds: early }, { memberIds: late }]
    expect(namesOpened(planned, [...early, ...late])).toEqual(['Openings', 'Breakout 2'])
  })

  it('stay two where all of one breakout have gone and others have come', () => {
    const planned = [
      { name: 'Breakout 1', memberIds: early },
      { name: 'Breakout 2', memberIds: late },
    ]
    expect(namesOpened(planned, [...late, ...fresh]).toSorted()).toEqual(['Breakout 1', 'Breakout 2'])
  })

  it('do not count to a name that the host has given', () => {
    const planned = [{ memberIds: early }, { name: 'Breakout 1', memberIds: late }]
    expect(namesOpened(planned, [...early, ...late])).toEqual(['Breakout 2', 'Breakout 1'])
  })

  it('are counted on where more breakouts are needed than were planned', () => {
    const [many, more] = [people('a', 10), people('c', 10)]
    const opened = namesOpened([{ name: 'Breakout 2', memberIds: many }], [...many, ...more])
    expect(new Set(opened).size).toBe(2)
    expect(opened).toContain('Breakout 2')
  })
})
