import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app.tsx'
import { keepFocus } from './focus.ts'
import { watchKeys } from './keys.ts'
import { watchForNewerBuild } from './newer-build.ts'
import { keepDraftsNow } from './state/drafts.ts'
import { watchLooking } from './state/looking.ts'
import { loadMe, me } from './state/me.ts'
import { applyPrefs } from './state/prefs.ts'
import { tellPresence } from './state/presence.ts'
import { tabTitle } from './state/tab-title.ts'
import { pageTitle } from './ui/page.tsx'
import './room/room-news.ts'
import './styles/main.css'

applyPrefs()
watchForNewerBuild()
watchLooking()
watchKeys()
keepFocus()
tellPresence()
effect(() => void (document.title = tabTitle(pageTitle.value)))
addEventListener('pagehide', () => void keepDraftsNow())
// Not part of what a first visit waits for.
void import('./breakouts/host-news.ts')
void loadMe().then((known) => {
  if (!known && me.peek() === undefined) me.value = null
})
render(<App />, document.getElementById('app')!)
