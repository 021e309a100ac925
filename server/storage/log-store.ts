import type { RoomEvent } from '../../shared/events.ts'
import { DomainError } from '../../shared/errors.ts'
import type { DueWork, Log, MessageOrder, Opening, Operation, Order, Outcome } from '../domain/ports.ts'
import { groupCommit } from './group-commit.ts'
import {
  isBeyondUs,
  isHopeless,
  isNobodysFault,
  isWaitedOut,
  patienceMs,
  tooLate,
  unreachable,
  worthRepeating,
} from './reachable.ts'
import type { Sql } from './sql.ts'
import { createTurns } from './turns.ts'

/** The answer of `append_message`: it does not send the words back, the node has them. */
type Appended =
  | { ok: true; circleId: string; epoch: number; seq: number; at: number }
  | { ok: true; reply: { seq: number; at: number }; events: [] }
  | Extract<Outcome, { ok: false }>

type Task = { operation: Operation; order: Order }

const batchLimit = 200
const togetherLimit = 50
const tries = 4

/** The domain's log over PostgreSQL: each operation is one call of one SQL function, hence one transaction. */
export function createLogStore(sql: Sql, observe: { batch?(size: number): void } = {}): Log {
  const append = groupCommit<MessageOrder, Appended>({
    limit: batchLimit,
    keyOf: ({ personId, commandId }) => personId + commandId,
    doorOf: ({ roomId }) => roomId,
    one: (order) => appendOne(sql, order),
    many: (orders) => appendMany(sql, orders),
    isHopeless,
    isNobodysFault,
    patienceMs,
    tooLate,
    ...(observe.batch && { onBatch: observe.batch }),
  })
  const takeTurn = createTurns<Task, Outcome>({
    limit: togetherLimit,
    doorOf,
    // Who moves here from another table needs the locks of both.
    goesTogether: ({ operation, order }) => operation === 'enter_room' && !order.input['moving'],
    one: (task) => repeated(() => runFunction(sql, task)),
    many: (tasks) => enterTogether(sql, tasks),
    isHopeless,
    isNobodysFault,
    isWaitedOut,
    patienceMs,
    tooLate,
  })
  return {
    run: (operation, order) => answered(takeTurn({ operation, order })),
    appendMessage: async (order) => outcomeOf(order, await answered(repeated(() => append(order)))),
    dueWork: async () => {
      const rows = await sql<DueWork[]>`
        select kind, room_id as "roomId", subject_id as "subjectId" from due_work()`
      return [...rows]
    },
    doDueWork: ({ kind, roomId, subjectId }) =>
      answered(
        repeated(async () => {
          const [row] = await sql<
            { outcome: Outcome }[]
          >`select do_due_work(${kind}, ${roomId}, ${subjectId}) as outcome`
          return row!.outcome
        }),
      ),
    dueOpenings: async () => {
      const [row] = await sql<{ due: Opening[] }[]>`select due_openings() as due`
      return row!.due
    },
    openByItself: (openingId, input) =>
      answered(
        repeated(async () => {
          const text = 'select open_by_itself($1::uuid, $2::jsonb) as outcome'
          const values = [openingId, JSON.stringify(input)]
          const [row] = await sql.unsafe<{ outcome: Outcome }[]>(text, values, { prepare: true })
          return row!.outcome
        }),
      ),
    nextDueInMs: async () => {
      const [row] = await sql<{ ms: number | null }[]>`select next_due_in_ms() as ms`
      return row!.ms
    },
  }
}

/** Where an order has to wait: at the room or circle that it names, else at whoever gives it. */
const doorOf = ({ order: { actor, input } }: Task) => String(input['roomId'] ?? input['circleId'] ?? actor.personId)

async function runFunction(sql: Sql, { operation, order: { actor, commandId, digest, input } }: Task) {
  const values = [actor.personId, commandId, digest, JSON.stringify(input)]
  const text = `select ${operation}($1::uuid, $2::uuid, $3::text, $4::jsonb) as outcome`
  const [row] = await sql.unsafe<{ outcome: Outcome }[]>(text, values, { prepare: true })
  return row!.outcome
}

async function enterTogether(sql: Sql, tasks: Task[]): Promise<Outcome[]> {
  const orders = tasks.map(({ order: { actor, ...order } }) => ({ ...order, personId: actor.personId }))
  const text = 'select enter_room_together($1::jsonb) as outcomes'
  const [row] = await sql.unsafe<{ outcomes: Outcome[] }[]>(text, [JSON.stringify(orders)], { prepare: true })
  return row!.outcomes
}

async function appendOne(sql: Sql, order: MessageOrder): Promise<Appended> {
  const { roomId, personId, commandId, digest, text, replyTo } = order
  const [row] = await sql<{ answer: Appended }[]>`
    select append_message(${roomId}, ${personId}, ${commandId}, ${digest}, ${text}, ${replyTo}) as answer`
  return row!.answer
}

async function appendMany(sql: Sql, orders: MessageOrder[]): Promise<(Appended | 'busy')[]> {
  const column = <K extends keyof MessageOrder>(key: K) => orders.map((order) => order[key])
  const [row] = await sql<{ answers: (Appended | { busy: true })[] }[]>`
    select append_messages(${column('roomId')}::uuid[], ${column('personId')}::uuid[], ${column('commandId')}::uuid[],
      ${column('digest')}::text[], ${column('text')}::text[], ${column('replyTo')}::integer[]) as answers`
  return row!.answers.map((answer) => ('busy' in answer ? 'busy' : answer))
}

function outcomeOf(order: MessageOrder, appended: Appended): Outcome {
  if (!appended.ok) return appended
  if ('reply' in appended) return appended
  const { circleId, epoch, seq, at } = appended
  const body = order.replyTo === null ? { text: order.text } : { text: order.text, replyTo: order.replyTo }
  const event: RoomEvent = { roomId: order.roomId, seq, kind: 'message:sent', memberId: order.personId, at, body }
  return { ok: true, reply: { seq, at }, events: [{ circleId, epoch, event }] }
}

// The data was at fault, not the moment: no text that the schemas let through should ever get here.
const atFault = new Set(['22P02', '22P05', '22003', '22021'])

const codeOf = (error: unknown) => (error as { code?: unknown }).code

/** Repeats what failed for a passing reason, while somebody waits for it; the command's id makes that safe. */
async function repeated<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const code = codeOf(error)
      const isPassing = typeof code === 'string' && worthRepeating.has(code)
      if (!isPassing || attempt === tries || performance.now() - began > patienceMs) throw error
    }
  }
}

/**
 * What still fails, or whose outcome is unknown because the connection was lost, is `unavailable`: the sender repeats it with
 * the same id.
 */
async function answered<T>(outcome: Promise<T>): Promise<T> {
  try {
    return await outcome
  } catch (error) {
    const code = codeOf(error)
    if (typeof code === 'string' && atFault.has(code)) throw new DomainError('invalid', { reason: 'text' })
    throw isBeyondUs(code) ? unreachable() : error
  }
}
