import { useEffect } from 'preact/hooks'

/** Lets news stand over the oldest messages in sight, where nothing is pressed: bars above and the field below stay free. */
export function useNewsPlace(list: { current: HTMLElement | null }): void {
  useEffect(() => {
    const [box, { style }] = [list.current!, document.documentElement]
    const place = new ResizeObserver(() => {
      const { top, left, width, height: room } = box.getBoundingClientRect()
      for (const [name, px] of Object.entries({ top, left, width, room }))
        style.setProperty(`--news-${name}`, `${px}px`)
    })
    place.observe(box)
    return () => {
      place.disconnect()
      for (const name of ['top', 'left', 'width', 'room']) style.removeProperty(`--news-${name}`)
    }
  }, [])
}
