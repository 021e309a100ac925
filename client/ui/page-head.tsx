import type { ComponentChildren } from 'preact'
import { Icon } from './icons.tsx'

type PageHeadProps = {
  title: ComponentChildren
  /** Where this page belongs: a link above the title. */
  back?: { href: string; label: string }
  lead?: ComponentChildren
  actions?: ComponentChildren
}

/** The top of a page: where it belongs, its one h1, what can be done with all of it. */
export function PageHead({ title, back, lead, actions }: PageHeadProps) {
  return (
    <div class="page-head">
      <div class="stack-tight grow">
        {back && (
          <a class="eyebrow back" href={back.href}>
            <Icon name="back" size={16} />
            {back.label}
          </a>
        )}
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {actions && <div class="row">{actions}</div>}
    </div>
  )
}
