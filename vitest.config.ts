import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/** Against hanging alone: no test is as slow, however busy the machine. */
const patience = 10 * 60_000

/** `npm test -- --quick`: what is pure, and stores and the API on SQLite; nothing but Node is needed. */
const isQuick = process.env.TEST_QUICK === '1'

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
      }),
      project('world', 1, {
        include: isQuick ? ['tests/{store,api}/**/*.test.ts'] : ['tests/*/**/*.test.ts'],
        exclude: ['tests/browser/**'],
        globalSetup: ['tests/support/run-folder.ts', ...(isQuick ? [] : ['tests/support/postgres-setup.ts'])],
        // Two, also on two cores: these mostly wait for disks, mail servers and databases.
        maxWorkers: 2,
      }),
      ...(isQuick ? [] : [browser()]),
    ],
  },
})

function browser(): TestProjectInlineConfiguration {
  return project('browser', 2, {
    include: ['tests/browser/**/*.test.ts'],
    // Only several nodes want a PostgreSQL there.
    globalSetup: [
      'tests/support/run-folder.ts',
      ...(process.env.TEST_NODES ? ['tests/support/postgres-setup.ts'] : []),
    ],
    setupFiles: ['tests/support/browser-setup.ts'],
    maxWorkers: 1,
  })
}

/**
 * The groups run one after the other, in the order given. The files of a group share their processes, and so what these have
 * loaded, compiled and started: each test makes the world it needs.
 */
function project(
  name: string,
  groupOrder: number,
  test: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration {
  const execArgv = ['--disable-warning=ExperimentalWarning']
  return {
    test: {
      name,
      sequence: { groupOrder },
      execArgv,
      isolate: false,
      testTimeout: patience,
      hookTimeout: patience,
      expect: { poll: { timeout: patience / 2 } },
      ...test,
    },
  }
}
