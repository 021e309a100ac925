import { useState } from 'preact/hooks'
import { createCardEditor, type CardState } from '../state/card-editor.ts'
import { leftCards, putCardAway, takeUpCard, type LeftCard } from '../state/left-cards.ts'
import { announce, useSaid } from '../state/notices.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Button } from '../ui/button.tsx'
import { LeftBehind } from '../ui/left-behind.tsx'
import { cardPorts } from './use-card.ts'

/** Words for a card that could not be saved before its writer was brought elsewhere: to be saved yet, or copied. */
export function LeftCards({ roomId }: { roomId: string }) {
  const cards = leftCards.value.filter((card) => card.roomId !== roomId)
  if (cards.length === 0) return null
  return (
    <section class="left-behind-frame" aria-label="What is on no card">
      {cards.map((card) => (
        <Left key={card.roomId} card={card} />
      ))}
    </section>
  )
}

function Left({ card }: { card: LeftCard }) {
  const { name, lines } = card
  const [told, setTold] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  useSaid(`You were still writing on the card of ${name}, and this is not saved there.`)

  async function save() {
    setBusy(true)
    const problem = await saveLeftCard(card)
    setBusy(false)
    if (problem === null) announce(`Your words are on the card of ${name}.`)
    else setTold(problem)
  }

  return (
    <LeftBehind
      icon="goal"
      lead={
        <>
          You were still writing on the card of <b>{name}</b>, and this is not saved there:
        </>
      }
      words={lines.join('\n')}
      outcome={told}
      onPutAway={() => putCardAway(card)}
    >
      <Button look="quiet" isBusy={isBusy} onClick={() => void save()}>
        Try to save it there
      </Button>
    </LeftBehind>
  )
}

/** Tries once more; null when it went well, else why it did not. */
async function saveLeftCard({ circleId, roomId, name }: LeftCard): Promise<string | null> {
  let state: CardState | null = null
  const changed = (now: CardState) => (state = now)
  const editor = createCardEditor({ ...cardPorts(circleId, roomId, name), changed })
  const unopened = await editor.open()
  if (unopened?.code === 'not_found')
    return 'That breakout is yours no longer: copy the words for somebody who is there.'
  if (unopened) return refusalText(unopened)
  if (await editor.stop()) {
    const { refusal } = state as unknown as CardState
    return refusalText(refusal ?? { code: 'unavailable', details: {} })
  }
  takeUpCard(roomId)
  return null
}
