/** Markup that may stand in a page as it is. Only `html` makes it: everything else is text and is escaped. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

export type Content = Html | string | number | null | undefined | false | Content[]

/** Markup from a template; what is put into it is escaped, lists are joined, null and false are left out. */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Html {
  return new Html(strings.reduce((markup, text, i) => markup + render(contents[i - 1] ?? null) + text))
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (content instanceof Html) return content.markup
  if (Array.isArray(content)) return content.map(render).join('')
  return String(content).replace(/[&<>"']/g, (character) => entities[character]!)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
