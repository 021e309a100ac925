import '../styles/circle.css'
import type { CircleFacts } from '../../shared/circles.ts'
import type { Refusal } from '../../shared/errors.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Page } from '../ui/page.tsx'
import { newCircle } from './circle-draft.ts'
import { CircleForm } from './circle-form.tsx'

type StartViewProps = { isBusy: boolean; refusal: Refusal | null; onOpen: (facts: CircleFacts) => void }

export function StartView({ isBusy, refusal, onOpen }: StartViewProps) {
  return (
    <Page title="Open a circle">
      <PageHead
        title="Open a circle"
        lead="A circle is a few people with one purpose. You are its first steward; nobody else comes in but those you invite."
      />
      <section class="sheet">
        <CircleForm begin={newCircle} submit="Open the circle" isBusy={isBusy} refusal={refusal} onSubmit={onOpen} />
      </section>
    </Page>
  )
}
