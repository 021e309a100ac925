import { useEffect } from 'preact/hooks'
import { openCircle, circle, circleRefusal } from '../state/circle.ts'
import { refusalText } from '../state/refusal-text.ts'
import { loadTable, table, tableRefusal, watchTable } from '../state/table.ts'
import { Skeleton } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Page } from '../ui/page.tsx'
import { Nothing } from './nothing.tsx'
import { TableView } from './table-view.tsx'

/** The table: what is on now, where there is a free seat, what one has not read, who is here. */
export function TablePage({ circleId }: { circleId: string }) {
  useEffect(() => {
    openCircle(circleId)
    return watchTable(circleId)
  }, [circleId])

  const [state, rooms] = [circle.value, table.value]
  const refusal = circleRefusal.value ?? (rooms ? null : tableRefusal.value)
  if (refusal && !state) return <Nothing refusal={refusal} />
  const isHere = state?.circleId === circleId
  if (isHere && rooms) return <TableView circle={state} table={rooms} />
  return (
    <Page title="The table">
      {isHere && refusal ? (
        <Failed onRetry={() => void loadTable(circleId)}>{refusalText(refusal)}</Failed>
      ) : (
        <Skeleton lines={6} label="Laying the table" />
      )}
    </Page>
  )
}
