import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A text that is replaced by another, once; a control whose text is gone says so and does not pass quietly. */
export type Change = { file: string; from: string; to: string }

/** Copies Kith and changes something in the copy; gives the folder. The product has no switch for this. */
export function changedCopy(folder: string, changes: Change[]): string {
  const copy = mkdtempSync(join(folder, 'changed-kith-'))
  for (const part of ['server', 'shared', 'drizzle', 'docs', 'package.json', 'package-lock.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true })
  }
  for (const part of ['node_modules', 'dist']) symlinkSync(join(root, part), join(copy, part))
  for (const change of changes) writeFileSync(join(copy, change.file), changed(change))
  return copy
}

/** A file of Kith with one change after the other; all are of the same file. */
export function brokenText(changes: Change[]): string {
  return changes.reduce((text, change) => replaced(text, change), readFileSync(join(root, changes[0]!.file), 'utf8'))
}

function changed(change: Change): string {
  return replaced(readFileSync(join(root, change.file), 'utf8'), change)
}

function replaced(text: string, { file, from, to }: Change): string {
  if (text.split(from).length !== 2) throw new Error(`${file} does not say once: ${from}`)
  return text.replace(from, () => to)
}
