import type { Frame } from './frame.ts'

/** Two mutually orthogonal Latin squares of order 10 (Parker 1959). */
const squares = [
  '0417298365815273940698263745105983047621769841503267098521433071986254123456078923456018974560123978',
  '0786935412617809452350278196349613782045390247815684913572607859246301456012378912345609782345601897',
]

/** Up to ten rows of a 10 x 10 grid: its columns, the two squares, and for all ten rows the rows themselves. */
export function squareFrame(groups: number, size: number, rounds: number): Frame | null {
  if (groups !== 10 || size > 10 || rounds > (size === 10 ? 4 : 3)) return null
  const points = groups * size
  const cells = Array.from({ length: points }, (_, point) => point)
  const labels = [
    cells.map((cell) => cell % 10),
    ...squares.map((square) => cells.map((cell) => Number(square[cell]))),
    cells.map((cell) => Math.floor(cell / 10)),
  ]
  return {
    groups,
    points,
    columnOf: cells.map((cell) => Math.floor(cell / 10)),
    rounds: labels.slice(0, rounds),
  }
}
