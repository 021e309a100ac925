import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/clipboard.ts'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icons.tsx'
import { timeText } from '../../ui/time.tsx'

export type MadeInvite = { addressee: string; link: string; expiresAt: number }

/** `words` go along with the link. */
type InviteLinkProps = { made: MadeInvite; words: string; onDone: () => void }

/** The link of a new invite. It is shown this once, because only its fingerprint is kept. */
export function InviteLink({ made: { addressee, link, expiresAt }, words, onDone }: InviteLinkProps) {
  const [copied, setCopied] = useState<'link' | 'words' | 'failed' | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  // It stands in the place of the form whose button was pressed.
  useEffect(() => title.current?.focus(), [])
  const copy = async (what: 'link' | 'words', text: string) => setCopied((await copyText(text)) ? what : 'failed')
  return (
    <section class="card stack invite-link" aria-label={`Invite for ${addressee}`}>
      <h2 ref={title} tabIndex={-1}>
        The invite for <bdi>{addressee}</bdi> is ready
      </h2>
      <p>
        Send it in your own way. The link works once, until {timeText(expiresAt, 'date')}, and is shown only now: if it
        gets lost, take the invite back and make another.
      </p>
      <TextField label="Link" value={link} onValue={() => {}} readOnly />
      <p class="inset">{words}</p>
      <div class="row">
        <Button icon="copy" onClick={() => void copy('words', `${words}\n${link}`)}>
          Copy words and link
        </Button>
        <Button look="quiet" icon="link" onClick={() => void copy('link', link)}>
          Copy the link
        </Button>
        {'share' in navigator && (
          <Button look="quiet" icon="share" onClick={() => void share(words, link)}>
            Share
          </Button>
        )}
        <Button look="plain" onClick={onDone}>
          Done
        </Button>
      </div>
      <p class="hint" role="status">
        {copied === 'failed' && 'The browser does not let Kith copy. Select the link and copy it by hand.'}
        {copied !== null && copied !== 'failed' && (
          <span class="row">
            <Icon name="check" size={16} /> {copied === 'link' ? 'The link is copied.' : 'Words and link are copied.'}
          </span>
        )}
      </p>
    </section>
  )
}

/** Whoever closes the sharing sheet has only changed their mind. */
const share = (text: string, url: string) => navigator.share({ text, url }).catch(() => {})
