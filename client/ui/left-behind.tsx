import './left-behind.css'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'
import { copyText } from './clipboard.ts'
import type { IconName } from './icons.tsx'

type LeftBehindProps = {
  icon?: IconName
  /** Says where they are not. */
  lead: ComponentChildren
  words: string
  /** What became of what was tried with them. */
  outcome?: string | null
  /** What can be done with them here. */
  children?: ComponentChildren
  onPutAway: () => void
}

/** Words that have not arrived where their writer meant them to. */
export function LeftBehind({ icon, lead, words, outcome, children, onPutAway }: LeftBehindProps) {
  const [copied, setCopied] = useState<string | null>(null)
  return (
    <Banner tone="bad" {...(icon && { icon })}>
      <div class="stack-tight left-behind">
        <p>{lead}</p>
        <blockquote class="quote said" tabIndex={0}>
          {words}
        </blockquote>
        <div class="row">
          {children}
          <Button
            look="plain"
            onClick={async () =>
              setCopied((await copyText(words)) ? 'Copied.' : 'Select the words and copy them by hand.')
            }
          >
            Copy
          </Button>
          <Button look="plain" onClick={onPutAway}>
            Put away
          </Button>
        </div>
        <p class="hint" role="status">
          {outcome ?? copied}
        </p>
      </div>
    </Banner>
  )
}
