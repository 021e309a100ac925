import { signal } from '@preact/signals'
import type { Message } from '../../shared/rooms.ts'
import type { DraftRoom } from '../state/drafts.ts'

/** What the composer of the open room is about: an answer to a message, or the change of one's own. */
export type Composing = { replyTo: Message | null; editing: Message | null }

export const composing = signal<Composing>({ replyTo: null, editing: null })

/** The message whose actions are shown; one at a time. */
export const active = signal<number | null>(null)

const field = { current: null as HTMLTextAreaElement | null }

/** The composer's field registers itself, so that a reply leads there. */
export const composerField = field

export const focusComposer = () => field.current?.focus()

export function replyTo(message: Message): void {
  composing.value = { replyTo: message, editing: null }
  focusComposer()
}

export function edit(message: Message): void {
  composing.value = { replyTo: null, editing: message }
  focusComposer()
}

export function stopComposing(): void {
  composing.value = { replyTo: null, editing: null }
}

/** The element of a message, while it is loaded. */
export const messageElement = (seq: number) => document.getElementById(`m-${seq}`)

/** The room in which somebody writes, and does things to messages. */
export type RoomIds = DraftRoom
