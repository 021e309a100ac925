import { useEffect, useState } from 'preact/hooks'
import { serverTime } from '../api/clock.ts'
import { paths } from '../router.ts'
import { deskChanged, othersCalls } from '../state/desk.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import type { Breakout, Call } from './desk-words.ts'
import { OutcomeDialog } from './outcome-dialog.tsx'
import { HelpQueue, type HelpQueueProps } from './help-queue.tsx'
import type { Desk } from './use-desk.ts'

const waitingShownEveryMs = 15_000

type DeskCallsProps = {
  circleId: string
  tableId: string
  breakouts: readonly Breakout[]
  desk: Desk
  onTime: HelpQueueProps['onTime']
}

/** What waits for the hosts of a table, with its answers. */
export function DeskCalls({ circleId, tableId, breakouts, desk, onTime }: DeskCallsProps) {
  const [writing, setWriting] = useState<Call | null>(null)
  const [, passTime] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => passTime((n) => n + 1), waitingShownEveryMs)
    return () => clearInterval(timer)
  }, [])
  // Whoever was moved or brought back since they called is where they sit now.
  const whereabouts = (call: Call) =>
    breakouts.find(({ memberIds }) => memberIds.includes(call.memberId))?.roomId ?? tableId
  const placeOf = (roomId: string) => {
    const breakout = breakouts.find((each) => each.roomId === roomId)
    return breakout ? `in ${breakout.name}` : 'at the table'
  }
  const step = (name: 'help:claim' | 'help:release' | 'help:resolve', text: (name: string) => string) => (call: Call) =>
    void desk.act({ name, input: { roomId: tableId, helpId: call.helpId } }, text(nameOf(call.memberId)))
  const resolve = step('help:resolve', (name) => `The call of ${name} is done.`)
  return (
    <>
      <HelpQueue
        calls={othersCalls.value.map((call) => ({ ...call, roomId: whereabouts(call) }))}
        asking={breakouts.filter(({ asked }) => asked !== null)}
        now={serverTime()}
        myId={myId.value}
        nameOf={nameOf}
        placeOf={placeOf}
        hrefOf={(roomId) => paths.room(circleId, roomId)}
        onClaim={step('help:claim', (name) => `You go to ${name}.`)}
        onRelease={step('help:release', () => 'Another host is asked to go.')}
        onResolve={(call) => (call.kind === 'safety' ? setWriting(call) : resolve(call))}
        onTime={onTime}
      />
      {writing && (
        <OutcomeDialog
          call={{ ...writing, tableId }}
          onDone={() => {
            setWriting(null)
            deskChanged()
          }}
          onClose={() => setWriting(null)}
        />
      )}
    </>
  )
}
