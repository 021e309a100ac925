import { expect, test } from 'vitest'
import { events } from '../../shared/events.ts'
import { foldCircle } from '../../shared/fold-circle.ts'
import { fold } from '../../shared/fold.ts'
import { newId } from '../../shared/new-id.ts'
import { acceptInvite } from '../../server/domain/invites.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, facts, openWorld, reason } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

/**
 * INV-13, step by step: fetch the state, act, fold the new events into the old state, compare with a fresh fetch. Every
 * event is also checked against its schema. `watch` follows one room; `step` acts and compares all that are followed.
 */
function convergence(circleId: string) {
  const rooms = new Map<string, { reader: string; state: Awaited<ReturnType<typeof snapshot>> }>()
  let circle: Awaited<ReturnType<typeof view>> | undefined

  const snapshot = async (reader: string, roomId: string) =>
    (await world.ask(reader, 'room:snapshot', { roomId })).state
  const view = () => world.ask('ada', 'circle:view', { circleId })
  const since = async (roomId: string, head: number) =>
    (await world.ports.records.eventsAfter(roomId, head, 1_000)).map(({ event }) => event)

  return {
    async watch(reader: string, roomId: string) {
      rooms.set(roomId, { reader, state: await snapshot(reader, roomId) })
    },
    async step(name: string, act: () => Promise<unknown>) {
      circle ??= await view()
      await act()
      for (const [roomId, followed] of rooms) {
        for (const event of await since(roomId, followed.state.head)) {
          expect(events[event.kind].parse(event.body), event.kind).toEqual(event.body)
          followed.state = fold(followed.state, event)
        }
        expect(followed.state, name).toEqual(await snapshot(followed.reader, roomId))
      }
      for (const event of await since(circle.commonsId, circle.head)) circle = foldCircle(circle, event)
      expect(circle, name).toEqual(await view())
    },
  }
}

