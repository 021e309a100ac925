import { useState } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { run } from '../api/run.ts'
import { nameOf } from '../state/names.ts'
import { Button, type ButtonLook } from '../ui/button.tsx'
import { TurnDialog } from './turn-dialog.tsx'

/** Gives somebody the floor for a while; the next turn is as long as the last, unless it is changed. */
export function TurnTool({ state, ...button }: { state: RoomState; id: string; look: ButtonLook }) {
  const [isOpen, setOpen] = useState(false)
  const [seconds, setSeconds] = useState(120)
  const seated = state.seats.filter(({ offeredUntil }) => offeredUntil === null)
  return (
    <>
      <Button {...button} icon="clock" onClick={() => setOpen(true)}>
        Set a timer
      </Button>
      {isOpen && (
        <TurnDialog
          people={seated.map(({ memberId }) => ({ memberId, name: nameOf(memberId) }))}
          usual={seconds}
          onSet={(turn) => {
            setSeconds(turn.seconds)
            return run('timer:set', { roomId: state.roomId, ...turn })
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
