import * as z from 'zod/mini'
import { Id, Instant } from './ids.ts'
import { limits } from './limits.ts'
import { routePaths } from './paths.ts'
import { line, name, optionalWords } from './text.ts'

const code = z.string().check(z.minLength(1), z.maxLength(64))
const email = z.string().check(z.maxLength(254))

const number = z.string().check(z.regex(/^ *\d{4} *$/))
const base64url = z.string().check(z.regex(/^[\w-]{1,16384}=*$/))
const label = line(limits.passkey.labelLength)

/** What a browser's `navigator.credentials` gives as JSON, and what it takes: made and read by WebAuthn Level 3, not by Kith. */
const CredentialOptions = z.looseObject({ challenge: z.string() })
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.optional(z.enum(['platform', 'cross-platform'])),
  clientExtensionResults: z.looseObject({}),
}
const NewCredential = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    authenticatorData: z.optional(base64url),
    transports: z.optional(z.array(optionalWords(32)).check(z.maxLength(8))),
    publicKeyAlgorithm: z.optional(z.int()),
    publicKey: z.optional(base64url),
  }),
})
const ShownCredential = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.optional(base64url),
  }),
})

/**
 * The HTTP routes by which people come in: with an invite, by signing in; and for who has: their devices, passkeys, mail
 * address and tokens. Bodies and replies are JSON.
 */
