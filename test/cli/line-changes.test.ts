import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineChanges } from '../../src/cli/line-changes.ts';
import { fileDifference } from '../../src/cli/stale-text.ts';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });

function applied(old: readonly string[], current: readonly string[]): readonly string[] {
  const made = [...old];
  for (const change of [...lineChanges(old, current)].reverse()) {
    expect(made.slice(change.oldStart, change.oldStart + change.old.length)).toEqual(change.old);
    expect(current.slice(change.newStart, change.newStart + change.new.length)).toEqual(change.new);
    made.splice(change.oldStart, change.old.length, ...change.new);
  }
  return made;
}

/** As a table of the longest common part gives it. */
function fewestEdits(old: readonly string[], current: readonly string[]): number {
  let row = Array.from({ length: current.length + 1 }, (_, index) => index);
  for (const [at, line] of old.entries()) {
    const next = [at + 1];
    for (const [index, other] of current.entries())
      next.push(line === other ? (row[index] ?? 0) : 1 + Math.min(row[index + 1] ?? 0, next[index] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}

test('the changes make the new text of the old one, and are the fewest', () => {
  fc.assert(
    fc.property(texts, texts, (old, current) => {
      expect(applied(old, current)).toEqual(current);
      const edits = lineChanges(old, current).reduce(
        (sum, each) => sum + each.old.length + each.new.length,
        0,
      );
      expect(edits).toBe(fewestEdits(old, current));
    }),
  );
});

test('where nearly all differs it is one change, without much work', () => {
  const old = Array.from({ length: 20_000 }, (_, index) => `old ${index}`);
  const current = old.map((line, index) => (index === 9000 ? line : `new ${index}`));
  expect(lineChanges(old, current)).toHaveLength(1);
});

test('lines far apart are told each by itself', () => {
  const old = Array.from({ length: 60 }, (_, index) => `line ${index}`);
  const current = old.map((line, index) => (index === 3 || index === 50 ? `${line}!` : line));
  expect(fileDifference('a.lock', old.join('\n'), current.join('\n')).split('\n')).toEqual([
    '--- a.lock',
    '+++ a.lock (as built)',
    ...['@@ -4,1 +4,1 @@', '-line 3', '+line 3!'],
    ...['@@ -51,1 +51,1 @@', '-line 50', '+line 50!'],
    '',
  ]);
});
