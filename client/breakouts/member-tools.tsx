import '../styles/harvest.css'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { RoomState, RoundState } from '../../shared/rooms.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { calls, deskChanged } from '../state/desk.ts'
import { problemOf, useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { notify, useSaid } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/field.tsx'
import { Icon } from '../ui/icons.tsx'
import { Menu } from '../ui/menu.tsx'
import { Strip } from '../ui/strip.tsx'
import { Calling } from './calling.tsx'
import { answerText, type Call } from './help-words.ts'
import { TakingPart } from './taking-part.tsx'

/** What everybody can do while a session is on: call a host, ask for more time in a breakout, and see why they sit there. */
export function MemberTools({ state, children }: { state: RoomState; children?: ComponentChildren }) {
  const [isCalling, setCalling] = useState(false)
  const { roomId, kind, round } = state
  const mine = calls.value.filter(({ memberId }) => memberId === myId.value)
  const buttons = (
    <>
      {kind === 'breakout' && round && !round.asked && <MoreTime roomId={roomId} />}
      <Button look="plain" icon="hand" onClick={() => setCalling(true)}>
        Call for help
      </Button>
      {children}
    </>
  )
  return (
    <div class="member-tools">
      {kind === 'breakout' && <Reason key={roomId} roomId={roomId} />}
      {kind === 'breakout' && round?.asked && <Asked {...round.asked} />}
      {mine.map((call) => (
        <MyCall key={call.helpId} call={call} tableId={state.parentId ?? roomId} />
      ))}
      {kind === 'table' ? (
        <TakingPart key={roomId} state={state}>
          {buttons}
        </TakingPart>
      ) : (
        <Strip>{buttons}</Strip>
      )}
      {isCalling && <Calling state={state} onClose={() => setCalling(false)} />}
    </div>
  )
}

/** Why one sits here, as it was said when the round was opened. */
function Reason({ roomId }: { roomId: string }) {
  const { answer } = useLookedUp(() => ask('round:reason', { roomId }), [roomId])
  if (!answer?.ok || !answer.reply.reason) return null
  return <p class="hint member-reason">Why you sit here: {answer.reply.reason}.</p>
}

function MyCall({ call, tableId }: { call: Call; tableId: string }) {
  const { isBusy, problem, go } = useDoing()
  const text = answerText(call, nameOf)
  useSaid(text)
  const end = async () => {
    if (await go(() => run('help:resolve', { roomId: tableId, helpId: call.helpId }))) deskChanged()
  }
  return (
    <div class="my-call">
      <Icon name="hand" />
      <div class="grow">
        <p>{text}</p>
        <Problem text={problem} />
      </div>
      {call.settledAt === null && (
        <Button look="plain" isBusy={isBusy} onClick={() => void end()}>
          {call.claimedBy || call.kind === 'safety' ? 'It is settled' : 'Take the call back'}
        </Button>
      )}
    </div>
  )
}

/** One wish for more time stands for everybody here, until the hosts answer. */
const Asked = ({ memberId, minutes }: NonNullable<RoundState['asked']>) => (
  <p class="hint member-reason">
    {memberId === myId.value ? 'You asked' : `${nameOf(memberId)} asked`} the hosts for {minutes} more minutes.
  </p>
)

function MoreTime({ roomId }: { roomId: string }) {
  const wish = async (minutes: number) => {
    const problem = problemOf(await run('round:ask-time', { roomId, minutes }))
    if (problem) notify(problem, { tone: 'bad' })
  }
  return (
    <Menu
      label="Ask for more time"
      icon="clock"
      look="plain"
      items={[3, 5, 10].map((minutes) => ({ label: `${minutes} minutes more`, run: () => void wish(minutes) }))}
    >
      Ask for more time
    </Menu>
  )
}
