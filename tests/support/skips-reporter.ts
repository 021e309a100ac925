import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node'
import { missing } from './available.ts'

/** Says in the last line what was not run; with KITH_TEST_STRICT=1 that fails. */
export default class SkipsReporter implements Reporter {
  #vitest: Vitest | null = null
  #whole = false

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  async onTestRunStart(chosen: readonly TestSpecification[]): Promise<void> {
    const all = await this.#vitest?.globTestSpecifications()
    this.#whole = chosen.length === all?.length
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')].map((test) => test.fullName))
    const left = this.#whole ? [...missing(), ...skipped] : []
    if (left.length === 0) return
    const strict = process.env['KITH_TEST_STRICT'] === '1'
    if (strict) process.exitCode = 1
    // After the default reporter's summary, which is written when this hook has returned.
    process.once('exit', () => console.log(`${strict ? 'Failed, because skipped' : 'Skipped'}: ${left.join(', ')}`))
  }
}
