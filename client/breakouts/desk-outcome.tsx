import { useEffect, useRef } from 'preact/hooks'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/field.tsx'
import type { Desk } from './use-desk.ts'

/**
 * How the last thing that the host did went; with the way back where there is one. The focus goes there, because what was
 * pressed has often moved or gone with it; it stays with whoever has begun to write meanwhile.
 */
export function DeskOutcome({ done, problem }: Pick<Desk, 'done' | 'problem'>) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done && !isWriting()) (line.current?.querySelector('button') ?? line.current)?.focus({ preventScroll: true })
  }, [done])
  return (
    <div class="desk-outcome">
      <Problem text={problem} />
      <div ref={line} role="status" tabIndex={-1}>
        {done && (
          <Banner
            tone="good"
            icon="check"
            action={
              done.undo && (
                <Button look="plain" onClick={done.undo}>
                  Undo
                </Button>
              )
            }
          >
            {done.text}
          </Banner>
        )}
      </div>
    </div>
  )
}

const isWriting = () => document.activeElement?.matches('input:not([type=checkbox]), textarea, select') === true
