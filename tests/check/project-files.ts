import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ProjectFile {
  path: string
  text: string
}

const FOLDERS = ['server', 'client', 'shared', 'tests', 'drizzle']
const KINDS = /\.(ts|tsx|mjs|css|sql)$/
const LONGEST = 250
const EXCUSES = /(ox|es)lint-disabl[e]|@ts-(ignor[e]|expect-erro[r]|nochec[k])|prettier-ignor[e]/

/** Everything somebody wrote by hand; what a tool generated under drizzle/ is left out. */
export function projectFiles(root: string): ProjectFile[] {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  return paths
    .filter((path) => KINDS.test(path) && !/^drizzle\/\d/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** Files that nobody wants to read in one go. */
export function tooLong(files: ProjectFile[]): string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > LONGEST)
    .map(({ path, lines }) => `${path} has ${lines} lines: make it two files of at most ${LONGEST}.`)
}

/** Comments that silence a tool. */
export function excuses(files: ProjectFile[]): string[] {
  return files
    .filter(({ text }) => EXCUSES.test(text))
    .map(({ path, text }) => `${path} silences a tool (${EXCUSES.exec(text)?.[0]}): cure what it says.`)
}
