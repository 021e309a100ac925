import { Check } from '../ui/choice.tsx'

type PassOnProps = {
  /** Whether a round of this session has ended. */
  hasCards: boolean
  isChecked: boolean
  onChange: (isChecked: boolean) => void
}

/** Whether this round goes on from what the one before has brought back. */
export const PassOn = ({ hasCards, isChecked, onChange }: PassOnProps) => (
  <Check
    label="Pass the cards on"
    hint={
      hasCards
        ? 'Each breakout goes on from the card of another one of the last round.'
        : 'Each breakout goes on from the card of another one of the round before. No round of this session has ended yet.'
    }
    isChecked={isChecked}
    onChange={onChange}
  />
)
