import { expect, test } from 'vitest';
import { baseNameAsRegex, extensionAsRegex } from '../../backends/sigma/paths.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { and, type Leaf, type Predicate, writeRegex } from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

const paths = [
  ...[
    '/a/b.so',
    'b.so',
    '/a/.so',
    '.so',
    'C:\\x\\b.SO',
    'b.so.1',
    '/b.so/c',
    'b.',
    '/a.b/',
    '',
    'php7',
    '/x/php7.2',
  ],
  ...['/x/php/y', 'a1c', '/q/a1c', 'a/c', 'a\nc', 'x/pam.new', 'pam.new/x', '.a.so', '..'],
];

/** A condition on the field `n`, asked of the last part of `p` or of its ending. */
function leafOf(condition: string, part: 'baseName' | 'extension'): Leaf {
  const { value } = eql.lower(EmbeddedText.whole(new SourceFile('q', `any where ${condition}`)), {});
  const where = value?.kind === 'events' ? value.where : undefined;
  if (where === undefined || !('subject' in where)) throw new Error(condition);
  const path = { ...where.subject, name: 'p' } as typeof where.subject;
  return { ...where, subject: { kind: 'call', function: part, arguments: [path], origin: [] } };
}

function shown(found: Predicate | undefined): string | undefined {
  return found?.kind === 'matches'
    ? writeRegex(found.regex, { dialect: 'pcre', use: 'search' }).text
    : undefined;
}

test.each([
  ['n regex "php?[0-9]?"', 'baseName', baseNameAsRegex, String.raw`(?:^|[/\\])php?\d?\z`],
  ['n regex ".*a[^b].*"', 'baseName', baseNameAsRegex, String.raw`(?:^|[/\\])[^/\\]*a[^b/\\][^/\\]*\z`],
  ['n regex~ "a|b"', 'baseName', baseNameAsRegex, String.raw`(?i)(?:^|[/\\])(a|b)\z`],
  ['n like ("pam.*", "?1c")', 'baseName', baseNameAsRegex, undefined],
  ['n regex "a/.*"', 'baseName', baseNameAsRegex, undefined],
  ['n == "so"', 'extension', extensionAsRegex, String.raw`[^/\\]\.so\z`],
  ['n in~ ("so", "X")', 'extension', extensionAsRegex, undefined],
  ['n != null', 'extension', extensionAsRegex, undefined],
  ['n like "s?"', 'extension', extensionAsRegex, String.raw`[^/\\]\.s[^./\\]\z`],
  ['n == "a.b"', 'extension', extensionAsRegex, undefined],
] as const)('%s of %s', (condition, part, rewrite, text) => {
  const source = condition === 'n != null' ? 'n : "x"' : condition;
  const written = leafOf(source, part);
  const leaf: Leaf =
    condition === 'n != null' && 'subject' in written
      ? { kind: 'exists', subject: written.subject, origin: [] }
      : written;
  const found = rewrite(leaf);
  if (text !== undefined) expect(shown(found)).toBe(text);
  if (found === undefined) return;
  const [before, after] = [compilePredicate(and([leaf])), compilePredicate(and([found]))];
  expect(paths.filter(p => after({ p }))).toEqual(paths.filter(p => before({ p })));
});
