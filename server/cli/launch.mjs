#!/usr/bin/env node
// Runs on any Node from 20 on: brings what Kith needs (its packages, the built client, Node 24), then runs Kith.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const inRoot = (path) => join(root, path)

// Commands of a checkout, beside the verbs of the `kith` command.
const tools = {
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  check: ['tests/check/check.ts'],
  bench: ['tests/bench/bench.ts'],
  chaos: ['tests/chaos/chaos.ts'],
  dev: ['server/dev/dev.ts'],
  gallery: ['node_modules/vite/bin/vite.js', '--open', '/gallery/'],
}
const needsClient = ['start', 'demo', 'test', 'check', 'bench', 'chaos']

const [name = '', ...args] = process.argv.slice(2)
if (!(name in tools) && name !== 'start' && name !== 'demo') giveWay()
install()
const node = findNode()
if (needsClient.includes(name) && !args.includes('--help')) buildClient()
run(commandOf(name, args), name in tools ? root : process.cwd())

function commandOf(name, args) {
  const [file, ...first] = tools[name] ?? ['server/cli/kith.ts', ...(name ? [name] : [])]
  return [inRoot(file), ...first, ...args]
}

// What is done beside a server goes after the people whom it serves; what is started from here inherits that.
function giveWay() {
  try {
    setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL))
  } catch {
    // Where that is forbidden, all are equal.
  }
}

function install() {
  const lock = inRoot('package-lock.json')
  if (!existsSync(lock)) return
  const marker = inRoot('node_modules/.kith-lock')
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return
  if (!installedByHand(lock)) {
    say('Installing what Kith needs ...')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    step(npm, ['ci', '--include=dev', '--include=optional', '--loglevel=error'], 'Its packages could not be installed.')
  }
  writeFileSync(marker, hash)
}

// npm writes its own list last but for the lock file: somebody has already run it for this lock file.
function installedByHand(lock) {
  const list = inRoot('node_modules/.package-lock.json')
  return existsSync(list) && statSync(list).mtimeMs + 10_000 > statSync(lock).mtimeMs
}

function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  for (const folder of [root, join(root, '..', '..')]) {
    const own = join(folder, 'node_modules', `node-${platform}-${process.arch}`, file)
    if (existsSync(own)) return own
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(`Kith needs Node 24 or newer here, and this is ${process.versions.node}: install it from nodejs.org.`)
}

function buildClient() {
  if (!existsSync(inRoot('client/index.html')) || !isStale(inRoot('dist/client/index.html'))) return
  say('Building the client ...')
  step(node, [inRoot('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], 'The client could not be built.')
}

function isStale(page) {
  if (!existsSync(page)) return true
  const builtAt = statSync(page).mtimeMs
  return ['client', 'shared', 'vite.config.ts', 'package-lock.json'].some((path) => newest(inRoot(path)) > builtAt)
}

function newest(path) {
  if (!existsSync(path)) return 0
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** One step before Kith runs. What it prints goes to stderr: stdout belongs to the command. */
function step(command, args, failure) {
  const shell = command.endsWith('.cmd')
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell })
  if (error || status !== 0) fail(error ? `${failure} (${error.message})` : failure)
}

function run(command, cwd) {
  // What was compiled once is not compiled again: a verb starts a third quicker.
  const env = { NODE_COMPILE_CACHE: inRoot('node_modules/.cache/compiled'), ...process.env }
  const child = spawn(node, command, { stdio: 'inherit', cwd, env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C in a terminal already reaches the child, and a second one would mean "at once".
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal))
  }
  watchNpm(() => child.kill('SIGTERM'))
  child.on('error', (error) => fail(`${node} cannot be run here (${error.message}): install Node 24 from nodejs.org.`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

// Who stops npm stops Kith: npm tells only the shell between them, which ends without passing it on.
function watchNpm(stop) {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    stop()
  }, 250).unref()
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function fail(sentence) {
  say(sentence)
  process.exit(1)
}
