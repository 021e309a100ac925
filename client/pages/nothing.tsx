import type { Refusal } from '../../shared/errors.ts'
import { refusalText } from '../state/refusal-text.ts'
import { TableArt } from '../ui/art.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'

/** Where a page cannot be shown: why, and a way back. */
export function Nothing({ refusal, back = '/' }: { refusal: Refusal; back?: string }) {
  const title = refusal.details.reason === 'removed' ? 'Your seat here is gone' : 'This place is not laid'
  return (
    <Page title={title} width="small">
      <Empty isPage art={<TableArt />} title={title} action={<LinkButton href={back}>Go back</LinkButton>}>
        {refusalText(refusal)}
      </Empty>
    </Page>
  )
}
