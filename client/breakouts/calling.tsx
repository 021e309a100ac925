import type { RoomState } from '../../shared/rooms.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { circle } from '../state/circle.ts'
import { deskChanged } from '../state/desk.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { myId } from '../state/me.ts'
import { learnNames, nameOf } from '../state/names.ts'
import { HelpDialog } from './help-dialog.tsx'

/** Calls a host from where one sits. A call for safety may be about anybody at the table, wherever they sit now. */
export function Calling({ state, onClose }: { state: RoomState; onClose: () => void }) {
  const tableId = state.parentId ?? state.roomId
  const { answer } = useLookedUp(() => lookAtTable(tableId), [tableId])
  return (
    <HelpDialog
      tableId={tableId}
      people={peopleToName(state, answer?.ok ? answer.reply.state : null)}
      onCall={async (call) => {
        const called = await run('help:call', { roomId: state.roomId, ...call })
        if (called.ok) deskChanged()
        return called
      }}
      onClose={onClose}
    />
  )
}

async function lookAtTable(roomId: string) {
  const answer = await ask('room:snapshot', { roomId })
  if (answer.ok) learnNames(answer.reply.names)
  return answer
}

/** Who is here first, then who leads the session or the circle, then everybody else at the table; oneself never. */
function peopleToName(here: RoomState, table: RoomState | null) {
  const leading = (circle.value?.members ?? []).filter(({ role }) => role !== 'member')
  const ids = new Set([
    ...inside(here),
    ...(table?.session ? [table.session.hostId, ...table.session.coHostIds] : []),
    ...leading.map(({ memberId }) => memberId),
    ...(table ? inside(table) : []),
  ])
  ids.delete(myId.value ?? '')
  return [...ids].map((memberId) => ({ memberId, name: nameOf(memberId) }))
}

const inside = ({ seats, visitors }: RoomState) => [...seats.map(({ memberId }) => memberId), ...visitors]
