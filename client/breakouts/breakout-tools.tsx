import { useState } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { nameOf } from '../state/names.ts'
import { notify } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { Composer } from './composer.tsx'
import { Monitor } from './monitor.tsx'
import { repairedText } from './words.ts'

/** The host's tools for rounds: opening breakouts at a table with a session, and looking after them from there or from one. */
export function BreakoutTools({ state }: { state: RoomState }) {
  const [panel, setPanel] = useState<'composer' | 'monitor' | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const { circleId, kind, session, round } = state
  const canOpen = kind === 'table' && session !== null
  if (!canOpen && !round) return null
  const close = () => setPanel(null)
  return (
    <>
      <Button
        look={round ? 'quiet' : 'main'}
        icon={round ? 'people' : 'shuffle'}
        onClick={() => setPanel(round ? 'monitor' : 'composer')}
      >
        {round ? 'Look after the breakouts' : 'Open breakouts'}
      </Button>
      {panel === 'composer' && (
        <Composer
          state={state}
          onClose={close}
          onOpened={({ repaired }) => {
            const text = repairedText(repaired, nameOf)
            setTold(text)
            setPanel('monitor')
            // The host may be on the way into a breakout: the notice goes along, the panel stays behind.
            notify(text, { tone: 'good' })
          }}
        />
      )}
      {panel === 'monitor' && round && (
        <Monitor circleId={circleId} roomId={round.parentId} round={round} told={told} onClose={close} />
      )}
    </>
  )
}
