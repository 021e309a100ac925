import { afterEach, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import type { Presence } from '../../server/domain/ports.ts'

const [ada, ben] = [newId(), newId()]

type Nodes = { here: Presence; there: Presence; pass(ms: number): void; end(): Promise<void> }

/** What every presence promises. `makeNodes` gives that of two nodes; the same one twice will do. `pass` moves the clock. */
export function presenceContract(makeNodes: () => Promise<Nodes>): void {
  let end = async () => {}
  afterEach(async () => await end())
  const nodes = async () => {
    const made = await makeNodes()
    end = made.end
    return { ...made, circleId: newId() }
  }
  const membersOf = async (presence: Presence, circleId: string) =>
    Object.fromEntries((await presence.list(circleId)).members)

  test('who is here is seen on every node, circle by circle', async () => {
    const { here, there, circleId } = await nodes()
    await here.set(circleId, ada, 'a1', 'here')
    await there.set(circleId, ben, 'b1', 'away')
    await there.set(newId(), ben, 'b1', 'here')
    expect(await membersOf(here, circleId)).toEqual({ [ada]: 'here', [ben]: 'away' })
    expect(await membersOf(there, circleId)).toEqual({ [ada]: 'here', [ben]: 'away' })
    expect((await here.list(circleId)).isSure).toBe(true)
  })

  test('of several devices the head that is kept down counts most, then being here', async () => {
    const { here, there, circleId } = await nodes()
    await here.set(circleId, ada, 'a1', 'away')
    await there.set(circleId, ada, 'a2', 'here')
    expect(await membersOf(here, circleId)).toEqual({ [ada]: 'here' })
    await here.set(circleId, ada, 'a1', 'heads-down')
    expect(await membersOf(there, circleId)).toEqual({ [ada]: 'heads-down' })
    await here.set(circleId, ada, 'a1', 'here')
    expect(await membersOf(there, circleId)).toEqual({ [ada]: 'here' })
  })

  test('who goes is shown for eight seconds more, and stays without a break when they come back', async () => {
    const { here, there, pass, circleId } = await nodes()
    await here.set(circleId, ada, 'a1', 'here')
    await here.drop(circleId, ada, 'a1')
    pass(7_900)
    expect(await membersOf(there, circleId)).toEqual({ [ada]: 'here' })
    await there.set(circleId, ada, 'a2', 'here')
    pass(1_000)
    expect(await membersOf(here, circleId)).toEqual({ [ada]: 'here' })
    await there.drop(circleId, ada, 'a2')
    pass(8_000)
    expect(await membersOf(here, circleId)).toEqual({})
  })

  test('a device whose node renews is here for hours; one whose node fell silent is forgotten after 30 seconds', async () => {
    const { here, there, pass, circleId } = await nodes()
    await here.set(circleId, ada, 'a1', 'here')
    for (let minutes = 0; minutes < 3; minutes++) {
      pass(20_000)
      await here.renew()
    }
    pass(29_000)
    expect(await membersOf(there, circleId)).toEqual({ [ada]: 'here' })
    pass(1_000)
    expect(await membersOf(there, circleId)).toEqual({})
  })
}
