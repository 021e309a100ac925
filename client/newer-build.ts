import { keepDraftsNow } from './state/drafts.ts'
import { notify } from './state/notices.ts'

const key = 'kith:started-anew'
const onceWithinMs = 10_000

/** A page that is older than its server looks for parts that are gone: it starts anew where it wanted to go. */
export function watchForNewerBuild(): void {
  addEventListener('vite:preloadError', (event) => {
    event.preventDefault()
    void startAnew()
  })
}

async function startAnew(): Promise<void> {
  // Without a server nothing would be left on the screen; and what is still missing afterwards does not come by trying.
  const answer = await fetch('/healthz').catch(() => null)
  const isAgain = Date.now() - Number(sessionStorage.getItem(key)) < onceWithinMs
  if (!answer?.ok || isAgain) {
    notify('A part of this page could not be loaded. Load the page again in a moment.', { tone: 'bad' })
    return
  }
  sessionStorage.setItem(key, String(Date.now()))
  await keepDraftsNow()
  location.reload()
}
