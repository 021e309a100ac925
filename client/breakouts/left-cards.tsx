import { useState } from 'preact/hooks'
import { createCardEditor, type CardState } from '../state/card-editor.ts'
import { leftCards, putCardAway, takeUpCard, type LeftCard } from '../state/left-cards.ts'
import { announce } from '../state/notices.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/clipboard.ts'
import { cardPorts } from './use-card.ts'

/** Words for a card that could not be saved before its writer was brought elsewhere: to be saved yet, or copied. */
export function LeftCards({ roomId }: { roomId: string }) {
  const cards = leftCards.value.filter((card) => card.roomId !== roomId)
  return (
    <>
      {cards.map((card) => (
        <Left key={card.roomId} card={card} />
      ))}
    </>
  )
}

function Left({ card }: { card: LeftCard }) {
  const { name, lines } = card
  const [told, setTold] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function save() {
    setBusy(true)
    const problem = await saveLeftCard(card)
    setBusy(false)
    if (problem === null) announce(`Your words are on the card of ${name}.`)
    else setTold(problem)
  }

  return (
    <Banner tone="bad" icon="goal" isNews>
      <div class="stack-tight">
        <p>
          You were still writing on the card of <b>{name}</b>, and this is not saved there:
        </p>
        <blockquote class="quote said">{lines.join('\n')}</blockquote>
        <div class="row">
          <Button
            look="quiet"
            icon="copy"
            onClick={async () =>
              setTold((await copyText(lines.join('\n'))) ? 'Copied.' : 'Select the words and copy them by hand.')
            }
          >
            Copy
          </Button>
          <Button look="quiet" isBusy={isBusy} onClick={() => void save()}>
            Try to save it there
          </Button>
          <Button look="plain" onClick={() => putCardAway(card)}>
            Put away
          </Button>
        </div>
        <p class="hint" role="status">
          {told}
        </p>
      </div>
    </Banner>
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
