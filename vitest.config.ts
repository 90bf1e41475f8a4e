import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that put a module in another's place. */
const alone = ['build-disk', 'crash', 'match-several'].map(name => `test/cli/${name}.test.ts`);

/** Tests of what stands around the command, and of many rules at once: `npm run test:own` runs them. */
const around = [
  'test/project/recipes.test.ts',
  ...['correlation-matrix', 'several-verdicts', 'sigma-correlations'].map(
    name => `test/verify/${name}.test.ts`,
  ),
  ...['sigma', 'elastic-reader'].map(folder => `test/${folder}/corpus.test.ts`),
];

const none = ['test/engines/**', '**/node_modules/**'];

export default defineConfig({
  test: {
    // By itself it takes one processor of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    setupFiles: ['test/seed.ts'],
    hookTimeout: 60_000,
    passWithNoTests: false,
    // As the command does for itself: see src/cli/main.ts.
    execArgv: ['--interrupt-budget=600000'],
    projects: [
      { extends: true, test: { name: 'mocks', include: alone, exclude: none } },
      { extends: true, test: { name: 'around', include: around, exclude: none } },
      // Modules are loaded once a process, not once a file.
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [...none, ...alone, ...around],
          isolate: false,
        },
      },
    ],
  },
});
