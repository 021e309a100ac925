import { paths } from '../router.ts'
import { TableArt } from '../ui/art.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'

/** Nothing at this address, or nothing for this person: the two look the same. */
export function LostPage() {
  return (
    <Page title="Nothing here" width="small">
      <div class="sheet">
        <Empty
          isPage
          art={<TableArt chairs={5} />}
          title="There is nothing here"
          action={<LinkButton href={paths.home()}>Go to your circles</LinkButton>}
        >
          It may have moved, or it is not open to you.
        </Empty>
      </div>
    </Page>
  )
}
