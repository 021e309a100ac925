import { expect, test } from 'vitest'
import { Id } from '../../shared/ids.ts'
import { newId } from '../../shared/new-id.ts'

test('ids are version 7 and carry the time', () => {
  const id = newId(Date.UTC(2090, 0, 1))
  expect(Id.safeParse(id).success).toBe(true)
  expect(id[14]).toBe('7')
  expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(Date.UTC(2090, 0, 1))
})

test('ids made later sort later, however many are made in a millisecond, also when the clock goes back', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => newId(Date.UTC(2091, 0, 1) - (index % 3)))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
