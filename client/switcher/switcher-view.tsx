import './switcher.css'
import { useId, useRef, useState } from 'preact/hooks'
import { Dialog } from '../ui/dialog.tsx'
import { Icon, type IconName } from '../ui/icons.tsx'
import { Time } from '../ui/time.tsx'
import { found, type Place } from './places.ts'

type SwitcherViewProps = {
  places: readonly Place[]
  /** What stands in the field at first. */
  begun?: string
  onGo: (place: Place) => void
  onClose: () => void
}

const icons: Record<Place['kind'], IconName> = { table: 'table', circle: 'circle', person: 'people', recap: 'book' }

/** A field and the places that are meant by what stands in it. The field keeps the focus. */
export function SwitcherView({ places, begun = '', onGo, onClose }: SwitcherViewProps) {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(begun)
  const [index, setIndex] = useState(0)
  const listId = useId()
  const shown = found(places, typed)
  const chosen = Math.min(index, shown.length - 1)
  const idOf = (no: number) => `${listId}-${no}`

  function key(event: KeyboardEvent): void {
    const place = shown[chosen]
    if (event.isComposing || !place) return
    if (event.key === 'ArrowDown') setIndex((chosen + 1) % shown.length)
    else if (event.key === 'ArrowUp') setIndex((chosen + shown.length - 1) % shown.length)
    else if (event.key === 'Enter') onGo(place)
    else return
    event.preventDefault()
  }

  return (
    <Dialog title="Go to" first={field} onClose={onClose}>
      <div class="switcher">
        <input
          ref={field}
          role="combobox"
          aria-label="A circle, a table, a recap or somebody"
          aria-expanded={shown.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          {...(shown.length > 0 && { 'aria-activedescendant': idOf(chosen) })}
          placeholder="A few letters of its name"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            setIndex(0)
          }}
          onKeyDown={key}
        />
        <ul class="plain-list" id={listId} role="listbox" aria-label="Places">
          {shown.map((place, no) => (
            <li
              key={place.href}
              id={idOf(no)}
              role="option"
              aria-selected={no === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onGo(place)}
            >
              <Icon name={icons[place.kind]} />
              <bdi class="grow clip">{place.name}</bdi>
              <span class="hint clip">
                {place.note}
                {place.at !== undefined && (
                  <>
                    , <Time at={place.at} style="date" />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
        {shown.length === 0 && <p class="hint">{nothingFound(typed)}</p>}
        <p class="unseen" role="status">
          {saidOf(typed, shown.length)}
        </p>
      </div>
    </Dialog>
  )
}

const nothingFound = (typed: string) =>
  typed.trim() === '' ? 'You are in no circle yet.' : 'No circle, table, recap or member is called so.'

function saidOf(typed: string, count: number): string | undefined {
  if (typed.trim() === '') return undefined
  return count === 0 ? nothingFound(typed) : `${count} ${count === 1 ? 'place' : 'places'}`
}
