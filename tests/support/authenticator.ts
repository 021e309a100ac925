import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What an honest authenticator never does, for the tests of what is refused. */
export type Lies = {
  origin?: string
  rpId?: string
  challenge?: string
  crossOrigin?: boolean
  userVerified?: boolean
  counter?: number
  userHandle?: string
  type?: string
}

/** An authenticator in software that holds one passkey (ES256, no attestation) and says what it is told to. */
export type Authenticator = ReturnType<typeof openAuthenticator>

type CreationOptions = { challenge: string; rp: { id: string }; user: { id: string } }
type RequestOptions = { challenge: string; rpId: string }

export function openAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  const credentialId = randomBytes(16)
  const id = credentialId.toString('base64url')
  let counter = 0
  let owner = ''

  const common = { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }
  const clientData = (type: string, challenge: string, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: lies.crossOrigin ?? false,
      }),
    )
  const authData = (rpId: string, lies: Lies, attested = Buffer.alloc(0)) => {
    const flags = 0x01 | (lies.userVerified === false ? 0 : 0x04) | (attested.length > 0 ? 0x40 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(lies.counter ?? ++counter)
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([flags]), count, attested])
  }

  return {
    id,
    /** Makes its passkey. */
    create({ challenge, rp, user }: CreationOptions, lies: Lies = {}) {
      owner ||= user.id
      const length = Buffer.from([0, credentialId.length])
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey(x, y)])
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        Buffer.from([0xa0]),
        cborText('authData'),
        cborBytes(authData(rp.id, lies, attested)),
      ])
      const clientDataJSON = clientData('webauthn.create', challenge, lies).toString('base64url')
      const response = { clientDataJSON, attestationObject: attestationObject.toString('base64url') }
      return { ...common, response: { ...response, transports: ['internal'] } }
    },
    /** Shows its passkey. */
    get({ challenge, rpId }: RequestOptions, lies: Lies = {}) {
      const client = clientData('webauthn.get', challenge, lies)
      const data = authData(rpId, lies)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      const texts = { clientDataJSON: client, authenticatorData: data, signature }
      const response = Object.fromEntries(
        Object.entries(texts).map(([name, bytes]) => [name, bytes.toString('base64url')]),
      )
      const userHandle = lies.userHandle ?? owner
      return { ...common, response: { ...response, ...(userHandle && { userHandle }) } }
    },
  }
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()

/** An EC2 key on P-256 for ES256, as RFC 9053 writes it. */
const coseKey = (x: string, y: string) =>
  Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    cborBytes(Buffer.from(y, 'base64url')),
  ])

const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 | text.length]), Buffer.from(text)])
/** Lengths from 24 to 255, in the one byte that they fit into. */
const cborBytes = (bytes: Buffer) => Buffer.concat([Buffer.from([0x58, bytes.length]), bytes])
