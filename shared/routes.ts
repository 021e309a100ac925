import * as z from 'zod/mini'
import { Id, Instant } from './ids.ts'
import { limits } from './limits.ts'
import { line } from './text.ts'

const code = z.string().check(z.minLength(1), z.maxLength(64))
const email = z.string().check(z.maxLength(254))

/** The HTTP routes for people who are not signed in yet, or are about to be. Bodies and replies are JSON. */
export const routes = {
  /** What an invite says before it is accepted. The code travels in the body, never in an address. */
  'invite:look': {
    path: '/api/invites/look',
    input: z.strictObject({ code }),
    reply: z.strictObject({
      addressee: z.string(),
      reason: z.string(),
      inviterName: z.string(),
      circleName: z.string(),
      purpose: z.string(),
      problem: z.string(),
      values: z.array(z.string()),
      conduct: z.string(),
      capacity: z.int(),
      seatsLeft: z.int(),
      inLine: z.int(),
      expiresAt: Instant,
      /** The name under which this browser is signed in already, if it is. */
      signedInAs: z.nullable(z.string()),
    }),
  },
  /** Accepts an invite and signs the browser in. In a full circle `place` says how many are before, plus one. */
  'invite:accept': {
    path: '/api/invites/accept',
    input: z.strictObject({
      commandId: Id,
      code,
      name: line(limits.member.nameLength),
    }),
    reply: z.strictObject({ circleId: Id, memberId: Id, place: z.nullable(z.int()) }),
  },
  /** Uses the one-time link of a new installation: makes the first person and signs the browser in. */
  'sign-in:first': {
    path: '/api/sign-in/first',
    input: z.strictObject({ code, name: line(limits.member.nameLength) }),
    reply: z.strictObject({ memberId: Id }),
  },
  /** Sends a link to an address, if it belongs to somebody; the answer is the same if it does not. */
  'sign-in:ask': {
    path: '/api/sign-in/ask',
    input: z.strictObject({ email }),
    reply: z.strictObject({}),
  },
  /** Uses a mail link, a device code or an operator's link. */
  'sign-in:use': {
    path: '/api/sign-in/use',
    input: z.strictObject({ code }),
    reply: z.strictObject({ memberId: Id }),
  },
  /** A ten-minute single-use code for another device of the same person, with its QR as SVG. */
  'sign-in:add-device': {
    path: '/api/sign-in/device',
    input: z.strictObject({}),
    reply: z.strictObject({ code: z.string(), link: z.string(), qr: z.string(), expiresAt: Instant }),
  },
  'sign-in:out': { path: '/api/sign-in/out', input: z.strictObject({}), reply: z.strictObject({}) },
  'me:set-email': {
    path: '/api/me/email',
    input: z.strictObject({ email }),
    reply: z.strictObject({}),
  },
  /** A bearer token of ten minutes for clients that keep no cookie. */
  'token:make': {
    path: '/api/token',
    input: z.strictObject({}),
    reply: z.strictObject({ token: z.string(), expiresAt: Instant }),
  },
} as const

export type RouteName = keyof typeof routes
export type RouteInput<N extends RouteName> = z.infer<(typeof routes)[N]['input']>
export type RouteReply<N extends RouteName> = z.infer<(typeof routes)[N]['reply']>
