import type { Transporter } from 'nodemailer'

export type Letter = { to: string; subject: string; text: string }

/** Sends letters; null where nothing is set up to send them. */
export type Post = { send(letter: Letter): Promise<void>; close(): void }

// Left to itself it waits for minutes, and a Kith that stops waits with it. Milliseconds; the address may say otherwise.
const patience = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 }

/** @param url smtp:// or smtps:// with name and password */
export function openPost({ url, from }: { url: string; from: string }): Post {
  let transport: Transporter | undefined
  return {
    async send({ to, subject, text }) {
      // Read with the first letter: a Kith that sends none starts without it.
      const { createTransport } = await import('nodemailer')
      transport ??= createTransport({ url, ...patience }, { from, disableFileAccess: true, disableUrlAccess: true })
      // As an object the address cannot be read as a list of addresses.
      await transport.sendMail({ to: { name: '', address: to }, subject, text })
    },
    close: () => transport?.close(),
  }
}
