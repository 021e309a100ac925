import type { Call, Evidence, Stored, StoredEvent } from '../chaos/checks/evidence.ts'
import type { Check } from '../chaos/checks/verdict.ts'

// What a run of the chaos would have written down.
const nothing: Stored = {
  rooms: [],
  events: new Map(),
  commands: new Map(),
  people: new Map(),
  seats: [],
  members: [],
  circles: [],
  rounds: [],
  trace: [],
  invites: [],
  line: [],
  functions: [],
}
export const mark = (what: string, facts: object = {}, t = 0) => ({ t, what, ...facts })

function evidence({ stored, ...more }: Partial<Omit<Evidence, 'stored'>> & { stored?: Partial<Stored> }): Evidence {
  const none = { calls: [], heard: [], applied: [], connections: [], ends: [], marks: [] }
  return { ...none, ...more, stored: { ...nothing, ...stored } }
}

export async function isHeld(check: Check, ...seen: Parameters<typeof evidence>): Promise<boolean | undefined> {
  return (await check(evidence(...seen)))?.isHeld
}

export const send = (t: number, answeredAt: number, ok = true): Call => ({
  who: 'ada',
  way: 'socket',
  name: 'message:send',
  input: { commandId: `c${t}` },
  t,
  answeredAt,
  answer: ok ? { ok, reply: { seq: 1, at: t } } : { ok, error: { code: 'internal' } },
})

export const log = (...events: [kind: string, body: object][]): StoredEvent[] =>
  events.map(([kind, body], i) => ({ seq: i + 1, kind, by: null, at: 1_000 * (i + 1), body: { ...body } }))
