import { describe, expect, test } from 'vitest';
import { before, table } from './expressions.ts';
import { assumed, printed, ruleOf } from './lowering.ts';

for (const [group, rows] of Object.entries(table))
  describe(group, () => {
    test.each(rows)('%s', (expression, meaning, assumes) => {
      expect(printed(ruleOf(expression, before))).toBe(meaning);
      expect(assumed(ruleOf(expression, before)).join(' ')).toBe(assumes);
    });
  });
