import { focusPage } from './ui/page.tsx'

const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
const writing = 'textarea, input:not([type=radio], [type=checkbox])'

/** The place of something that is gone: within what, after what, and where in what has come instead one goes on. */
type Gap = { around: Element; after: Element | null; goal?: Element | undefined }

/**
 * Where what has the focus goes from the page, the focus goes to what stands nearest: the next thing that can be pressed in
 * the same group, else the last before it, else the same further out. What comes instead may name its goal itself, by
 * `data-goal`: whoever has sat down is about to speak, and not to press what begins something for all. What is switched off
 * hands it to its group, where the next press of a key does nothing; what is only moved keeps it. A browser leaves it
 * nowhere, and who cannot see or point begins again at the top of the page. No field is entered for who touches the screen:
 * it would bring a keyboard.
 */
export function keepFocus(): void {
  /** What has the focus, and all that it stands in. */
  let trail: Element[] = []
  let isPressing = false
  let isTouched = false
  let isTabbing = false
  const on = (type: string, hear: (event: Event) => void) => addEventListener(type, hear, { capture: true })
  on('pointerdown', (event) => {
    isPressing = true
    isTouched = (event as PointerEvent).pointerType === 'touch'
  })
  on('keydown', (event) => {
    isPressing = isTouched = false
    isTabbing = (event as KeyboardEvent).key === 'Tab'
  })
  on('keyup', () => (isTabbing = false))
  on('focusin', ({ target }) => (trail = trailOf(target as Element)))
  on('focusout', (event) => {
    // Behind the last control Tab leads out of the page, and from there to the first.
    if ((event as FocusEvent).relatedTarget !== null || isTabbing) return
    // What is taken out of the page is still in it in this moment.
    setTimeout(() => {
      const [left] = trail
      if (left !== event.target || !isLost() || !isUsable(left)) return
      // Somebody pressed beside everything: nothing is lost.
      if (isPressing) trail = []
      else (left as HTMLElement).focus({ preventScroll: true })
    })
  })
  new MutationObserver((records) => {
    const before = trail
    const [gone] = before
    if (!gone || isUsable(gone)) return
    const gap = gapOf(gone, records)
    trail = []
    requestAnimationFrame(() => {
      if (!isLost()) return void (trail = trailOf(document.activeElement))
      // What stood around it may have gone after it.
      const around = before.find((element) => element.isConnected)
      if (gone.isConnected) focusGroup(gone.parentElement!)
      else if (gap?.around.isConnected) fill(gap, gone, isTouched)
      else if (around) fill({ around, after: null }, gone, isTouched)
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
  const record = records.findLast(
    ({ target, removedNodes }) => target.isConnected && [...removedNodes].some((node) => node.contains(gone)),
  )
  if (!record) return null
  const around = record.target as Element
  const added = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]))
  const goal = [...around.querySelectorAll('[data-goal]')].find((it) => trailOf(it).some((each) => added.has(each)))
  // What opened a dialog is gone with it: its group begins again.
  if (gone.closest('dialog')) return { around, after: null, goal }
  // What comes in the place of something stands before it when that goes. Between elements there may stand words.
  let after = record.previousSibling
  while (after && (added.has(after) || !(after instanceof Element))) after = after.previousSibling
  return { around, after, goal }
}

function fill({ around, after, goal }: Gap, gone: Element, isTouched: boolean): void {
  // A page that has come in the place of another begins at its beginning.
  if (!around.closest('main, dialog, [popover]')) return focusPage()
  const all = [...around.querySelectorAll<HTMLElement>(controls)]
  const within = all.filter((it) => it.tabIndex >= 0 && isUsable(it) && it.checkVisibility())
  const allowed = isTouched ? within.filter((it) => !it.matches(writing)) : within
  const isNext = (it: Element) => !after?.isConnected || isBehind(it, after)
  const next = allowed.find((it) => it === goal) ?? allowed.find(isNext) ?? allowed.at(-1)
  // Who was writing goes on pressing keys: they may press no button that they have not seen.
  if (next && gone.matches(writing) && !gone.closest('dialog') && !next.matches(writing)) focusPage()
  else if (next) next.focus({ preventScroll: true })
  else fill({ around: around.parentElement!, after: around }, gone, isTouched)
}

function focusGroup(group: HTMLElement): void {
  group.tabIndex = -1
  group.focus({ preventScroll: true })
}

const isBehind = (it: Element, other: Element) =>
  !other.contains(it) && (other.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
