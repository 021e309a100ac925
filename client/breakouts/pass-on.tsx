import { Check } from '../ui/choice.tsx'

type PassOnProps = { isChecked: boolean; onChange: (isChecked: boolean) => void }

/** Whether this round goes on from what the one before has brought back. */
export const PassOn = ({ isChecked, onChange }: PassOnProps) => (
  <Check
    label="Pass the cards on"
    hint="Each breakout goes on from the card of another one of the round before, where this session had one."
    isChecked={isChecked}
    onChange={onChange}
  />
)
