import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createPeopleHere } from '../../server/live/people-here.ts'

/** The database's word on who is here, which answers late and sometimes not at all. */
function openLife() {
  const here = new Set<string>()
  const calls: string[] = []
  const life = { failures: 0, here, calls }
  const answer = async (call: string, apply: () => void) => {
    calls.push(call)
    await Promise.resolve()
    // Every other one takes effect all the same: what is lost is the answer.
    if (life.failures-- > 0) {
      if (life.failures % 2 === 1) apply()
      throw new Error('the database is away')
    }
    apply()
  }
  const node = {
    nodeId: 'here',
    beat: async () => {},
    end: async () => {},
    arrived: (id: string) => answer(`+${id}`, () => here.add(id)),
    departed: (id: string) => answer(`-${id}`, () => here.delete(id)),
  }
  return { ...life, node, fail: (times: number) => void (life.failures = times) }
}

describe('who is here', () => {
  test('only the first device of a person and the last one are worth a word', async () => {
    const { node, calls } = openLife()
    const people = createPeopleHere(node, () => {})
    await people.arrive('ada', 'laptop')
    await people.arrive('ada', 'phone')
    people.leave('ada', 'laptop')
    await people.settled()
    expect(calls).toEqual(['+ada'])
    people.leave('ada', 'phone')
    people.leave('ada', 'phone')
    await people.settled()
    expect(calls).toEqual(['+ada', '-ada'])
  })

  test('a coming and a going in one moment end as they should', async () => {
    const { node, here } = openLife()
    const people = createPeopleHere(node, () => {})
    void people.arrive('ada', 'laptop')
    people.leave('ada', 'laptop')
    void people.arrive('ada', 'phone')
    await people.settled()
    expect([...here]).toEqual(['ada'])
  })

  test('who polls is here for fifteen seconds more', async () => {
    let now = 0
    const { node, here } = openLife()
    const people = createPeopleHere(
      node,
      () => {},
      () => now,
    )
    people.polled('ada')
    await people.settled()
    now = 14_000
    people.polled('ada')
    now = 28_000
    people.sweep()
    await people.settled()
    expect([...here]).toEqual(['ada'])
    now = 29_000
    people.sweep()
    await people.settled()
    expect([...here]).toEqual([])
  })

  test('what the database did not take is said again, and everything when it has forgotten', async () => {
    const { node, here, fail } = openLife()
    const trouble = vi.fn<() => void>()
    const people = createPeopleHere(node, trouble)
    fail(1)
    await people.arrive('ada', 'laptop')
    expect([...here]).toEqual([])
    expect(trouble).toHaveBeenCalledOnce()
    people.sweep()
    await people.settled()
    expect([...here]).toEqual(['ada'])
    here.clear()
    people.tellAgain()
    await people.settled()
    expect([...here]).toEqual(['ada'])
  })

  test('who came or went while nobody knew whether it was taken is told again, also as gone', async () => {
    const { node, here, fail } = openLife()
    const people = createPeopleHere(node, () => {})
    fail(2)
    await people.arrive('ada', 'laptop')
    expect([...here]).toEqual(['ada'])
    fail(1)
    people.leave('ada', 'laptop')
    await people.settled()
    people.tellAgain()
    await people.settled()
    expect([...here]).toEqual([])
  })

  test('whatever comes and goes and fails, in the end the database says what is so', async () => {
    const step = fc.record({ who: fc.constantFrom('ada', 'ben'), device: fc.nat(2), comes: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.nat(5), async (steps, failures) => {
        const { node, here, fail } = openLife()
        const people = createPeopleHere(node, () => {})
        const devices = new Set<string>()
        fail(failures)
        for (const { who, device, comes } of steps) {
          if (comes) void people.arrive(who, String(device))
          else people.leave(who, String(device))
          if (comes) devices.add(`${who}/${device}`)
          else devices.delete(`${who}/${device}`)
          if (device === 0) await Promise.resolve()
        }
        await people.settled()
        fail(0)
        people.sweep()
        await people.settled()
        expect([...here].toSorted()).toEqual([...new Set([...devices].map((d) => d.split('/')[0]))].toSorted())
      }),
    )
  })
})
