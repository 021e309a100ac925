import { spawn } from 'node:child_process'
import { join } from 'node:path'

// `npm run dev`: the server starts anew when its code changes, and Vite serves the client's sources, passing on to the
// server what is meant for it. Links and the allowed origin are Vite's.
const root = join(import.meta.dirname, '../..')
const origin = 'http://localhost:5173'
const processes = [
  spawn(process.execPath, ['--watch', '--watch-preserve-output', join(root, 'server/cli/kith.ts'), 'start'], {
    stdio: 'inherit',
    env: { ...process.env, PUBLIC_ORIGIN: process.env['PUBLIC_ORIGIN'] ?? origin },
  }),
  spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), '--strictPort'], {
    cwd: root,
    stdio: 'inherit',
  }),
]
for (const one of processes) {
  one.on('exit', () => processes.forEach((other) => other.kill()))
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => processes.forEach((one) => one.kill(signal)))
}
