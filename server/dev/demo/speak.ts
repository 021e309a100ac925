import { DomainError } from '../../../shared/errors.ts'
import type { Id } from '../../../shared/ids.ts'
import type { ScriptedMember } from '../member/scripted-member.ts'
import { warmth } from './house-talk.ts'
import type { Exchange, Line } from './talk.ts'

/** How long somebody thinks before a line of so many characters, and between two things. */
export type Pace = { beforeLine(length: number): Promise<void>; between(): Promise<void> }

/** Everything at once: for what has happened before anybody looks. */
export const atOnce: Pace = { beforeLine: () => Promise.resolve(), between: () => Promise.resolve() }

export const present = (members: ScriptedMember[], roomId: Id): ScriptedMember[] =>
  members.filter((member) => member.isConnected() && member.place() === roomId)

/** Whether the owner of an exchange sits in the room with two others. */
export function canSpeak(members: ScriptedMember[], roomId: Id, { owner }: Exchange): boolean {
  const here = present(members, roomId)
  return here.length > 2 && here.some(({ name }) => name === owner)
}

/** Speaks lines in a room, each by somebody who sits there; breaks off where a speaker or the room is gone. */
export async function speak(members: ScriptedMember[], roomId: Id, lines: Line[], pace: Pace): Promise<void> {
  const roles = new Map<string, ScriptedMember>()
  let before: number | undefined
  for (const { by, text, mark, emoji = [], isReply } of lines) {
    const here = present(members, roomId)
    const speaker = roles.get(by) ?? castFor(by, here, lines, [...roles.values()])
    if (!speaker || speaker.place() !== roomId) return
    roles.set(by, speaker)
    try {
      await speaker.tell('typing:start', { roomId })
      await pace.beforeLine(text.length)
      const { seq } = await speaker.say(text, { roomId, ...(isReply && before && { replyTo: before }) })
      before = seq
      const others = shuffled(here.filter((member) => member !== speaker))
      await pace.between()
      await Promise.all(emoji.map((kind, index) => others[index]?.react(roomId, seq, kind)))
      if (mark) await (roles.get('one') ?? others[0] ?? speaker).mark(roomId, seq, mark)
    } catch (error) {
      if (error instanceof DomainError) return
      throw error
    }
  }
}

/** Puts something warm under a message. */
export async function warm(member: ScriptedMember, roomId: Id, seq: number): Promise<void> {
  await member.react(roomId, seq, oneOf(warmth)).catch(() => {})
}

function castFor(by: string, here: ScriptedMember[], lines: Line[], taken: ScriptedMember[]) {
  const byName = here.find(({ name }) => name === by)
  const isRole = ['one', 'another', 'third'].includes(by)
  if (byName || !isRole) return byName
  const named = new Set(lines.map((line) => line.by))
  return oneOf(here.filter((member) => !taken.includes(member) && !named.has(member.name)))
}

export const oneOf = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)]!

/** Deals the items as chance has it, each of them once before any comes again. */
export function deck<T>(items: readonly T[]): () => T {
  let left: T[] = []
  return () => {
    if (left.length === 0) left = shuffled(items)
    return left.pop()!
  }
}

export function shuffled<T>(items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
}
