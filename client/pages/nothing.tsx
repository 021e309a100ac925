import type { Refusal } from '../../shared/errors.ts'
import { isPassing } from '../api/answers.ts'
import { refusalText } from '../state/refusal-text.ts'
import { TableArt } from '../ui/art.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'

/** Where a page cannot be shown: why, and a way back. What passes is asked for again by whoever shows this. */
export function Nothing({ refusal, back = '/' }: { refusal: Refusal; back?: string }) {
  const { reason } = refusal.details
  const isSoon = isPassing(refusal)
  const title = isSoon ? 'One moment' : reason === 'removed' ? 'Your seat here is gone' : 'This place is not laid'
  const why = isSoon && reason !== 'offline' ? 'Kith does not answer right now.' : refusalText(refusal)
  return (
    <Page title={title} width="small">
      <Empty isPage art={<TableArt />} title={title} action={<LinkButton href={back}>Go back</LinkButton>}>
        {why}
        {isSoon && ' This page opens by itself as soon as it can.'}
      </Empty>
    </Page>
  )
}
