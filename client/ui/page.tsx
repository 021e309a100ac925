import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Skeleton } from './empty.tsx'

type PageProps = { title: string; width?: 'small' | 'wide'; kind?: string; children: ComponentChildren }

/** What the page on the screen is called in the browser's tab. */
export const pageTitle = signal('')

/** The main part of a page, under its name in the browser's tab. */
export function Page({ title, width, kind = '', children }: PageProps) {
  useEffect(() => {
    pageTitle.value = title
  }, [title])
  return (
    <main id="main" class={`page ${width ? `page-${width}` : ''} ${kind}`}>
      {children}
    </main>
  )
}

/** A new page begins at its beginning, also for who cannot see that it is one. */
export function focusPage(): void {
  const main = document.getElementById('main')
  if (!main) return
  main.tabIndex = -1
  main.focus({ preventScroll: true })
}

type LoadingPageProps = { title: string; width?: 'small' | 'wide'; label: string }

/** A page while its content is on the way: named for who cannot see that it is still empty. */
export function LoadingPage({ label, ...page }: LoadingPageProps) {
  return (
    <Page {...page}>
      <h1 class="unseen">{page.title}</h1>
      <Skeleton lines={6} label={label} />
    </Page>
  )
}
