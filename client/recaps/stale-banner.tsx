import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'

/** Somebody else has saved since this was opened: what they saved stands, until one of the two is chosen. */
export function StaleBanner({ onTheirs, onMine }: { onTheirs: () => void; onMine: () => void }) {
  return (
    <Banner
      tone="bad"
      icon="warn"
      role="alert"
      action={
        <div class="row">
          <Button look="quiet" onClick={onTheirs}>
            Load theirs
          </Button>
          <Button look="danger" onClick={onMine}>
            Put mine over it
          </Button>
        </div>
      }
    >
      Somebody else has saved this recap since you opened it. Theirs stands now, and yours is only on this screen. Load
      theirs and yours is gone; put yours over it and theirs is.
    </Banner>
  )
}
