import { recapDraft } from '../domain/recap-draft/draft.ts'
import type { Transcript, TranscriptMessage } from '../domain/recap-draft/types.ts'

/** What a verb of the command line reads from and writes to. */
export type DraftRecapIo = {
  stdin: NodeJS.ReadableStream
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

const USAGE = `kith draft-recap < transcript.json > recap.json

Reads a conversation as JSON and writes a draft of its recap: at most ten bullets, each with the messages it stands on.
The same conversation gives the same draft; nothing leaves this machine.

  in   {"title": "..." or null, "messages": [{"id", "author", "at", "body",
        and optionally "replyTo", "reactions", "marks", "section"}]}
  out  {"bullets": [{"text", "cites", "type", and "section" for a breakout}]}
`

/**
 * `kith draft-recap`: a transcript on stdin, the draft of its recap on stdout. Resolves with the exit code: 0, or 1 with
 * one sentence on stderr that says what is wrong with the transcript.
 */
export async function draftRecap(args: string[], io: DraftRecapIo): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return answered(io.stdout, USAGE, 0)
  const [unknown] = args
  if (unknown !== undefined) return answered(io.stderr, `draft-recap knows no option ${unknown}; try --help.\n`, 1)
  const transcript = parsed(await textOf(io.stdin))
  if (typeof transcript === 'string') return answered(io.stderr, `${transcript}\n`, 1)
  return answered(io.stdout, `${JSON.stringify(recapDraft(transcript))}\n`, 0)
}

async function textOf(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer))
  return Buffer.concat(chunks).toString('utf8')
}

/** The transcript, or a sentence that says why it is none. */
function parsed(text: string): Transcript | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text.trim() ? 'The transcript is not valid JSON.' : 'There is no transcript on standard input.'
  }
  if (!isRecord(value)) return 'The transcript must be a JSON object.'
  const { title = null, messages } = value
  if (title !== null && typeof title !== 'string') return 'The title must be a string or null.'
  if (!Array.isArray(messages)) return 'The transcript needs a list of messages.'
  const seen = new Set<string>()
  for (const [index, message] of messages.entries()) {
    const wrong = isRecord(message) ? faultOf(message, seen) : 'must be an object'
    if (wrong) return `Message ${index + 1} ${wrong}.`
  }
  return { title, messages: messages as TranscriptMessage[] }
}

function faultOf(message: Record<string, unknown>, seen: Set<string>): string | null {
  for (const field of ['id', 'author', 'at', 'body']) {
    if (typeof message[field] !== 'string') return `needs a string "${field}"`
  }
  if (message.id === '') return 'has an empty "id"'
  if (seen.has(message.id as string)) return `repeats the id ${JSON.stringify(message.id)}`
  seen.add(message.id as string)
  for (const field of ['replyTo', 'section']) {
    if (message[field] === null) delete message[field]
    if (message[field] !== undefined && typeof message[field] !== 'string') return `has a "${field}" that is no string`
  }
  const { reactions, marks } = message
  if (reactions !== undefined && !(Number.isInteger(reactions) && (reactions as number) >= 0))
    return 'has "reactions" that are no count'
  if (marks !== undefined && !(Array.isArray(marks) && marks.every((mark) => typeof mark === 'string')))
    return 'has "marks" that are no list of strings'
  return null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const answered = (stream: NodeJS.WritableStream, text: string, code: number): number => {
  stream.write(text)
  return code
}

if (import.meta.main) process.exitCode = await draftRecap(process.argv.slice(2), process)
