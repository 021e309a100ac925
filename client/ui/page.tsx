import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'

type PageProps = { title: string; width?: 'small' | 'wide'; kind?: string; children: ComponentChildren }

/** The main part of a page, under its name in the browser's tab. */
export function Page({ title, width, kind = '', children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Kith`
  }, [title])
  return (
    <main id="main" class={`page ${width ? `page-${width}` : ''} ${kind}`}>
      {children}
    </main>
  )
}
