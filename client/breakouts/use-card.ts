import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Refusal } from '../../shared/errors.ts'
import { kept } from '../api/kept.ts'
import { run } from '../api/run.ts'
import { ask, onEvent, onMissed } from '../api/socket.ts'
import { createCardEditor, type CardEditor, type CardEditorPorts, type CardState } from '../state/card-editor.ts'
import { cardKey, leaveCard, takeUpCard, type NamedCard } from '../state/left-cards.ts'
import { learnNames } from '../state/names.ts'

type Card = { state: CardState | null; refusal: Refusal | null; editor: CardEditor; again: () => void }

/**
 * A breakout's card on the screen: what stands in it, and its editor, which saves after each pause of `pauseMs`, and what is
 * left when the screen goes.
 */
export function useCard(circleId: string, roomId: string, name: string, pauseMs: number): Card {
  const [state, setState] = useState<CardState | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const editor = useMemo(
    () => createCardEditor({ ...cardPorts(circleId, roomId, name), changed: setState }, pauseMs),
    [circleId, roomId],
  )
  const again = () => void editor.open().then(setRefusal)
  useEffect(() => {
    setState(null)
    takeUpCard(roomId)
    again()
    const flush = () => void editor.flush()
    // The page may not come back: what is typed is saved while it can be.
    addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
    const ends = [
      onEvent((event) => {
        const isSave = event.kind === 'harvest:saved' || event.kind === 'harvest:corrected'
        if (isSave && event.body.breakoutId === roomId) editor.hear(event.body.version, event.body.card)
      }),
      onMissed(() => void editor.look()),
    ]
    return () => {
      ends.forEach((end) => end())
      removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flush)
      void editor.stop().then((left) => left && leaveCard(circleId, roomId, { ...left, name }))
    }
  }, [editor])
  return { state, refusal, editor, again }
}

/** How a card is fetched, saved, and kept on this device until it is saved. */
export function cardPorts(circleId: string, roomId: string, name: string): CardEditorPorts {
  const key = cardKey(circleId, roomId)
  return {
    async look() {
      const answer = await ask('harvest:view', { roomId })
      if (answer.ok) learnNames(answer.reply.names)
      return answer
    },
    save: (version, card) => run('harvest:save', { roomId, version, card }),
    kept: () => kept.get<NamedCard>(key),
    keep: (card) => void (card ? kept.set(key, { ...card, name } satisfies NamedCard) : kept.remove(key)),
    changed: () => {},
  }
}
