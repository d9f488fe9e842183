/** Ends a test run with one plain line of figures, and names what was skipped: in CI (`CI=true`) that fails the run. */
import type { Reporter, TestModule } from 'vitest/node'

export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    for (const test of tests) {
      if (test.result().state === 'skipped') process.stdout.write(`skipped: ${test.fullName}\n`)
    }
    const broken = modules.filter((module) => module.errors().length > 0).length
    process.stdout.write(
      `\n${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped\n`,
    )
    if (process.env['CI'] === 'true' && count('skipped') > 0) process.exitCode = 1
  }
}