test('INV-13 after every command, folding its events into the old state equals a fresh snapshot', async () => {
  const people = crowd(12)
  const { circleId, commonsId, roomId } = await world.circle(people, 13)
  const { watch, step } = convergence(circleId)
  await watch('ada', roomId)
  await watch('ada', commonsId)
  const as = (name: string) => ({
    enter: (id = roomId) => world.run(name, 'room:enter', { roomId: id }),
    leave: (id = roomId) => world.run(name, 'room:leave', { roomId: id }),
  })
  const [first, second, third] = await Promise.all(people.slice(0, 3).map((name) => world.person(name)))

  for (const name of ['ada', ...people]) await step('enter', () => as(name).enter())
  await step('join', () => world.join(circleId, 'rae'))
  await step('line', () => as('rae').enter())
  await step('offer', () => as('member-12').leave())
  await step('back in line', () => as('member-12').enter())
  await step('lapse', () => world.moveTime(121_000).then(() => runDueWork(world.ports)))
  await step('take', () => as('member-12').enter())

  let seq = 0
  await step('say', async () => void ({ seq } = await world.say('member-1', roomId, 'first words')))
  await step('reply', () => world.run('member-2', 'message:send', { roomId, text: 'yes', replyTo: seq }))
  await step('edit', () => world.run('member-1', 'message:edit', { roomId, seq, text: 'better words' }))
  await step('edit again', () => world.run('member-1', 'message:edit', { roomId, seq, text: 'best words' }))
  for (const emoji of ['👍', '🎉']) {
    for (const name of ['member-2', 'member-3']) {
      await step('react', () => world.run(name, 'reaction:add', { roomId, seq, emoji }))
    }
  }
  await step('unreact', () => world.run('member-2', 'reaction:remove', { roomId, seq, emoji: '👍' }))
  await step('mark', () => world.run('member-2', 'mark:add', { roomId, seq, mark: 'decision' }))
  await step('mark', () => world.run('member-3', 'mark:add', { roomId, seq, mark: 'action' }))
  await step('unmark', () => world.run('member-2', 'mark:remove', { roomId, seq, mark: 'decision' }))
  for (let count = 0; count < 52; count++) await world.say('member-4', roomId, `message ${count}`)
  await step('beyond the newest fifty', () => world.say('member-4', roomId, 'and one more'))
  await step('change what has scrolled away', () => world.run('member-1', 'message:remove', { roomId, seq }))
  await step('say in the commons', () => world.say('member-1', commonsId, 'good evening'))

  await step('session', () => world.run('ada', 'session:start', { roomId, title: 'An evening' }))
  const turnIn = (name: string, id: string, label = 'Once around') => ({
    set: () => world.run(name, 'timer:set', { roomId: id, seconds: 120, label }),
    change: async (command: 'timer:extend' | 'timer:stop') => {
      const { timerId } = (await world.ask(name, 'room:snapshot', { roomId: id })).state.timer!
      if (command === 'timer:stop') return world.run(name, command, { roomId: id, timerId })
      return world.run(name, command, { roomId: id, timerId, seconds: 60 })
    },
  })
  const atTable = turnIn('ada', roomId)
  await step('a turn', atTable.set)
  await step('a longer turn', () => atTable.change('timer:extend'))
  await step('no turn', () => atTable.change('timer:stop'))
  await step('a turn for one', () => world.run('ada', 'timer:set', { roomId, seconds: 60, memberId: first! }))
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'a' })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: 'talk', minutes: 5 }
  let round: Awaited<ReturnType<typeof open>> | undefined
  const open = () => world.run('ada', 'round:open', input)
  await step('round', async () => void (round = await open()))
  const { roundId, breakouts } = round!
  let added = ''
  for (const breakout of breakouts) {
    const [row] = await database.sql<{ name: string }[]>`select name from people where id = ${breakout.memberIds[0]!}`
    await watch(row!.name, breakout.roomId)
    await step('say in a breakout', () => world.say(row!.name, breakout.roomId, 'here we are'))
    await step('a turn in a breakout', turnIn(row!.name, breakout.roomId).set)
  }
  const adaId = await world.person('ada')
  const card = { headline: 'We began', insights: [], decisions: [], actions: [], question: '', wins: ['tea'] }
  const noted = breakouts[0]!
  const [noter] = await database.sql<{ name: string }[]>`select name from people where id = ${noted.memberIds[0]!}`
  const note = (version: number) => world.run(noter!.name, 'harvest:save', { roomId: noted.roomId, version, card })
  await step('note', () => note(0))
  await step('visit', async () => {
    for (const breakout of breakouts) await world.run('ada', 'room:visit', { roomId: breakout.roomId })
  })
  await step('announce', () => world.run('ada', 'round:announce', { roomId, roundId, text: 'half-time' }))
  await step('help', async () => {
    const { helpId } = await world.run('ada', 'help:call', { roomId, kind: 'question' })
    expect(helpId).toBeDefined()
    await world.run('member-1', 'help:call', { roomId, kind: 'stuck' })
    const { calls } = await world.ask('ada', 'help:queue', { roomId })
    await world.run('ada', 'help:claim', { roomId, helpId: calls.find(({ kind }) => kind === 'stuck')!.helpId })
  })
  await step('release', async () => {
    const { calls } = await world.ask('ada', 'help:queue', { roomId })
    await world.run('ada', 'help:release', { roomId, helpId: calls.find(({ claimedBy }) => claimedBy)!.helpId })
  })
  await step('co-host', () => world.run('ada', 'session:change-co-host', { roomId, memberId: first!, isCoHost: true }))
  await step('another facilitator', () =>
    world.run('ada', 'member:change-role', { circleId, memberId: second!, role: 'facilitator' }),
  )
  await step('hand over', () => world.run('ada', 'session:hand-over', { roomId, memberId: second! }))
  await step('hand back', () => world.run('ada', 'session:hand-over', { roomId, memberId: adaId }))
  await step('extend', () => world.run('ada', 'round:extend', { roomId, roundId, minutes: 5 }))
  const inBreakout = breakouts[0]!
  const one = { roomId, roundId, breakoutId: inBreakout.roomId }
  const [asker] = await database.sql<{ name: string }[]>`select name from people where id = ${inBreakout.memberIds[0]!}`
  const ask = () => world.run(asker!.name, 'round:ask-time', { roomId: inBreakout.roomId, minutes: 5 })
  await step('ask for time', ask)
  await step('decline', () => world.run('ada', 'round:decline-time', one))
  await step('ask again', ask)
  await step('extend one', () => world.run('ada', 'round:extend', { ...one, minutes: 5 }))
  await step('shorten one', () => world.run('ada', 'round:shorten', { ...one, minutes: 2 }))
  await step('shorten', () => world.run('ada', 'round:shorten', { roomId, roundId, minutes: 1 }))
  await step('announce to one', () => world.run('ada', 'round:announce', { ...one, text: 'only you' }))
  const ada = await world.person('ada')
  const [mover, stepper] = inBreakout.memberIds.slice(1).filter((id) => id !== ada)
  const move = (memberId: string, breakoutId: string | null) =>
    step('move', () => world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId }))
  await step('add a breakout', async () => {
    const { breakoutId } = await world.run('ada', 'breakout:add', { roomId, roundId, name: 'Balcony' })
    added = breakoutId
  })
  await move(mover!, added)
  const [moved] = await database.sql<{ name: string }[]>`select name from people where id = ${mover!}`
  await watch(moved!.name, added)
  await step('step out', () => world.run(moved!.name, 'round:step-out', { roomId: added }))
  await step('come back', () => world.run(moved!.name, 'round:come-back', { roomId, roundId }))
  await step('step out again', () => world.run(moved!.name, 'round:step-out', { roomId: added }))
  await step('visit the new one', () => world.run('ada', 'room:visit', { roomId: added }))
  await move(stepper!, null)
  await step('place', () => world.run('ada', 'round:place', { roomId, roundId }))
  await move(ada, added)
  await step('come back late', () =>
    as('member-12')
      .leave()
      .then(() => as('member-12').enter()),
  )
  const last = breakouts.at(-1)!.roomId
  if (last !== inBreakout.roomId) {
    await step('close one', () => world.run('ada', 'breakout:close', { roomId, roundId, breakoutId: last }))
  }
  await step('merge', () =>
    world.run('ada', 'breakout:merge', { roomId, roundId, breakoutId: added, intoId: inBreakout.roomId }),
  )
  await step('close', () => world.run('ada', 'round:close', { roomId, roundId }))

  await step('correct', () => note(1))
  await step('end', () => world.run('ada', 'session:end', { roomId }))
  const role = { circleId, memberId: first!, role: 'facilitator' as const }
  await step('role', () => world.run('ada', 'member:change-role', role))
  await step('rename', () => world.run('member-2', 'member:rename', { circleId, name: 'Chloe' }))
  await step('remove', () => world.run('ada', 'member:remove', { circleId, memberId: third!, reason: 'no' }))
  await step('leave', () => world.run('member-5', 'member:leave', { circleId }))
  await step('change the table', () => world.run('ada', 'room:change', { roomId, name: 'Round table', capacity: 20 }))
  await step('change the circle', () =>
    world.run('ada', 'circle:change', { circleId, facts: { ...facts, name: 'The Longer Table', capacity: 99 } }),
  )
  await step('open another', () => world.run('ada', 'room:open', { circleId, name: 'Window seat', capacity: 4 }))
  await step('close the table', () => world.run('ada', 'room:close', { roomId }))
  expect(second).toBeDefined()
  await world.moveTime(0)
}, 60_000)

