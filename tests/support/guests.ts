import { newId } from '../../shared/new-id.ts'
import { acceptInvite } from '../../server/domain/invites.ts'
import { reason, type World } from './world.ts'

/** Evenings with guests, in a world of its own. */
export function guestEvenings(world: World) {
  async function accept(inviteId: string, name: string, as = name) {
    const actor = { personId: await world.person(name), signInId: null }
    return acceptInvite(world.ports, actor, { commandId: newId(), codeHash: `hash of ${inviteId}`, name: as })
  }

  const invite = async (roomId: string, name: string, by = 'ada') =>
    (await world.run(by, 'guest:invite', { roomId, addressee: name, reason })).inviteId

  /** An evening at a table of ada's, and whoever is named as her guest, seated. */
  async function evening(members = ['ben', 'chloe'], guests = ['kira'], capacity = 20) {
    const place = await world.circle(members, capacity)
    const { circleId, roomId } = place
    for (const name of ['ada', ...members]) await world.run(name, 'room:enter', { roomId })
    const { seq: before } = await world.say('ada', roomId, 'said before the evening')
    const { sessionId } = await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
    for (const name of guests) {
      await accept(await invite(roomId, name), name)
      await world.run(name, 'room:enter', { roomId })
    }
    const state = async (as = 'ada', id = roomId) => (await world.ask(as, 'room:snapshot', { roomId: id })).state
    /** Who counts in the circle now. */
    const counts = async () =>
      (
        await world.database.sql<{ members: number; guests: number }[]>`
        select members, guests from circles where id = ${circleId}`
      )[0]!
    const stays = async (name: string) =>
      (await world.ask(name, 'me', {})).guestAt.filter((stay) => stay.circleId === circleId)
    /** Changes how many the circle holds, and nothing else of it. */
    const resize = async (capacity: number) => {
      const { facts } = await world.ask('ada', 'circle:view', { circleId })
      return world.run('ada', 'circle:change', { circleId, facts: { ...facts, capacity } })
    }
    return { ...place, sessionId, before, state, counts, stays, resize }
  }

  return { accept, invite, evening }
}
