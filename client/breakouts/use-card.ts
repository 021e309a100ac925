import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Refusal } from '../../shared/errors.ts'
import { kept } from '../api/kept.ts'
import { run } from '../api/run.ts'
import { ask, connection, onEvent, onOpen } from '../api/socket.ts'
import {
  createCardEditor,
  type CardEditor,
  type CardEditorPorts,
  type CardState,
  type KeptCard,
} from '../state/card-editor.ts'
import { myId } from '../state/me.ts'
import { learnNames } from '../state/names.ts'

type Card = { state: CardState | null; refusal: Refusal | null; editor: CardEditor; again: () => void }

const pollEveryMs = 4_000

/**
 * A breakout's card on the screen: what stands in it, and its editor, which saves after each pause of `pauseMs`, and what is
 * left when the screen goes.
 */
export function useCard(circleId: string, roomId: string, pauseMs: number): Card {
  const [state, setState] = useState<CardState | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const editor = useMemo(() => editorOf(circleId, roomId, pauseMs, setState), [circleId, roomId])
  const again = () => void editor.open().then(setRefusal)
  useEffect(() => {
    setState(null)
    again()
    const ends = [
      onEvent((event) => {
        const isSave = event.kind === 'harvest:saved' || event.kind === 'harvest:corrected'
        if (isSave && event.body.breakoutId === roomId) editor.hear(event.body.version, event.body.card)
      }),
      onOpen(() => void editor.look()),
    ]
    const timer = setInterval(() => connection.peek().state === 'polling' && void editor.look(), pollEveryMs)
    return () => {
      ends.forEach((end) => end())
      clearInterval(timer)
      void editor.stop()
    }
  }, [editor])
  return { state, refusal, editor, again }
}

function editorOf(circleId: string, roomId: string, pauseMs: number, changed: (state: CardState) => void): CardEditor {
  // Goes with the drafts of the circle when its member leaves it.
  const key = `${myId.peek()}/draft/${circleId}/card ${roomId}`
  const ports: CardEditorPorts = {
    async look() {
      const answer = await ask('harvest:view', { roomId })
      if (answer.ok) learnNames(answer.reply.names)
      return answer
    },
    save: (version, card) => run('harvest:save', { roomId, version, card }),
    kept: () => kept.get<KeptCard>(key),
    keep: (card) => void (card ? kept.set(key, card) : kept.remove(key)),
    changed,
  }
  return createCardEditor(ports, pauseMs)
}
