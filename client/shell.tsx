import { useLocation } from 'preact-iso/router'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { isHelpOpen, isSwitching } from './keys.ts'
import { late } from './late.tsx'
import { newsAt } from './news.tsx'
import { paths } from './router.ts'
import { circle, circleRefusal, isFacilitator } from './state/circle.ts'
import { trouble } from './state/conn.ts'
import { passIn } from './state/guests.ts'
import { me } from './state/me.ts'
import { announce } from './state/notices.ts'
import { Banner } from './ui/banner.tsx'
import { Icon, type IconName } from './ui/icons.tsx'
import { focusPage } from './ui/page.tsx'
import { isPageTop, NewsContext } from './ui/top.ts'
import './shell.css'

const KeysHelp = late(() => import('./keys-help.tsx').then((module) => module.KeysHelp))
const Switcher = late(() => import('./switcher/switcher.tsx').then((module) => module.Switcher))

/** What stands around every page: name, ways to go, news, and what is wrong with the connection. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation()
  const circleId = /^\/c\/([^/]+)/.exec(path)?.[1]
  const isRoom = /^\/c\/[^/]+\/r\//.test(path)
  return (
    <div class={`shell${isRoom ? ' shell-room' : ''}`}>
      <a class="unseen skip" href="#main" onClick={skip}>
        Skip to the page
      </a>
      <header class="top">
        <a class="brand" href={paths.home()} aria-label="Kith, all circles">
          <Icon name="table" /> Kith
        </a>
        {circleId && circle.value?.circleId === circleId && (
          <a class="top-circle clip" href={paths.table(circleId)}>
            <bdi>{circle.value.facts.name}</bdi>
          </a>
        )}
        {circleId && !circleRefusal.value && !passIn(circleId) && <Ways circleId={circleId} path={path} />}
        {me.value && (
          <a class="icon-button top-settings" href={paths.settings()} aria-label="Settings" title="Settings">
            <Icon name="settings" />
          </a>
        )}
      </header>
      <Trouble />
      <NewsContext.Provider value={newsAt}>
        <div class="shell-page">{children}</div>
        {newsAt(isPageTop())}
        {isHelpOpen.value && <KeysHelp />}
        {isSwitching.value && me.value && <Switcher me={me.value} />}
      </NewsContext.Provider>
    </div>
  )
}

// Left to itself, a browser takes the focus from the link and gives it to nothing, which is undone like any other loss.
function skip(event: MouseEvent): void {
  event.preventDefault()
  focusPage()
}

type Way = { href: string; label: string; icon: IconName }

/** The places of a circle: in the top line, or along the lower edge of a phone. */
function Ways({ circleId, path }: { circleId: string; path: string }) {
  const ways: Way[] = [
    { href: paths.table(circleId), label: 'Table', icon: 'table' },
    { href: paths.about(circleId), label: 'Circle', icon: 'circle' },
    { href: paths.recaps(circleId), label: 'Recaps', icon: 'book' },
  ]
  if (isFacilitator.value) ways.push({ href: paths.care(circleId), label: 'Care', icon: 'steward' })
  return (
    <nav class="ways" aria-label="Circle">
      {ways.map(({ href, label, icon }) => (
        <a key={href} href={href} {...(href === path && { 'aria-current': 'page' as const })}>
          <Icon name={icon} />
          {label}
        </a>
      ))}
    </nav>
  )
}

const troubles = {
  lost: 'The connection is gone. What you write is kept and sent when it is back.',
  polling: 'The live connection is blocked, so Kith asks every two seconds. Everything works, a little later.',
}

/** Said once, politely, when the connection has been gone for two seconds; its own region is silent behind a dialog. */
function Trouble() {
  const words = trouble.value === 'none' ? null : troubles[trouble.value]
  useEffect(() => {
    if (words && !isPageTop()) announce(words)
  }, [words])
  return (
    <div class="trouble" role="status">
      {words && <Banner icon="offline">{words}</Banner>}
    </div>
  )
}
