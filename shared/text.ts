import * as z from 'zod/mini'

// PostgreSQL stores neither NUL nor lone surrogates; zod lets both through.
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()

// Bidirectional controls, zero-width characters and tags can make one name look like another.
const deceptive =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u

/** Words of 1 to `max` UTF-16 units that the database can store; line breaks are kept, blank text is refused. */
export const words = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine(isStorable, 'holds characters that cannot be stored'),
    z.refine((text) => text.trim().length > 0, 'is empty'),
  )

/** One line of 1 to `max` UTF-16 units without control or invisible characters; surrounding space is cut off. */
export const line = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine(isStorable, 'holds characters that cannot be stored'),
    z.refine((text) => !deceptive.test(text), 'holds invisible or control characters'),
  )

/** A line that may be left out: an empty one counts as absent text, not as an error. */
export const optionalWords = (max: number) =>
  z.string().check(z.maxLength(max), z.refine(isStorable, 'holds characters that cannot be stored'))
