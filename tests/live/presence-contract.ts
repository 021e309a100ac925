import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import type { Presence, PresenceState } from '../../server/domain/ports.ts'

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

  test('a device whose node renews is here for hours', async () => {
    const { here, there, pass, circleId } = await nodes()
    await here.set(circleId, ada, 'a1', 'here')
    for (let minutes = 0; minutes < 120; minutes++) {
      pass(29_000)
      await here.renew()
    }
    expect(await membersOf(there, circleId)).toEqual({ [ada]: 'here' })
  })

  test('whatever devices do on two nodes, each node shows who is here, nobody else, and nobody flickers', async () => {
    const made = await nodes()
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const circleId = newId()
        const model = createModel()
        for (const step of taken) {
          await take(made, circleId, step)
          model.take(step)
          for (const name of nodeNames) {
            const isAlone = made.here === made.there
            expect(await membersOf(made[name], circleId)).toEqual(model.shownBy(isAlone ? null : name))
          }
        }
      }),
      { numRuns: 60 },
    )
  })
}

const nodeNames = ['here', 'there'] as const
type NodeName = (typeof nodeNames)[number]
type Device = { node: NodeName; memberId: string; deviceId: string }
type Step =
  | { does: 'set'; device: Device; state: PresenceState }
  | { does: 'drop'; device: Device }
  | { does: 'renew'; node: NodeName }
  | { does: 'wait'; ms: number }

// A device is a connection: it is at one node for as long as it lives.
const device = fc.constantFrom<Device[]>(
  ...nodeNames.flatMap((node) =>
    [ada, ben].flatMap((memberId) => [1, 2].map((no) => ({ node, memberId, deviceId: `${node} ${memberId} ${no}` }))),
  ),
)
const steps = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('set' as const), device, state: fc.constantFrom('here', 'heads-down', 'away') }),
    fc.record({ does: fc.constant('drop' as const), device }),
    fc.record({ does: fc.constant('renew' as const), node: fc.constantFrom(...nodeNames) }),
    fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 16_000 }) }),
  ),
  { minLength: 5, maxLength: 40 },
) as fc.Arbitrary<Step[]>

async function take({ pass, ...nodes }: Nodes, circleId: string, step: Step): Promise<void> {
  if (step.does === 'wait') return pass(step.ms)
  if (step.does === 'renew') return await nodes[step.node].renew()
  const { node, memberId, deviceId } = step.device
  if (step.does === 'set') await nodes[node].set(circleId, memberId, deviceId, step.state)
  else await nodes[node].drop(circleId, memberId, deviceId)
}

/** The truth, told simply: who is connected where, and since when no more. */
function createModel() {
  type Known = Device & { state: PresenceState; renewedAt: number; goneAt: number | null }
  const known = new Map<string, Known>()
  let now = 0
  return {
    take(step: Step): void {
      if (step.does === 'wait') now += step.ms
      if (step.does === 'set')
        known.set(step.device.deviceId, { ...step.device, state: step.state, renewedAt: now, goneAt: null })
      if (step.does === 'drop') {
        const gone = known.get(step.device.deviceId)
        if (gone) gone.goneAt ??= now
      }
      if (step.does === 'renew') for (const one of known.values()) if (one.node === step.node) one.renewedAt = now
    },
    /** What a node is to show: its own people, and those of others who have renewed; null for the only node. */
    shownBy(name: NodeName | null): Record<string, PresenceState> {
      const isShown = ({ node, renewedAt, goneAt }: Known) =>
        goneAt !== null ? now < goneAt + 8_000 : name === null || node === name || now < renewedAt + 30_000
      const shown = [...known.values()].filter(isShown)
      return Object.fromEntries(
        [ada, ben].flatMap((memberId) => {
          const states = shown.filter((one) => one.memberId === memberId).map(({ state }) => state)
          const state = (['heads-down', 'here', 'away'] as const).find((one) => states.includes(one))
          return state ? [[memberId, state]] : []
        }),
      )
    },
  }
}
