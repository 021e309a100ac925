import { DomainError } from '../../shared/errors.ts'

const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * An address in the one form in which Kith keeps it: trimmed and in lower case. Refuses as `invalid` everything but the
 * plain ASCII form: quoted parts, comments, line breaks and letters that only look like those of somebody's domain.
 */
export function readEmail(text: string): string {
  const email = text.trim().toLowerCase()
  const [name = '', domain = '', more] = email.split('@')
  const labels = domain.split('.')
  const isName = name.length <= 64 && local.test(name)
  const isDomain = more === undefined && labels.length >= 2 && labels.every((part) => label.test(part))
  if (!isName || !isDomain || email.length > 254)
    throw new DomainError('invalid', { path: 'email', message: 'is not an e-mail address' })
  return email
}
