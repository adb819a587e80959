import { defineConfig } from 'vitest/config'

/** One configuration for every room: rules, commands against a real PostgreSQL, screens, browser stories, tools. */
export default defineConfig({
  test: {
    include: ['{domain,contract,server,console,field,tools,e2e}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['server/src/platform/testing/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    // A test that no longer fails when the code is wrong is worse than none: nothing is tried twice.
    retry: 0,
  },
})
