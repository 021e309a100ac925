import { useState } from 'preact/hooks'
import type { CircleState, RoomCard } from '../../../shared/circles.ts'
import { limits } from '../../../shared/limits.ts'
import { run } from '../../api/run.ts'
import { problemOf } from '../../state/doing.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { TableDialog } from './table-dialog.tsx'
import { TablesView } from './tables-view.tsx'

type Asked = { what: 'open' } | { what: 'change' | 'close'; room: RoomCard }

/** The tables of a circle: open, rename, give more or fewer seats, close. */
export function CareTables({ circle: { circleId, rooms } }: { circle: CircleState }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const onClose = () => setAsked(null)
  return (
    <>
      <TablesView
        rooms={rooms}
        onOpen={() => setAsked({ what: 'open' })}
        onChange={(room) => setAsked({ what: 'change', room })}
        onClose={(room) => setAsked({ what: 'close', room })}
      />
      {asked?.what === 'open' && (
        <TableDialog
          title="Open a table"
          confirm="Open it"
          begin={{ name: '', capacity: limits.table.usual }}
          onConfirm={async (table) => problemOf(await run('room:open', { circleId, ...table }))}
          onClose={onClose}
        />
      )}
      {asked?.what === 'change' && (
        <TableDialog
          title={`Change ${asked.room.name}`}
          confirm="Save"
          begin={asked.room}
          onConfirm={async (table) => problemOf(await run('room:change', { roomId: asked.room.roomId, ...table }))}
          onClose={onClose}
        />
      )}
      {asked?.what === 'close' && (
        <ConfirmDialog
          title={`Close ${asked.room.name}?`}
          confirm="Close the table"
          isGrave
          onConfirm={async () => problemOf(await run('room:close', { roomId: asked.room.roomId }))}
          onClose={onClose}
        >
          <p>Whoever sits there gets up, and nothing more is said there. Its recaps stay.</p>
        </ConfirmDialog>
      )}
    </>
  )
}
