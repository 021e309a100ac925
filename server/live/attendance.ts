import type { Signal } from '../../shared/events.ts'
import type { Id } from '../../shared/ids.ts'
import type { Bus, Presence, PresenceState } from '../domain/ports.ts'
import { roomAudience } from './audiences.ts'
import type { LiveServer, LiveSocket } from './io.ts'
import { presenceLease } from './presence-state.ts'

/** Presence on its way to people: the whole of a circle for whoever comes, then the changes, gathered. */
export type Attendance = {
  /** Their person belongs to these circles, which the socket has not been shown yet. */
  come(socket: LiveSocket, circleIds: Id[]): void
  say(socket: LiveSocket, circleId: Id, state: PresenceState): void
  go(socket: LiveSocket): void
  /** A person belongs to a circle no longer: nobody waits for their lease to end (INV-7). */
  forget(circleId: Id, memberId: Id, sockets: LiveSocket[]): void
  signalled(change: Signal<'presence'>): void
  /** Compares what is shown here with the store, which forgets devices of lost nodes. */
  compare(): Promise<void>
  stop(): void
}

/** `isWhole`: it has been read from the store, and is not only what changed. */
type Shown = { isSure: boolean; members: Map<Id, PresenceState>; isWhole: boolean }
type States = Signal<'presence'>['members']

const gatherMs = 250
const pauseMs = 1_000
const onTheWayMs = 2_000
const forgetMs = presenceLease.lifeMs + 10_000

/** @param commonsOf the commons of a circle, if somebody on this node belongs to it */
export function createAttendance(
  io: LiveServer,
  bus: Bus,
  presence: Presence,
  commonsOf: (circleId: Id) => Id | undefined,
): Attendance {
  const shown = new Map<Id, Shown>()
  const touched = new Map<Id, Set<Id>>()
  const forgotten = new Map<string, number>()
  const timers = new Set<NodeJS.Timeout>()

  return {
    come(socket, circleIds) {
      for (const circleId of circleIds) {
        // Whoever was removed while their coming was awaited comes no more.
        if (!socket.data.circles.has(circleId)) continue
        forgotten.delete(`${circleId} ${socket.data.actor.personId}`)
        void showWhole(socket, circleId)
        this.say(socket, circleId, 'here')
      }
    },

    say(socket, circleId, state) {
      // Whoever went while something was awaited has been dropped; a lease from now on would be renewed for ever.
      if (!socket.connected || !socket.data.circles.has(circleId)) return
      const { personId } = socket.data.actor
      void presence.set(circleId, personId, socket.id, state).then(() => touch(circleId, personId))
    },

    go(socket) {
      const { actor, circles } = socket.data
      for (const circleId of circles.keys()) {
        void presence.drop(circleId, actor.personId, socket.id)
        after(presenceLease.lingerMs + gatherMs, () => touch(circleId, actor.personId))
      }
    },

    forget(circleId, memberId, sockets) {
      for (const socket of sockets) void presence.drop(circleId, memberId, socket.id)
      const key = `${circleId} ${memberId}`
      const at = Date.now()
      forgotten.set(key, at)
      after(forgetMs, () => void (forgotten.get(key) === at && forgotten.delete(key)))
      show(circleId, shown.get(circleId)?.isSure ?? true, { [memberId]: null })
    },

    signalled({ circleId, isSure, members }) {
      const isNews = ([memberId, state]: [Id, PresenceState | null]) => {
        const at = forgotten.get(`${circleId} ${memberId}`)
        if (state === null || at === undefined) return true
        // What another node said before it had heard of the removal; later on, they have come back there.
        if (Date.now() - at < onTheWayMs) return false
        forgotten.delete(`${circleId} ${memberId}`)
        return true
      }
      show(circleId, isSure, Object.fromEntries(Object.entries(members).filter(isNews)))
    },

    async compare() {
      for (const [circleId, before] of shown) {
        if (!isHeardHere(circleId)) shown.delete(circleId)
        else {
          const { isSure, members } = await read(circleId)
          const gone = [...before.members.keys()].filter((memberId) => !members.has(memberId))
          show(circleId, isSure, {
            ...Object.fromEntries(members),
            ...Object.fromEntries(gone.map((id) => [id, null])),
          })
        }
      }
    },

    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }

  async function showWhole(socket: LiveSocket, circleId: Id): Promise<void> {
    const { isSure, members } = await wholeOf(circleId)
    socket.emit('signal', 'presence', { circleId, isSure, whole: true, members: Object.fromEntries(members) })
  }

  // What was shown to others is what the next changes are told against: whoever began elsewhere stays wrong.
  async function wholeOf(circleId: Id): Promise<Shown> {
    for (;;) {
      const known = shown.get(circleId)
      if (known?.isWhole) return known
      const found = await read(circleId)
      // What was told meanwhile may be newer than what was read.
      if (shown.get(circleId) !== known) continue
      shown.set(circleId, found)
      return found
    }
  }

  async function read(circleId: Id): Promise<Shown> {
    const { isSure, members } = await presence.list(circleId)
    const stays = ([memberId]: [Id, PresenceState]) => !forgotten.has(`${circleId} ${memberId}`)
    return { isSure, members: new Map([...members].filter(stays)), isWhole: true }
  }

  // What happens to a circle within a moment goes out as one signal, and one a second while it goes on: after a restart
  // everybody comes at once.
  function touch(circleId: Id, memberId: Id): void {
    const members = touched.get(circleId)
    if (members) return void members.add(memberId)
    touched.set(circleId, new Set([memberId]))
    after(gatherMs, () => void tell(circleId))
  }

  async function tell(circleId: Id): Promise<void> {
    const memberIds = [...(touched.get(circleId) ?? [])]
    if (memberIds.length === 0) return void touched.delete(circleId)
    touched.set(circleId, new Set())
    after(pauseMs, () => void tell(circleId))
    const commonsId = commonsOf(circleId)
    if (!commonsId) return
    const { isSure, members } = await read(circleId)
    const states: States = Object.fromEntries(memberIds.map((id) => [id, members.get(id) ?? null]))
    const body = { circleId, isSure, whole: false, members: states }
    bus.publish(commonsId, { type: 'signal', name: 'presence', body })
  }

  function show(circleId: Id, isSure: boolean, states: States): void {
    const before = shown.get(circleId) ?? { isSure: true, members: new Map<Id, PresenceState>(), isWhole: false }
    const changed = Object.entries(states).filter(([id, state]) => (before.members.get(id) ?? null) !== state)
    if (changed.length === 0 && isSure === before.isSure) return
    for (const [id, state] of changed) {
      if (state) before.members.set(id, state)
      else before.members.delete(id)
    }
    shown.set(circleId, { ...before, isSure })
    const commonsId = commonsOf(circleId)
    const body = { circleId, isSure, whole: false, members: Object.fromEntries(changed) }
    if (commonsId) io.local.to(roomAudience(commonsId)).emit('signal', 'presence', body)
  }

  function isHeardHere(circleId: Id): boolean {
    const commonsId = commonsOf(circleId)
    return commonsId !== undefined && io.of('/').adapter.rooms.has(roomAudience(commonsId))
  }

  function after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms).unref()
    timers.add(timer)
  }
}
