import { focusPage } from './ui/page.tsx'

const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'

/** The place of something that is gone: within what, and after what. */
type Gap = { around: Element; after: Element | null }

/**
 * Where what has the focus goes from the page or is switched off, the focus goes to what stands nearest: the next thing
 * that can be pressed in the same group, else the last before it, else the same further out. A browser leaves it nowhere,
 * and who cannot see or point begins again at the top of the page. Who touches the screen has no need of it, and would get
 * a keyboard that they did not ask for.
 */
export function keepFocus(): void {
  /** What has the focus, and all that it stands in. */
  let trail: Element[] = []
  let isTouched = false
  addEventListener('pointerdown', ({ pointerType }) => (isTouched = pointerType === 'touch'), { capture: true })
  addEventListener('keydown', () => (isTouched = false), { capture: true })
  addEventListener('focusin', ({ target }) => (trail = trailOf(target as Element)))
  addEventListener('focusout', ({ target, relatedTarget }) => {
    // Somebody pressed beside everything: nothing is lost. What is taken out of the page is still in it in this moment.
    if (relatedTarget === null) setTimeout(() => isLost() && isUsable(target as Element) && (trail = []))
  })
  new MutationObserver((records) => {
    const before = trail
    if (!before[0] || isUsable(before[0]) || isTouched) return
    const gap = gapOf(before[0], records)
    trail = []
    requestAnimationFrame(() => {
      if (!isLost()) return
      // What stood around it may have gone after it.
      const around = before.find((element) => element.isConnected)
      if (gap?.around.isConnected) fill(gap)
      else if (around) fill({ around, after: null })
    })
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled', 'hidden'] })
}

const trailOf = (element: Element | null): Element[] => (element ? [element, ...trailOf(element.parentElement)] : [])

const isUsable = (element: Element) => element.isConnected && !element.matches(':disabled, [hidden], [hidden] *')

function isLost(): boolean {
  const at = document.activeElement
  return at === null || at === document.body || !isUsable(at)
}

function gapOf(gone: Element, records: MutationRecord[]): Gap | null {
  if (gone.isConnected) return { around: gone.parentElement!, after: gone }
  const record = records.findLast(
    ({ target, removedNodes }) => target.isConnected && [...removedNodes].some((node) => node.contains(gone)),
  )
  if (!record) return null
  const around = record.target as Element
  // What opened a dialog is gone with it: its group begins again.
  if (gone.closest('dialog')) return { around, after: null }
  // What comes in the place of something stands before it when that goes. Between elements there may stand words.
  const added = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]))
  let after = record.previousSibling
  while (after && (added.has(after) || !(after instanceof Element))) after = after.previousSibling
  return { around, after }
}

function fill({ around, after }: Gap): void {
  const all = [...around.querySelectorAll<HTMLElement>(controls)]
  const within = all.filter((it) => it.tabIndex >= 0 && isUsable(it) && it.checkVisibility())
  const next = within.find((it) => !after?.isConnected || isBehind(it, after)) ?? within.at(-1)
  // A page that has come in the place of another begins at its beginning.
  if (!around.closest('main, dialog')) focusPage()
  else if (next) next.focus({ preventScroll: true })
  else fill({ around: around.parentElement!, after: around })
}

const isBehind = (it: Element, other: Element) =>
  !other.contains(it) && (other.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
