import type { ComponentChildren } from 'preact'
import { Avatar } from '../ui/person.tsx'

/** Whose message it is, above its words. */
export const Byline = ({ name, children }: { name: string; children?: ComponentChildren }) => (
  <>
    <Avatar name={name} />
    <header class="message-head">
      <b>
        <bdi>{name}</bdi>
      </b>
      {children}
    </header>
  </>
)
