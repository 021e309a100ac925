import type { SessionState } from '../../shared/circles.ts'
import { limits } from '../../shared/limits.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { circle } from '../state/circle.ts'
import { useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { nameOf } from '../state/names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Problem } from '../ui/field.tsx'
import { Menu } from '../ui/menu.tsx'
import { Person } from '../ui/person.tsx'

type HostsDialogProps = { tableId: string; session: SessionState; onClose: () => void }

/** Who leads this session: handing it over, and letting others lead too. */
export function HostsDialog({ tableId, session, onClose }: HostsDialogProps) {
  const { problem, go } = useDoing()
  // The host may be in a breakout: who sits at the table has to be looked up.
  const { answer } = useLookedUp(() => ask('room:snapshot', { roomId: tableId }), [tableId])
  const seated = answer?.ok ? answer.reply.state.seats.map(({ memberId }) => memberId) : []
  const members = circle.value?.members ?? []
  const capacity = circle.value?.rooms.find(({ roomId }) => roomId === tableId)?.capacity ?? 0
  const roleOf = (id: string) => members.find(({ memberId }) => memberId === id)?.role ?? null
  const ids = [...new Set([session.hostId, ...session.coHostIds, ...seated])].filter((id) => roleOf(id) !== null)
  const handOver = (memberId: string) => void go(() => run('session:hand-over', { roomId: tableId, memberId }))
  const changeCoHost = (memberId: string, isCoHost: boolean) =>
    void go(() => run('session:change-co-host', { roomId: tableId, memberId, isCoHost }))
  return (
    <Dialog title="Who leads" onClose={onClose}>
      <p class="hint">
        Until the session ends, co-hosts can do what the host can: open and look after breakouts, answer calls, end it.
      </p>
      <Problem text={problem} />
      <ul class="lines">
        {ids.map((id) => {
          const isHost = id === session.hostId
          const isCoHost = session.coHostIds.includes(id)
          const mayHost = roleOf(id) !== 'member' || capacity <= limits.memberHostedSeats
          return (
            <li key={id} class="monitor-person">
              <Person name={nameOf(id)} note={isHost ? 'hosts' : isCoHost ? 'leads too' : undefined} />
              {!isHost && (
                <Menu
                  label={`${nameOf(id)}: leading`}
                  items={[
                    isCoHost
                      ? { label: 'Lead no longer', icon: 'close', run: () => changeCoHost(id, false) }
                      : { label: 'Lead too', icon: 'people', run: () => changeCoHost(id, true) },
                    {
                      label: 'Hand the session over',
                      icon: 'goal',
                      isDisabled: !mayHost,
                      run: () => handOver(id),
                    },
                  ]}
                />
              )}
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