test('INV-13 so it is with guests, for them as well: what they may not read is in neither', async () => {
  const people = crowd(8)
  const { circleId, roomId } = await world.circle(people, 20)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.say('ada', roomId, 'before the evening')
  await world.run('ada', 'session:start', { roomId, title: 'An evening' })
  const { watch, step } = convergence(circleId)
  const invite = async (addressee: string) =>
    (await world.run('ada', 'guest:invite', { roomId, addressee, reason })).inviteId
  const invites = [await invite('noor'), await invite('otto'), await invite('otto')]
  const come = async (name: string) => {
    const actor = { personId: await world.person(name), signInId: null }
    await acceptInvite(world.ports, actor, { commandId: newId(), codeHash: `hash of ${invites.shift()}`, name })
  }
  await watch('ada', roomId)
  await step('a guest comes', () => come('noor'))
  await watch('noor', roomId)
  await step('and sits', () => world.run('noor', 'room:enter', { roomId }))
  await step('and speaks', () => world.say('noor', roomId, 'good evening'))
  const groups = [{ memberIds: await Promise.all(['noor', ...people].map((name) => world.person(name))) }]
  const sittingOut = [await world.person('ada')]
  const { breakouts, roundId } = await world.run('ada', 'round:open', {
    roomId,
    groups,
    sittingOut,
    task: '',
    minutes: 5,
  })
  await watch('member-1', breakouts[0]!.roomId)
  await step('another one', () => come('otto'))
  const otto = { roomId, memberId: await world.person('otto') }
  await step('who becomes a member', () => world.join(circleId, 'otto'))
  await step('and is removed', () =>
    world.run('ada', 'member:remove', { circleId, memberId: otto.memberId, reason: 'no' }),
  )
  await step('and is a guest again', () => come('otto'))
  await step('and sits down', () => world.run('otto', 'room:enter', { roomId }))
  await step('and is shown out', () => world.run('ada', 'guest:show-out', otto))
  await step('close', () => world.run('ada', 'round:close', { roomId, roundId }))
  const { seats } = (await world.ask('ada', 'room:snapshot', { roomId })).state
  expect(seats).toHaveLength(10)
  const afterwards = convergence(circleId)
  await afterwards.watch('ada', roomId)
  await afterwards.step('and ends with the session', () => world.run('ada', 'session:end', { roomId }))
}, 30_000)
