import '../styles/main.css'
import { render } from 'preact'
import { Banner } from '../ui/banner.tsx'
import { Page } from '../ui/page.tsx'
import { breakoutViews } from './breakout-views.tsx'
import { careViews } from './care-views.tsx'
import { deskViews } from './desk-views.tsx'
import { guestViews } from './guest-views.tsx'
import { harvestViews } from './harvest-views.tsx'
import { memberViews } from './member-views.tsx'
import { monitorViews } from './monitor-views.tsx'
import { pageViews } from './page-views.tsx'
import { partViews } from './part-views.tsx'
import { recapViews } from './recap-views.tsx'
import { roomViews } from './room-views.tsx'

/** Every view with sample data in every state, to look at: `?view=join-full` shows one as it will stand on the screen. */
const views = {
  ...partViews,
  ...pageViews,
  ...careViews,
  ...breakoutViews,
  ...monitorViews,
  ...deskViews,
  ...harvestViews,
  ...memberViews,
  ...guestViews,
  ...recapViews,
  ...roomViews,
}

function Gallery() {
  const name = new URLSearchParams(location.search).get('view')
  const View = name === null ? undefined : views[name]
  if (View) return <View />
  return (
    <Page title="Gallery">
      <h1>Gallery</h1>
      {name && <Banner tone="bad">There is no view {name}.</Banner>}
      <ul class="lines">
        {Object.keys(views).map((view) => (
          <li key={view}>
            <a href={`?view=${view}`}>{view}</a>
          </li>
        ))}
      </ul>
    </Page>
  )
}

render(<Gallery />, document.getElementById('gallery')!)
