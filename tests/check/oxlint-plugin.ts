import { dirname, relative, resolve } from 'node:path'
import { fenceOf, isBeyond } from './fences.ts'

// The few shapes of oxlint's plugin interface that the rule touches.
interface Context {
  filename: string
  cwd: string
  report(problem: { node: object; message: string }): void
}
type Importing = { source?: { value?: unknown } | null }

const fence = {
  create(context: Context) {
    const file = relative(context.cwd, context.filename)
    const around = fenceOf(file)
    if (around === null) return {}
    const look = (node: Importing) => {
      const wanted = node.source?.value
      if (typeof wanted !== 'string') return
      const isPackage = !wanted.startsWith('.')
      const target = isPackage ? wanted : relative(context.cwd, resolve(dirname(context.filename), wanted))
      if (isBeyond(around, target, isPackage)) {
        context.report({ node, message: `${around.where} may not import ${target}. ${around.says}` })
      }
    }
    return {
      Program(node: object) {
        if (/(^|\/)index\.tsx?$/.test(file)) context.report({ node, message: 'No barrels: import the file itself.' })
      },
      ImportDeclaration: look,
      ImportExpression: look,
      ExportNamedDeclaration: look,
      ExportAllDeclaration: look,
    }
  },
}

export default { meta: { name: 'kith' }, rules: { fence } }
