import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Mode = 'embedded' | 'services'

/** What this machine has for the tests. */
export const available = {
  /** PostgreSQL and Redis that tests may use beside whatever else lives there. */
  services: services(),
  /** The path of a Chromium, or null. */
  chromium: chromium(),
  /** The path of a Python that has a Socket.IO client of its own, or null. */
  foreign: foreign(),
  /** Whether the proxy of `deploy/` can be asked about its file. */
  haproxy: spawnSync('haproxy', ['-v']).status === 0,
}

/** What will not run here, and why: one clause each. */
export function missing(): string[] {
  return [
    ...(available.services ? [] : ['services (set TEST_DATABASE_URL and TEST_REDIS_URL)']),
    ...(available.chromium ? [] : ['journeys (no Chromium: set CHROMIUM_PATH)']),
    ...(available.foreign ? [] : ['the foreign client (no python3-socketio with python3-websocket: set PYTHON_PATH)']),
  ]
}

function services(): { databaseUrl: string; redisUrl: string } | null {
  const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env
  return databaseUrl && redisUrl ? { databaseUrl, redisUrl } : null
}

function chromium(): string | null {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  // The shell is the same engine without the windows around it: pages cost it less than half.
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [CHROMIUM_PATH, ...onPath].find((path) => path && canRun(path)) ?? null
}

function foreign(): string | null {
  const { PYTHON_PATH, PATH = '' } = process.env
  if (PYTHON_PATH && canRun(PYTHON_PATH)) return PYTHON_PATH
  const pythons = PATH.split(delimiter).map((folder) => join(folder, 'python3'))
  const hasClient = (python: string) => spawnSync(python, ['-c', 'import socketio, websocket']).status === 0
  return pythons.find((python) => canRun(python) && hasClient(python)) ?? null
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
