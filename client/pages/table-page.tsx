import { useEffect } from 'preact/hooks'
import { openCircle, circle, circleRefusal } from '../state/circle.ts'
import { table, tableRefusal, watchTable } from '../state/table.ts'
import { Skeleton } from '../ui/empty.tsx'
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
  if (state?.circleId !== circleId || !rooms) {
    return (
      <Page title="The table">
        <Skeleton lines={6} label="Laying the table" />
      </Page>
    )
  }
  return <TableView circle={state} table={rooms} />
}
