import { DefaultReporter, type TestCase, type TestModule, type TestSpecification } from 'vitest/node'

/** Between two lines, in milliseconds. */
const pace = 10_000

/** Says now and then, in lines that a log can keep as well, what is under way and how much is left; and at once what failed. */
export class Progress extends DefaultReporter {
  #began = performance.now()
  #files = 0
  #ended = 0
  #passed = 0
  #failed = 0
  #underWay = new Set<TestModule>()
  #timer: NodeJS.Timeout | undefined

  constructor() {
    super({ summary: false })
  }

  override onTestRunStart(files: readonly TestSpecification[]): void {
    this.#files = files.length
    this.#timer = setInterval(() => this.#tell(), pace)
  }

  onTestModuleStart(module: TestModule): void {
    this.#underWay.add(module)
  }

  override onTestCaseResult(test: TestCase): void {
    const { state } = test.result()
    if (state === 'passed') this.#passed++
    if (state === 'failed') this.#failed++
  }

  override onTestModuleEnd(module: TestModule): void {
    this.#underWay.delete(module)
    this.#ended++
    if (!module.ok()) super.onTestModuleEnd(module)
  }

  override onTestRunEnd(...end: Parameters<DefaultReporter['onTestRunEnd']>): void {
    clearInterval(this.#timer)
    super.onTestRunEnd(...end)
  }

  #tell(): void {
    const seconds = Math.round((performance.now() - this.#began) / 1000)
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    const under = [...this.#underWay].map((module) => this.relative(module.moduleId)).join(', ')
    const done = `${this.#ended} of ${this.#files} files, ${this.#passed} passed, ${this.#failed} failed`
    this.log(`${time}  ${done}${under && `; now ${under}`}`)
  }
}
