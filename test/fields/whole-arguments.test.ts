import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { translateLeaf } from '../../src/fields/index.ts';
import { field, type Matches } from '../../src/ir/index.ts';
import { parseRegex } from '../../src/regex/index.ts';

const source = { id: 'linux.process_creation' };

function asksArgument(text: string): Matches {
  const read = parseRegex(text, 'lucene', 'whole');
  if (!('regex' in read)) throw new Error(text);
  const subject = field('process.args', 'elastic');
  return { kind: 'matches', subject, regex: read.regex, quantifier: 'any', origin: [] };
}

describe('a regex that one argument fits as a whole', () => {
  const asked = asksArgument('[24][0-9]{3}|u\\+s');
  const there = translateLeaf(asked, source, 'sigma');

  test.each([
    ['chmod 4755 /bin/x', true],
    ['chmod u+s x', true],
    ['4755', true],
    ["chmod '2000' x", true],
    ['chmod 47551', false],
    ['chmod 14755 x', false],
    ['chmod gu+s', false],
  ])('is a word of the line: %s: %s', (line, expected) => {
    expect(there).toMatchObject({ verdict: 'broader', given: ['plain-arguments'] });
    expect(compilePredicate(there.predicate)({ CommandLine: line })).toBe(expected);
  });

  test.each([
    [['chmod', '4755'], true],
    [['chmod', 'u+s'], true],
    [['chmod', 'a 4755 b'], false],
  ])('and is one argument again where there is a list of them: %j: %s', (list, expected) => {
    if (there.predicate.kind !== 'matches') throw new Error(there.predicate.kind);
    const back = translateLeaf(there.predicate, source, 'elastic');
    expect(back.verdict).toBe('narrower');
    expect(compilePredicate(back.predicate)({ 'process.args': list })).toBe(expected);
  });

  test('is not followed where what fits depends on where it stands', () => {
    const read = parseRegex('^a$', 'pcre', 'whole');
    if (!('regex' in read)) throw new Error('^a$');
    const leaf: Matches = { ...asked, regex: read.regex };
    expect(translateLeaf(leaf, source, 'sigma').verdict).toBe('different');
  });
});
