import type { Delivery, Evidence } from './evidence.ts'
import { isDelivery } from './order.ts'
import { createFindings, groupBy, type Check } from './verdict.ts'

/** Half as much again as is promised: a node may be asleep, and another without its database, one after the other. */
const closedMs = 15_000
/** Who connects while they are removed comes in as a member of nothing, and may stay. No connection takes longer to come in. */
const comingInMs = 5_000

/** P15: after a removal no later number reaches the person, and nothing of theirs is accepted. */
export const removal: Check = (evidence) => {
  const findings = createFindings()
  const { stored } = evidence
  const got = groupBy(deliveries(evidence), ({ who }) => who)
  const asked = groupBy(evidence.calls, ({ who }) => who)
  const gone = removals(evidence)
  const names = new Map([...stored.people].map(([name, id]) => [id, name]))
  const turns = groupBy(evidence.connections, ({ who }) => who)
  let tries = 0
  for (const { person, circle, last, at, acknowledgedAt } of gone) {
    const who = names.get(person)!
    const isLater = (room: string, seq: number) => seq > (last.get(room) ?? Infinity)
    for (const { room, seq } of got.get(who) ?? []) {
      if (isLater(room, seq)) findings.add(`${who} got ${room} ${seq} and was removed at ${last.get(room)}`)
    }
    for (const { id } of stored.rooms.filter((room) => room.circle === circle)) {
      for (const { seq, by, kind } of stored.events.get(id) ?? []) {
        if (by === person && isLater(id, seq))
          findings.add(`${kind} of ${who} stands as ${id} ${seq} after their removal`)
      }
    }
    if (stored.seats.some((seat) => seat.person === person)) findings.add(`${who} was removed and still sits`)
    const before = (turns.get(who) ?? []).findLast(({ t }) => t <= at)
    const ended = (turns.get(who) ?? []).find(({ t }) => t > at)?.t ?? acknowledgedAt
    if (before?.what === 'opened' && before.t < at - comingInMs && ended - acknowledgedAt > closedMs)
      findings.add(`${who} kept a connection for ${ended - acknowledgedAt} ms after their removal`)
    const later = (asked.get(who) ?? []).filter(({ t }) => t > acknowledgedAt)
    tries += later.length
    for (const { name, input, answer } of later) {
      // Who repeats what was accepted before hears the first answer again: nothing new came of it.
      const isOld = answer?.reply?.seq !== undefined && answer.reply!.seq! < (last.get(input.roomId!) ?? 0)
      if (answer?.ok && input.roomId && !isOld) findings.add(`${who} was answered ${name} after their removal`)
    }
  }
  return findings.verdict({
    promise: 'P15',
    says: 'gone is gone',
    figures: `${gone.length} removed, who tried ${tries} times, ${findings.count()} deliveries or effects after`,
  })
}

function* deliveries({ heard, applied }: Evidence): Generator<Delivery> {
  yield* heard
  for (const entry of applied) if (isDelivery(entry)) yield entry
}

type Removal = { person: string; circle: string; last: Map<string, number>; at: number; acknowledgedAt: number }

function removals({ stored, calls }: Evidence): Removal[] {
  const found = new Map<string, Removal>()
  const told = calls.filter(({ name, answer }) => name === 'member:remove' && answer?.ok)
  for (const { id, circle } of stored.rooms) {
    for (const { kind, body, seq, at } of stored.events.get(id) ?? []) {
      if (kind !== 'member:removed') continue
      const person = String(body['memberId'])
      const removal = found.get(person) ?? {
        person,
        circle,
        last: new Map(),
        at,
        acknowledgedAt: told.find(({ input }) => input.memberId === person)?.answeredAt ?? Infinity,
      }
      removal.last.set(id, seq)
      found.set(person, removal)
    }
  }
  return [...found.values()]
}
