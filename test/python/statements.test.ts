import { expect, test } from 'vitest';
import { holds } from './lowering.ts';
import { samples } from './statements.ts';

test.each(samples)('$name', ({ module, matches, misses }) => {
  expect(holds(module, matches)).toBe(true);
  expect(holds(module, misses)).toBe(false);
});
