import { useEffect, useState } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { circle, isFacilitator } from '../state/circle.ts'
import { othersCalls } from '../state/desk.ts'
import { notify } from '../state/notices.ts'
import { tableId } from '../state/room.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Composer } from './composer.tsx'
import { DeskCalls } from './desk-calls.tsx'
import { DeskOutcome } from './desk-outcome.tsx'
import { waiting } from './desk-words.ts'
import { letGo } from './held.ts'
import { shownDesk } from './host-news.ts'
import { HostsDialog } from './hosts-dialog.tsx'
import { Monitor } from './monitor.tsx'
import { useAsking, useCallsAloud } from './use-calls.ts'
import { useDesk } from './use-desk.ts'

/** The host's tools: opening breakouts at a table with a session, looking after them from there or from one, who leads. */
export function BreakoutTools({ state }: { state: RoomState }) {
  const [panel, setPanel] = useState<'composer' | 'monitor' | 'calls' | null>(null)
  // Beside the panel, over which it may stand: who closes it is back where they were.
  const [isNaming, setNaming] = useState(false)
  const [told, setTold] = useState<string | null>(null)
  const { circleId, kind, round } = state
  const atTable = tableId.value
  const session = state.session ?? circle.value?.rooms.find(({ roomId }) => roomId === atTable)?.session ?? null
  const asking = useAsking(round, panel === 'monitor')
  const look = () => setPanel(round ? 'monitor' : 'calls')
  // A round takes its panel along: the next one, of whoever opens it, does not come up over what the host is doing.
  const roundId = round?.roundId
  useEffect(() => {
    if (!roundId) return
    letGo()
    return () => {
      letGo()
      setTold(null)
      setPanel((shown) => (shown === 'monitor' ? null : shown))
    }
  }, [roundId])
  useEffect(() => {
    shownDesk.tableId = atTable
    return () => void (shownDesk.tableId = null)
  }, [atTable])
  useCallsAloud(asking, look, panel === 'composer' ? 'other' : panel && 'looking')
  const canOpen = kind === 'table' && session !== null
  const canPrepare = kind === 'table' && isFacilitator.value
  if (!atTable || (!canOpen && !canPrepare && !round)) return null
  const close = () => setPanel(null)
  const count = waiting(othersCalls.value).length + asking.length
  return (
    <>
      {(round || count > 0) && (
        <Button look="quiet" icon={round ? 'people' : 'hand'} onClick={look}>
          {round ? 'Look after the breakouts' : 'Calls for help'}
          {count > 0 && <CallCount count={count} />}
        </Button>
      )}
      {!round && (
        <Button look={session ? 'main' : 'quiet'} icon="shuffle" onClick={() => setPanel('composer')}>
          {session ? 'Open breakouts' : 'Prepare breakouts'}
        </Button>
      )}
      {!round && session && (
        <Button look="quiet" icon="goal" onClick={() => setNaming(true)}>
          Who leads
        </Button>
      )}
      {panel === 'composer' && (
        <Composer
          state={state}
          onClose={close}
          onOffered={() => {
            setTold(null)
            close()
            notify('The breakouts are open: everybody can choose now.', { tone: 'good' })
          }}
          onOpened={(text) => {
            setTold(text)
            setPanel('monitor')
            // The host may be on the way into a breakout: the notice goes along, the panel stays behind.
            notify(text, { tone: 'good' })
          }}
        />
      )}
      {panel === 'monitor' && round && (
        <Monitor
          circleId={circleId}
          roomId={round.parentId}
          round={round}
          session={session}
          told={told}
          onHosts={() => setNaming(true)}
          onClose={close}
        />
      )}
      {panel === 'calls' && <CallsDialog circleId={circleId} tableId={atTable} onClose={close} />}
      {isNaming && session && <HostsDialog tableId={atTable} session={session} onClose={() => setNaming(false)} />}
    </>
  )
}

const CallCount = ({ count }: { count: number }) => (
  <>
    <span class="chip chip-new" aria-hidden="true">
      {count}
    </span>
    <span class="unseen">: {count === 1 ? 'one call waits' : `${count} calls wait`}</span>
  </>
)

function CallsDialog(props: { circleId: string; tableId: string; onClose: () => void }) {
  const desk = useDesk()
  return (
    <Dialog title="Calls for help" isWide onClose={props.onClose}>
      <DeskOutcome {...desk} />
      <DeskCalls {...props} breakouts={[]} desk={desk} onTime={() => {}} />
      {othersCalls.value.length === 0 && <p>Nobody waits for you.</p>}
    </Dialog>
  )
}
