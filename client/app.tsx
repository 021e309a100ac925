import lazy, { ErrorBoundary } from 'preact-iso/lazy'
import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router'
import { useEffect } from 'preact/hooks'
import { late } from './late.tsx'
import { Nothing } from './pages/nothing.tsx'
import { navigate, paths, provideNavigation, signInPath } from './router.ts'
import { me, meRefusal } from './state/me.ts'
import { notify } from './state/notices.ts'
import { summons } from './state/summons.ts'
import { Shell } from './shell.tsx'
import { Skeleton } from './ui/empty.tsx'
import { focusPage, Page } from './ui/page.tsx'

const CirclesPage = lazy(() => import('./pages/circles-page.tsx').then((module) => module.CirclesPage))
const TablePage = lazy(() => import('./pages/table-page.tsx').then((module) => module.TablePage))
const RoomPage = lazy(() => import('./pages/room-page.tsx').then((module) => module.RoomPage))
const AboutPage = lazy(() => import('./pages/about-page.tsx').then((module) => module.AboutPage))
const TogetherPage = lazy(() => import('./pages/together-page.tsx').then((module) => module.TogetherPage))
const CarePage = lazy(() => import('./pages/care-page.tsx').then((module) => module.CarePage))
const SettingsPage = lazy(() => import('./pages/settings-page.tsx').then((module) => module.SettingsPage))
const RecapsPage = lazy(() => import('./pages/recaps-page.tsx').then((module) => module.RecapsPage))
// The editor alone checks words by the contract: zod comes with it, and is told what it may not try before any schema is made.
const RecapEditorPage = lazy(() =>
  import('./zod.ts').then(() => import('./pages/recap-editor-page.tsx')).then((module) => module.RecapEditorPage),
)
const StartPage = lazy(() => import('./pages/start-page.tsx').then((module) => module.StartPage))
const JoinPage = lazy(() => import('./pages/join-page.tsx').then((module) => module.JoinPage))
const BreakoutTools = late(() => import('./breakouts/breakout-tools.tsx').then((module) => module.BreakoutTools))
const FirstSteps = late(() => import('./pages/first-steps.tsx').then((module) => module.FirstSteps))
const MemberTools = late(() => import('./breakouts/member-tools.tsx').then((module) => module.MemberTools))
const GuestTools = late(() => import('./pages/guests/guest-tools.tsx').then((module) => module.GuestTools))
const Goodbye = late(() => import('./pages/guests/goodbye-view.tsx').then((module) => module.GoodbyeView))
const TurnTool = late(() => import('./room/turn-tool.tsx').then((module) => module.TurnTool))
const CardPanel = late(() => import('./breakouts/card-panel.tsx').then((module) => module.CardPanel))
const CardDialog = late(() => import('./breakouts/card-dialog.tsx').then((module) => module.CardDialog))
const LostPage = lazy(() => import('./pages/lost-page.tsx').then((module) => module.LostPage))

// Signing in and the pages of recaps are the server's: a link to them leaves the client.
const ours = /^\/($|\?|#|start|join|settings|c\/)/

export function App() {
  return (
    <LocationProvider scope={ours}>
      <Navigation />
      <Shell>
        <ErrorBoundary>
          <Pages />
        </ErrorBoundary>
      </Shell>
    </LocationProvider>
  )
}

function Pages() {
  const { path } = useLocation()
  const isOpenToAll = path === '/join'
  const isOut = me.value === null && !isOpenToAll
  useEffect(() => {
    if (isOut) location.replace(signInPath())
  }, [isOut])
  if (!isOpenToAll && !me.value) {
    if (meRefusal.value) return <Nothing refusal={meRefusal.value} />
    return (
      <Page title="Opening">
        <Skeleton lines={4} label="Opening Kith" />
      </Page>
    )
  }
  return (
    <Router onRouteChange={focusPage}>
      <Route path="/" component={CirclesPage} />
      <Route path="/start" component={StartPage} />
      <Route path="/join" component={JoinPage} />
      <Route path="/c/:circleId" component={TablePage} />
      <Route path="/c/:circleId/about" component={AboutPage} />
      <Route path="/c/:circleId/together" component={TogetherPage} />
      <Route path="/c/:circleId/care" component={CarePage} />
      <Route path="/c/:circleId/recaps" component={RecapsPage} />
      <Route path="/c/:circleId/recap/:recapId" component={RecapEditorPage} />
      <Route path="/settings" component={SettingsPage} />
      <Route
        path="/c/:circleId/r/:roomId"
        component={RoomPage}
        Tools={BreakoutTools}
        MemberTools={MemberTools}
        GuestTools={GuestTools}
        Goodbye={Goodbye}
        TurnTool={TurnTool}
        FirstSteps={FirstSteps}
        CardPanel={CardPanel}
        CardDialog={CardDialog}
      />
      <Route default component={LostPage} />
    </Router>
  )
}

/** Hands the router to what is not a component, and goes where a round calls. */
function Navigation() {
  const { route, path } = useLocation()
  provideNavigation(route)
  const call = summons.value
  useEffect(() => {
    if (!call) return
    summons.value = null
    const { circleId, to, text } = call
    const go = () => navigate(paths.room(circleId, to))
    const isThere = path === paths.room(circleId, to)
    const goesAlong = path === paths.table(circleId) || call.from.some((id) => path === paths.room(circleId, id))
    // Somebody who sits in the room goes along; whoever does something else is asked.
    if (goesAlong) go()
    notify(text, goesAlong || isThere ? { tone: 'good' } : { tone: 'good', action: { label: 'Go there', run: go } })
  }, [call, path])
  return null
}
