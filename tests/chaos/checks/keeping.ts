import type { Call, Evidence } from './evidence.ts'
import { createFindings, groupBy, type Check } from './verdict.ts'

// Coming to a seat that one has already is answered without a trace: nothing was changed.
export const leavesTrace = ({ name, input }: Call) =>
  input.commandId !== undefined && !/^room:(enter|visit)$/.test(name)

/** P2: what was acknowledged is in the database, where and when the answer said. */
export const durable: Check = (evidence) => {
  const findings = createFindings()
  const acked = acknowledged(evidence)
  for (const { who, name, input, answer } of acked) {
    const person = evidence.stored.people.get(who)
    const command = evidence.stored.commands.get(`${person} ${input.commandId}`)
    const seq = answer?.reply?.seq
    if (!command) findings.add(`${who}: ${name} ${input.commandId} was acknowledged and is nowhere`)
    else if (seq !== undefined) {
      const event = evidence.stored.events.get(input.roomId!)?.[seq - 1]
      const isThere = event && event.by === person && Math.round(event.at) === answer!.reply!.at
      if (!isThere)
        findings.add(`${who}: ${name} was acknowledged as ${input.roomId} ${seq}, where something else stands`)
    }
  }
  return findings.verdict({
    promise: 'P2',
    says: 'acknowledged is kept',
    figures: `${acked.length} acknowledged, ${findings.count()} lost`,
  })
}

/** P3: however often it was sent, it stands once, and everybody who asked got the same answer. */
export const once: Check = (evidence) => {
  const findings = createFindings()
  const sends = evidence.calls.filter(({ input }) => input?.commandId !== undefined)
  const logical = groupBy(sends, ({ who, input }) => `${who} ${input.commandId}`)
  for (const [key, calls] of logical) {
    const answers = new Set(calls.filter(hasLanded).map(({ answer }) => `${answer!.reply!.seq} ${answer!.reply!.at}`))
    if (answers.size > 1) findings.add(`${key} was answered as ${[...answers].join(' and as ')}`)
    if (calls.some(({ answer }) => answer?.error?.code === 'conflict' && calls[0]!.name === 'message:send')) {
      findings.add(`${key} was taken for something else`)
    }
  }
  let rows = 0
  const texts = new Map<string, number>()
  for (const log of evidence.stored.events.values()) {
    for (const { kind, body } of log) {
      if (kind !== 'message:sent') continue
      rows++
      if (typeof body['text'] === 'string') texts.set(body['text'], (texts.get(body['text']) ?? 0) + 1)
    }
  }
  for (const [text, times] of texts) if (times > 1) findings.add(`"${text}" stands ${times} times`)
  return findings.verdict({
    promise: 'P3',
    says: 'once, however often it is sent',
    figures: `${logical.size} commands in ${sends.length} tries, ${rows} messages, ${findings.count()} twice`,
  })
}

function acknowledged({ calls }: Evidence): Call[] {
  return calls.filter((call) => call.answer?.ok && leavesTrace(call))
}

const hasLanded = ({ answer }: Call) => answer?.ok === true && answer.reply?.seq !== undefined
