import { afterEach, expect, test, vi } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import type { Bus, Notice } from '../../server/domain/ports.ts'

export const said = (seq: number, text = 'a word'): Notice => ({
  type: 'event',
  published: {
    circleId: newId(),
    epoch: 0,
    event: { roomId: newId(), seq, kind: 'message:sent', memberId: newId(), at: 1, body: { text } },
  },
})

/** What every bus promises. `makeNodes` gives the buses of two nodes of one installation; the same one twice will do. */
export function busContract(makeNodes: () => Promise<{ here: Bus; there: Bus; end: () => Promise<void> }>): void {
  let end = async () => {}
  afterEach(async () => await end())
  const nodes = async () => {
    const made = await makeNodes()
    end = made.end
    return made
  }

  test('what is published about a room reaches each node that serves it, once and in order', async () => {
    const { here, there } = await nodes()
    const roomId = newId()
    const heard = { here: [] as Notice[], there: [] as Notice[] }
    await here.subscribe(roomId, (notice) => heard.here.push(notice))
    await there.subscribe(roomId, (notice) => heard.there.push(notice))
    const notices = Array.from({ length: 20 }, (_, i) => said(i + 1, `über ${i} 🌱`))
    for (const notice of notices) here.publish(roomId, notice)
    await vi.waitFor(() => expect(heard.there).toHaveLength(20))
    expect(heard.there).toEqual(notices)
    expect(heard.here).toEqual(notices)
  })

  test('a node hears nothing of a room that it does not serve, or no longer serves', async () => {
    const { here, there } = await nodes()
    const [served, other] = [newId(), newId()]
    const heard: Notice[] = []
    const leave = await there.subscribe(served, (notice) => heard.push(notice))
    here.publish(other, said(1))
    here.publish(served, said(2))
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    await leave()

    const witness: Notice[] = []
    await there.subscribe(other, (notice) => witness.push(notice))
    here.publish(served, said(3))
    here.publish(other, said(4))
    await vi.waitFor(() => expect(witness).toHaveLength(1))
    expect(heard).toHaveLength(1)
  })

  test('a listener that fails neither fails who publishes nor keeps later notices back', async () => {
    const { here } = await nodes()
    const roomId = newId()
    let calls = 0
    await here.subscribe(roomId, () => {
      calls += 1
      throw new Error('no')
    })
    here.publish(roomId, said(1))
    here.publish(roomId, said(2))
    await vi.waitFor(() => expect(calls).toBe(2))
  })

  test('after closing, publishing is harmless', async () => {
    const { here, there } = await nodes()
    const roomId = newId()
    const heard: Notice[] = []
    await here.subscribe(roomId, (notice) => heard.push(notice))
    await there.close()
    await here.close()
    here.publish(roomId, said(1))
    expect(heard).toEqual([])
  })
}
