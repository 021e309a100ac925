// Loaded into a node before anything else. Its clock is off by so many milliseconds (?off=-90000) or runs at another speed
// from the right moment on (?speed=3).
const { searchParams } = new URL(import.meta.url)
const offMs = Number(searchParams.get('off') ?? 0)
const speed = Number(searchParams.get('speed') ?? 1)
const TrueDate = Date
const began = TrueDate.now()

class WrongDate extends TrueDate {
  constructor(...parts: unknown[]) {
    super(...((parts.length > 0 ? parts : [WrongDate.now()]) as [number]))
  }
  static override now(): number {
    return Math.round(began + (TrueDate.now() - began) * speed + offMs)
  }
}
globalThis.Date = WrongDate as DateConstructor
