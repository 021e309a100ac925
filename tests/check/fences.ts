export interface Fence {
  /** A folder or a file. The longest that fits a file counts. */
  where: string
  /** Folders and files of the project that may be imported, beside the folder itself. */
  imports: string[]
  /** Packages that may be imported; `node:` stands for all of Node's own. */
  packages: string[]
  /** Where the code belongs that wants more. */
  says: string
}

const server = ['shared', 'server/domain', 'server/gather.ts', 'server/startup-error.ts']
const underCli = ['auth', 'storage', 'live', 'workers', 'http', 'config.ts', 'secret.ts'].map(
  (name) => `server/${name}`,
)
const wholeKith = ['app', 'main', 'config', 'startup-error'].map((name) => `server/${name}.ts`)
const clientLeaves = [
  'shared',
  'client/router.ts',
  'client/keys.ts',
  'client/late.tsx',
  'client/finding.ts',
  'client/styles',
  'client/ui',
  'client/state',
  'client/api',
]
const views = ['preact', '@preact/signals']

/** Who may import whom: folders are layers, and nobody calls upwards. */
export const fences: Fence[] = [
  {
    where: 'shared',
    imports: [],
    packages: ['zod/mini'],
    says: 'The contract knows itself and zod/mini: what needs more belongs in server/domain or client/state.',
  },
  {
    where: 'server/domain',
    imports: ['shared'],
    packages: [],
    says: 'The domain imports shared/ only: the world outside comes in through a port (domain/ports.ts).',
  },
  {
    where: 'server/storage',
    imports: server,
    packages: ['node:', 'drizzle-orm', 'postgres', '@electric-sql/pglite'],
    says: 'Storage writes and reads: what also publishes, signs in or answers belongs in domain/, which calls a store.',
  },
  {
    where: 'server/live',
    imports: server,
    packages: ['node:', 'zod/mini', 'socket.io', 'ioredis', 'rate-limiter-flexible'],
    says: 'Live reaches people and stores nothing: the domain writes first, then publishes through a port.',
  },
  {
    where: 'server/workers',
    imports: server,
    packages: ['node:'],
    says: 'A worker runs a pure function of the domain on another thread: what it computes belongs there.',
  },
  {
    where: 'server/auth',
    imports: server,
    packages: ['node:', 'nodemailer'],
    says: 'Auth says who somebody is: tokens are checked in auth/tokens.ts alone, and what people may do is domain/policies.ts.',
  },
  {
    where: 'server/auth/tokens.ts',
    imports: [...server, 'server/auth'],
    packages: ['node:', 'jose'],
    says: 'Auth says who somebody is: what people may do is domain/policies.ts.',
  },
  {
    where: 'server/auth/passkeys.ts',
    imports: [...server, 'server/auth'],
    packages: ['node:', '@simplewebauthn/server'],
    says: 'Auth says who somebody is: what people may do is domain/policies.ts.',
  },
  {
    where: 'server/http',
    imports: [...server, 'server/auth', 'server/live'],
    packages: ['node:', 'zod/mini', 'fastify', '@fastify', 'pino', 'prom-client', 'uqr'],
    says: 'An edge asks the domain and never a store: what it wants from storage belongs behind a port.',
  },
  {
    where: 'server/socket',
    imports: [...server, 'server/auth', 'server/live'],
    packages: ['node:', 'zod/mini', 'socket.io'],
    says: 'An edge asks the domain and never a store: what it wants from storage belongs behind a port.',
  },
  {
    where: 'server/cli',
    imports: [...server, ...underCli],
    packages: ['node:'],
    says: 'A verb reads its arguments and calls the domain: what it does belongs there.',
  },
  {
    where: 'server/cli/start.ts',
    imports: ['server/cli', 'server/main.ts', 'server/config.ts', 'server/startup-error.ts'],
    packages: ['node:'],
    says: 'This verb only calls server/main.ts.',
  },
  {
    where: 'server/cli/demo.ts',
    imports: ['server/cli', 'server/dev/demo.ts'],
    packages: ['node:'],
    says: 'This verb only calls server/dev/demo.ts.',
  },
  {
    where: 'server/dev',
    imports: ['shared', 'server/http', 'server/cli', ...wholeKith],
    packages: ['node:', 'zod/mini', 'vite'],
    says: 'What is for trying out uses Kith from outside, like anybody: no domain, no storage.',
  },
  {
    where: 'server/dev/member',
    imports: ['shared', 'server/dev'],
    packages: ['node:', 'socket.io-client'],
    says: 'The cast lives in Kith like anybody, through its public socket and pages: no domain, no storage.',
  },
  { where: 'server/startup-error.ts', imports: [], packages: [], says: 'This is a leaf that everybody imports.' },
  {
    where: 'server/secret.ts',
    imports: ['server/startup-error.ts'],
    packages: ['node:'],
    says: 'This is a leaf that config.ts imports.',
  },
  {
    where: 'server/config.ts',
    imports: ['server/secret.ts', 'server/startup-error.ts'],
    packages: ['node:', 'zod'],
    says: 'The configuration is values: what acts on them belongs in app.ts.',
  },
  {
    where: 'server/main.ts',
    imports: ['server/app.ts', 'server/config.ts', 'server/startup-error.ts'],
    packages: ['node:'],
    says: 'The process: what is wired together belongs in app.ts.',
  },
  { where: 'server', imports: ['server', 'shared'], packages: ['node:', 'pino'], says: 'The server knows no client.' },
  {
    where: 'client/api',
    imports: ['shared'],
    packages: ['socket.io-client', 'idb-keyval', '@preact/signals'],
    says: 'The way to the server knows no screen: what is shown belongs in client/state or a view.',
  },
  {
    where: 'client/api/passkeys.ts',
    imports: ['shared', 'client/api'],
    packages: ['@simplewebauthn/browser'],
    says: 'The way to the server knows no screen: what is shown belongs in client/state or a view.',
  },
  {
    where: 'client/sign-in.ts',
    imports: [],
    packages: ['@simplewebauthn/browser'],
    says: 'The one script of the sign-in page stands alone, so that this page does not fetch the whole client.',
  },
  {
    where: 'client/state',
    imports: ['shared', 'client/api'],
    packages: ['@preact/signals', 'preact/hooks'],
    says: 'State knows no view: what is drawn belongs in room/, breakouts/, recaps/ or pages/.',
  },
  {
    where: 'client/ui',
    imports: [],
    packages: views,
    says: 'Parts are handed what they show: what knows of rooms and people belongs in room/ or pages/.',
  },
  {
    where: 'client/room',
    imports: [...clientLeaves, 'client/breakouts', 'client/recaps'],
    packages: [...views, 'marked'],
    says: 'A view of the room: whole pages and their paths belong in pages/.',
  },
  {
    where: 'client/breakouts',
    imports: clientLeaves,
    packages: views,
    says: 'A view of breakouts: whole pages and their paths belong in pages/.',
  },
  {
    where: 'client/recaps',
    imports: clientLeaves,
    packages: views,
    says: 'A view of recaps: whole pages and their paths belong in pages/.',
  },
  {
    where: 'client/pages',
    imports: [...clientLeaves, 'client/room', 'client/breakouts', 'client/recaps'],
    packages: [...views, 'preact-iso'],
    says: 'A page puts views together: what starts the client belongs in app.tsx or main.tsx.',
  },
  {
    where: 'client',
    imports: ['client', 'shared'],
    packages: [...views, 'preact-iso', 'zod/mini', '@fontsource-variable'],
    says: 'The client knows the server by its contract in shared/ only.',
  },
]

/** The fence around a file of the project; null where there is none (tests, configuration). */
export function fenceOf(file: string): Fence | null {
  const around = fences.filter(({ where }) => isWithin(file, where))
  return around.sort((one, other) => other.where.length - one.where.length)[0] ?? null
}

/** Whether what a file in a fence imports lies beyond its fence. `target` is a path of the project, or a package. */
export function isBeyond(fence: Fence, target: string, isPackage: boolean): boolean {
  return isPackage
    ? !fence.packages.some((name) => (name.endsWith(':') ? target.startsWith(name) : isWithin(target, name)))
    : ![fence.where, ...fence.imports].some((place) => isWithin(target, place))
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}
