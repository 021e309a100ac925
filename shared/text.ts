import * as z from 'zod/mini'

// PostgreSQL stores neither NUL nor lone surrogates; zod lets both through.
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()

// Bidirectional controls, zero-width characters, fillers and tags can make one name look like another.
const deceptive = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e' +
    '\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e01ef}]',
  'u',
)

// Four marks on a letter are as many as any language writes (UTS #39, 5.4); more climb over the lines around.
const heaped = /[\p{Mn}\p{Me}]{5}/u

// Alphabets in which whole words look like words of another.
const alike = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Cherokee', 'Coptic'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)
const isOfOneAlphabet = (text: string) => alike.filter((script) => script.test(text)).length <= 1

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
    z.refine((text) => !deceptive.test(text), 'holds invisible or control characters: type it anew without them'),
    z.refine((text) => !heaped.test(text.normalize('NFD')), 'heaps marks on one letter: leave four at most'),
  )

/** What somebody or something is called: a line that nobody can make look like another by mixing alphabets. */
export const name = (max: number) =>
  line(max).check(z.refine(isOfOneAlphabet, 'mixes letters of alphabets that look alike: use those of one'))

/** One line of at most `max` UTF-16 units without control or invisible characters, kept as it is; it may be empty. */
export const optionalLine = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine(isStorable, 'holds characters that cannot be stored'),
    z.refine((text) => !deceptive.test(text), 'holds invisible or control characters: type it anew without them'),
  )

/** Words that may be left out: an empty one counts as absent text, not as an error. */
export const optionalWords = (max: number) =>
  z.string().check(z.maxLength(max), z.refine(isStorable, 'holds characters that cannot be stored'))