export const routes = {
  /** What an invite says before it is accepted. The code travels in the body, never in an address. */
  'invite:look': {
    path: routePaths['invite:look'],
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
      /**
       * For a guest, the session that it is for, here under another word than elsewhere, and how many guests that has had
       * already; null where it makes a member.
       */
      evening: z.nullable(
        z.strictObject({
          title: z.string(),
          roomName: z.string(),
          hostName: z.string(),
          startedAt: Instant,
          guests: z.int(),
        }),
      ),
      /** The name under which this browser is signed in already, if it is. */
      signedInAs: z.nullable(z.string()),
    }),
  },
  /**
   * Accepts an invite and signs the browser in. In a full circle `place` says how many are before, plus one. A guest's
   * `roomId` is the table where the session runs.
   */
  'invite:accept': {
    path: routePaths['invite:accept'],
    input: z.strictObject({
      commandId: Id,
      code,
      name: name(limits.member.nameLength),
    }),
    reply: z.strictObject({ circleId: Id, memberId: Id, place: z.nullable(z.int()), roomId: z.nullable(Id) }),
  },
  /** Uses the one-time link of a new installation: makes the first person and signs the browser in. */
  'sign-in:first': {
    path: routePaths['sign-in:first'],
    input: z.strictObject({ code, name: name(limits.member.nameLength) }),
    reply: z.strictObject({ memberId: Id }),
  },
  /**
   * Sends a link to an address, if it belongs to somebody; the answer is alike if it does not. The link belongs to the
   * browser that asks, by a cookie; in any other it also needs `number`, which only the asking one shows.
   */
  'sign-in:ask': {
    path: routePaths['sign-in:ask'],
    input: z.strictObject({ email }),
    reply: z.strictObject({ number: z.string() }),
  },
  /** Uses a mail link, a device code or an operator's link. `forbidden`, reason `number_needed`: see `sign-in:ask`. */
  'sign-in:use': {
    path: routePaths['sign-in:use'],
    input: z.strictObject({ code, number: z.optional(number) }),
    reply: z.strictObject({ memberId: Id }),
  },
  /** What a browser needs to show a passkey: to sign in, or for whoever is signed in, to prove who they are once more. */
  'sign-in:challenge': {
    path: routePaths['sign-in:challenge'],
    input: z.strictObject({ purpose: z.enum(['sign-in', 'prove']) }),
    reply: z.strictObject({ options: CredentialOptions }),
  },
  /** Signs in by a passkey. `forbidden`, reason `passkey_rejected`, for one that does not check in any way. */
  'sign-in:passkey': {
    path: routePaths['sign-in:passkey'],
    input: z.strictObject({ response: ShownCredential }),
    reply: z.strictObject({ memberId: Id }),
  },
  /** Proves by a passkey that this sign-in is still its owner's: for ten minutes it may change the ways in. */
  'sign-in:prove': {
    path: routePaths['sign-in:prove'],
    input: z.strictObject({ response: ShownCredential }),
    reply: z.strictObject({}),
  },
  /** A ten-minute single-use code for another device of the same person, with its QR as SVG. */
  'sign-in:add-device': {
    path: routePaths['sign-in:add-device'],
    input: z.strictObject({}),
    reply: z.strictObject({ code: z.string(), link: z.string(), qr: z.string(), expiresAt: Instant }),
  },
  'sign-in:out': { path: routePaths['sign-in:out'], input: z.strictObject({}), reply: z.strictObject({}) },
  /** Ends another sign-in of the same person, or all others: their sockets close on every node. */
  'sign-in:end': {
    path: routePaths['sign-in:end'],
    input: z.strictObject({ signInId: Id }),
    reply: z.strictObject({}),
  },
  'sign-in:end-others': {
    path: routePaths['sign-in:end-others'],
    input: z.strictObject({}),
    reply: z.strictObject({ ended: z.int() }),
  },
  /** Every way in that a person has: their sign-ins, the last seen first, and their passkeys. */
  'me:ways-in': {
    path: routePaths['me:ways-in'],
    input: z.strictObject({}),
    reply: z.strictObject({
      signIns: z.array(
        z.strictObject({ signInId: Id, label: z.string(), madeAt: Instant, seenAt: Instant, isThis: z.boolean() }),
      ),
      passkeys: z.array(
        z.strictObject({ passkeyId: Id, label: z.string(), madeAt: Instant, usedAt: z.nullable(Instant) }),
      ),
      /** The origin at which passkeys can be made and shown; null where this installation has none. */
      passkeyOrigin: z.nullable(z.string()),
    }),
  },
  /**
   * Sends a link to an address; opened, it makes the address the one for sign-in links. Whoever has an address or a passkey
   * already proves first who they are: else `forbidden`, reason `reauth_required`. `isPrinted`: no mail leaves here, and
   * whoever runs the server passes the link on.
   */
  'me:set-email': {
    path: routePaths['me:set-email'],
    input: z.strictObject({ email }),
    reply: z.strictObject({ isPrinted: z.boolean() }),
  },
  'me:confirm-email': {
    path: routePaths['me:confirm-email'],
    input: z.strictObject({ code }),
    reply: z.strictObject({}),
  },
  /** What a browser needs to make a passkey. Needs a sign-in that has proved within ten minutes whose it is. */
  'passkey:offer': {
    path: routePaths['passkey:offer'],
    input: z.strictObject({}),
    reply: z.strictObject({ options: CredentialOptions }),
  },
  'passkey:add': {
    path: routePaths['passkey:add'],
    input: z.strictObject({ response: NewCredential }),
    reply: z.strictObject({ passkeyId: Id }),
  },
  'passkey:rename': {
    path: routePaths['passkey:rename'],
    input: z.strictObject({ passkeyId: Id, label }),
    reply: z.strictObject({}),
  },
  /** Needs a sign-in that has proved within ten minutes whose it is. */
  'passkey:remove': {
    path: routePaths['passkey:remove'],
    input: z.strictObject({ passkeyId: Id }),
    reply: z.strictObject({}),
  },
  /** A bearer token of ten minutes for clients that keep no cookie. */
  'token:make': {
    path: routePaths['token:make'],
    input: z.strictObject({}),
    reply: z.strictObject({ token: z.string(), expiresAt: Instant }),
  },
} as const

export type RouteName = keyof typeof routes
export type RouteInput<N extends RouteName> = z.infer<(typeof routes)[N]['input']>
export type RouteReply<N extends RouteName> = z.infer<(typeof routes)[N]['reply']>
