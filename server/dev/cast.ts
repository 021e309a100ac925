import type { CircleFacts } from '../../shared/circles.ts'

/** The people of tests, demo and samples: whoever knows a name knows what this person may do. */
export const cast = {
  /** Opens the circle and hosts its sessions. */
  ada: 'Ada',
  /** Members like any other. */
  ben: 'Ben',
  chloe: 'Chloe',
  /** Signed in, and in no circle of Ada's. */
  dev: 'Dev',
  /** Was a member until Ada removed him. */
  eli: 'Eli',
  /** A member who was not there, and reads the recaps. */
  rae: 'Rae',
} as const

/** Ten more, for when a table fills up; with Ada, Ben, Chloe and Rae they are fourteen. */
export const company = ['Finn', 'Grace', 'Hugo', 'Iris', 'Jonas', 'Kira', 'Liam', 'Mona', 'Noor', 'Otto'] as const

export const sampleCircle: CircleFacts = {
  name: 'The Long Table',
  purpose: 'We finish the things we started alone.',
  problem:
    'Everybody here has something in a drawer: a novel, a boat, a shop. Alone it stays there. Once a week we sit ' +
    'down together, say what is next, and do it.',
  values: ['finish small things', 'say it kindly and plainly', 'ask before you advise'],
  conduct:
    'Talk about the work, not the person. What somebody shows here stays here unless they say otherwise. If you cannot ' +
    'come, say so. If something feels wrong, tell a steward; we answer within a day.',
  capacity: 24,
}

export const sampleTables = [
  { name: 'Kitchen', capacity: 16 },
  { name: 'Workbench', capacity: 12 },
] as const

/** Why somebody is invited, in words about them. */
export const reasonFor = (name: string): string =>
  `${name}, you told me about the thing in your drawer; here are people who would love to see it finished.`
