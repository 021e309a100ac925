import { crowd, type World } from './world.ts'

/**
 * A round of ten minutes in two breakouts: member-1 to member-6 in the first, the other six in the second; ada hosts at the
 * table. `besides` are members who sit nowhere.
 */
export async function twoBreakouts(world: World, besides: string[] = []) {
  const place = await world.circle([...crowd(12), ...besides], 30)
  const { roomId } = place
  for (const name of ['ada', ...crowd(12)]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const ids = await Promise.all(crowd(12).map((name) => world.person(name)))
  const { roundId, breakouts, endsAt } = await world.run('ada', 'round:open', {
    roomId,
    groups: [ids.slice(0, 6), ids.slice(6)].map((memberIds) => ({ memberIds })),
    sittingOut: [await world.person('ada')],
    task: '',
    minutes: 10,
  })
  const [first, second] = breakouts.map((breakout) => breakout.roomId) as [string, string]
  return { ...place, host: { roomId, roundId }, first, second, endsAt }
}
