import { computed, effect, signal } from '@preact/signals'
import type { CommandInput } from '../../shared/commands.ts'
import type { Id } from '../../shared/ids.ts'
import { newId } from '../../shared/new-id.ts'
import { createOutbox, type Entry, type Outbox, type OutboxName } from '../api/outbox.ts'
import { asOnlyTab } from '../api/sender-tab.ts'
import { carry } from '../api/run.ts'
import { connection } from '../api/socket.ts'
import { serverTime } from '../api/clock.ts'
import { kept } from '../api/kept.ts'

export const entries = signal<Entry[]>([])
export const landed = signal<ReadonlyMap<Id, number>>(new Map())

let outbox: Outbox | null = null
let close = () => {}

/**
 * Opens the outbox of the member who is signed in. What other members left in this browser is forgotten, and what was
 * meant for circles that the member has had to leave.
 */
export function openOutbox(memberId: Id, circleIds: Id[]): void {
  closeOutbox()
  const key = `${memberId}/outbox`
  const channel = new BroadcastChannel('kith-outbox')
  // What is still under way when it closes says nothing to whoever is signed in next.
  let isOpen = true
  const opened = createOutbox({
    store: {
      load: async () => (await kept.get<Entry[]>(key)) ?? [],
      async change(changed) {
        const all = await kept.change<Entry[]>(key, (before) => changed(before ?? []))
        if (isOpen) channel.postMessage('changed')
        return all
      },
    },
    send: (entry) => carry(entry.name, entry.input),
    changed: (all) => void (isOpen && (entries.value = all)),
    landed: (entry, seq) => {
      if (!isOpen) return
      landed.value = new Map([...landed.value, [entry.input.commandId, seq]])
      justLanded.value = [...justLanded.value.slice(-50), entry]
    },
  })
  outbox = opened
  void forgetOthers(memberId, circleIds).then(() => opened.reload())
  channel.onmessage = ({ data }) => {
    // Somebody else has signed in on another tab: this one would speak in their name.
    if (data === 'changed') void opened.reload()
    else if (data !== memberId) location.reload()
  }
  channel.postMessage(memberId)
  const letGo = asOnlyTab(`kith-outbox ${memberId}`, opened.start, opened.stop)
  const stopWaking = effect(() => {
    if (connection.value.state === 'open' || connection.value.state === 'polling') opened.wake()
  })
  close = () => {
    stopWaking()
    letGo()
    opened.stop()
    isOpen = false
    channel.close()
  }
}

async function forgetOthers(memberId: Id, circleIds: Id[]): Promise<void> {
  const key = `${memberId}/outbox`
  await kept.forget((other) => other === key || circleIds.some((id) => other.startsWith(`${memberId}/draft/${id}/`)))
  await kept.change<Entry[]>(key, (all) => (all ?? []).filter(({ circleId }) => circleIds.includes(circleId)))
}

export function closeOutbox(): void {
  close()
  close = () => {}
  outbox = null
  entries.value = []
}

/** Keeps what a member wrote in a room and sends it as soon as that is possible. */
export async function send<N extends OutboxName>(
  { circleId, name: roomName }: { circleId: Id; name: string },
  name: N,
  input: Omit<CommandInput<N>, 'commandId'>,
): Promise<void> {
  const whole = { ...input, commandId: newId() }
  await outbox?.add({ name, input: whole, circleId, roomName, madeAt: serverTime(), refusal: null } as unknown as Entry)
}

export const retry = (commandId: Id) => outbox?.retry(commandId)
export const discard = (commandId: Id) => outbox?.discard(commandId)
export const seatTaken = (roomId: Id) => outbox?.seatTaken(roomId)
export const dropCircle = (circleId: Id) => outbox?.dropCircle(circleId)

/** Taken by the server and gone from the list, but perhaps not yet read back from the log. */
const justLanded = signal<Entry[]>([])

/** All entries of a room, those included whose event is still on its way. */
export const entriesOf = (roomId: Id) => everything.value.filter((entry) => entry.input.roomId === roomId)

const everything = computed(() => {
  const waiting = new Set(entries.value.map((entry) => entry.input.commandId))
  return [...justLanded.value.filter((entry) => !waiting.has(entry.input.commandId)), ...entries.value]
})
