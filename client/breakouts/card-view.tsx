import '../styles/harvest.css'
import type { HarvestCard } from '../../shared/harvest.ts'
import { lists, type ListName } from '../state/card-form.ts'
import { listWords } from './card-words.ts'

type CardViewProps = { card: HarvestCard; nameOf: (memberId: string) => string }

/** A harvest card as it is read: only what was noted. */
export function CardView({ card, nameOf }: CardViewProps) {
  return (
    <div class="harvest stack-tight">
      {card.headline && <p class="harvest-headline">{card.headline}</p>}
      <dl class="harvest-lists">
        {lists.map((name) => {
          const lines = linesOf(card, name, nameOf)
          if (lines.length === 0) return null
          return (
            <div key={name}>
              <dt>{listWords[name].title}</dt>
              {lines.map((line, i) => (
                <dd key={i}>{line}</dd>
              ))}
            </div>
          )
        })}
        {card.question && (
          <div>
            <dt>Open question</dt>
            <dd class="said">{card.question}</dd>
          </div>
        )}
      </dl>
    </div>
  )
}

function linesOf(card: HarvestCard, name: ListName, nameOf: CardViewProps['nameOf']) {
  if (name !== 'actions') return card[name]
  return card.actions.map(({ text, ownerId }) => (
    <>
      {text}
      {ownerId && (
        <>
          {' '}
          <b class="harvest-owner">
            <bdi>{nameOf(ownerId)}</bdi>
          </b>
        </>
      )}
    </>
  ))
}
