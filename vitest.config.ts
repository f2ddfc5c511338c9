import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/** Pure tests run first, all at once; then those with stores and servers; then those with a browser, which wants the cores for itself. */
export default defineConfig({
  test: {
    projects: [
      project('pure', 0, {
        include: [
          'contract/**/*.test.ts',
          'server/**/*.test.ts',
          'web/**/*.test.{ts,tsx}',
          'tests/architecture.test.ts',
          'tests/manual-coverage.test.ts',
        ],
        testTimeout: 20_000,
      }),
      project('world', 1, {
        include: ['tests/**/*.test.ts'],
        exclude: ['tests/architecture.test.ts', 'tests/manual-coverage.test.ts', 'tests/browser/**'],
        globalSetup: ['tests/support/postgres-setup.ts'],
        // Two, also on two cores: these mostly wait for disks, mail servers and databases.
        maxWorkers: 2,
        testTimeout: 60_000,
        hookTimeout: 120_000,
      }),
      project('browser', 2, {
        include: ['tests/browser/**/*.test.ts'],
        // Only several nodes want a PostgreSQL there.
        globalSetup: process.env.TEST_NODES ? ['tests/support/postgres-setup.ts'] : [],
        maxWorkers: 1,
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
    ],
  },
})

/** The groups run one after the other, in the order given. */
function project(
  name: string,
  groupOrder: number,
  test: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration {
  const execArgv = ['--disable-warning=ExperimentalWarning']
  return { test: { name, sequence: { groupOrder }, execArgv, ...test } }
}
