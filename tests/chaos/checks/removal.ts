import type { Evidence } from './evidence.ts'
import { createFindings, type Check } from './verdict.ts'

/** P15: after a removal no later number reaches the person, and nothing of theirs is accepted. */
export const removal: Check = (evidence) => {
  const findings = createFindings()
  const { stored, heard, applied } = evidence
  const gone = removals(evidence)
  const names = new Map([...stored.people].map(([name, id]) => [id, name]))
  let tries = 0
  for (const { person, circle, last, acknowledgedAt } of gone) {
    const who = names.get(person)!
    const isLater = (room: string, seq: number) => seq > (last.get(room) ?? Infinity)
    for (const entry of [...heard, ...applied]) {
      if (entry.who !== who || !('seq' in entry) || !isLater(entry.room, entry.seq)) continue
      findings.add(`${who} got ${entry.room} ${entry.seq} and was removed at ${last.get(entry.room)}`)
    }
    for (const { id } of stored.rooms.filter((room) => room.circle === circle)) {
      for (const { seq, by, kind } of stored.events.get(id) ?? []) {
        if (by === person && isLater(id, seq))
          findings.add(`${kind} of ${who} stands as ${id} ${seq} after their removal`)
      }
    }
    if (stored.seats.some((seat) => seat.person === person)) findings.add(`${who} was removed and still sits`)
    const later = evidence.calls.filter((call) => call.who === who && call.t > acknowledgedAt)
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

type Removal = { person: string; circle: string; last: Map<string, number>; acknowledgedAt: number }

function removals({ stored, calls }: Evidence): Removal[] {
  const found = new Map<string, Removal>()
  for (const { id, circle } of stored.rooms) {
    for (const { kind, body, seq } of stored.events.get(id) ?? []) {
      if (kind !== 'member:removed') continue
      const person = String(body['memberId'])
      const told = calls.find(
        (call) => call.name === 'member:remove' && call.input.memberId === person && call.answer?.ok,
      )
      const removal = found.get(person) ?? {
        person,
        circle,
        last: new Map(),
        acknowledgedAt: told?.answeredAt ?? Infinity,
      }
      removal.last.set(id, seq)
      found.set(person, removal)
    }
  }
  return [...found.values()]
}
