import { describe, expect, test } from 'vitest';
import { manualSections } from '../docs/esql-manual.ts';
import { treatmentsOf } from '../docs/esql-page.ts';

const refusals = new Set(['esql/refused-command', 'esql/refused-function', 'esql/parameter']);

describe.each(manualSections)('$title', section => {
  test.each(treatmentsOf(section))('$name is read, or refused by its name', ({ name, code, message }) => {
    if (code === undefined) return;
    expect(refusals).toContain(code);
    if (code !== 'esql/parameter') expect(message.startsWith(`${name.toLowerCase()} `)).toBe(true);
  });
});
