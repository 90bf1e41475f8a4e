import type { Casing, Keyword, Pattern } from '../../src/ir/index.ts';
import { type Code, leaf as code } from './layout.ts';
import { pythonString } from './literal.ts';
import { fold, listed } from './one-of.ts';
import type { Reader } from './scope.ts';

/** A text that is looked for in every value of the event. */
export function keywordOf(leaf: Keyword, scope: Reader): Code {
  scope.support.add('texts');
  const patterns = leaf.patterns.map(parts => inner(parts, leaf.casing, leaf.scope));
  const word = leaf.casing === 'ignored' ? 'text.lower()' : 'text';
  const test = keywordTest(patterns, word, leaf.scope, scope);
  return code(`any(${test} for text in texts(event.to_dict()))`);
}

/** fnmatch: only `*`, `?` and `[` are special, and a class of one character is that character. https://docs.python.org/3/library/fnmatch.html */
export function globOf(pattern: Pattern, casing: Casing): string {
  return pattern
    .map(part => {
      if (part.kind === 'text') return fold(part.text, casing).replaceAll(/[*?[]/g, '[$&]');
      return part.kind === 'anyRun' ? '*' : '?';
    })
    .join('');
}

/** What is looked for within a value, as a glob or plain text. */
function inner(
  pattern: Pattern,
  casing: Casing,
  where: 'contains' | 'whole',
): { readonly glob: boolean; readonly text: string } {
  const [first] = pattern;
  if (pattern.length <= 1 && (first === undefined || first.kind === 'text'))
    return { glob: false, text: pythonString(fold(first?.text ?? '', casing)) };
  const glob = globOf(pattern, casing);
  return { glob: true, text: pythonString(where === 'contains' ? `*${glob}*` : glob) };
}

function keywordTest(
  patterns: readonly { readonly glob: boolean; readonly text: string }[],
  word: string,
  where: 'contains' | 'whole',
  scope: Reader,
): string {
  const plain = patterns.filter(pattern => !pattern.glob).map(pattern => pattern.text);
  const globs = patterns.filter(pattern => pattern.glob).map(pattern => pattern.text);
  if (globs.length > 0) scope.imports.add('from fnmatch import fnmatchcase');
  const tests = [
    ...(plain.length === 0
      ? []
      : [
          where === 'whole'
            ? `${word} in ${listed(plain, 'keyword', 'values', scope)}`
            : containsAny(plain, word, scope),
        ]),
    ...(globs.length === 0
      ? []
      : [`any(fnmatchcase(${word}, glob) for glob in ${listed(globs, 'keyword', 'patterns', scope)})`]),
  ];
  return tests.join(' or ');
}

function containsAny(plain: readonly string[], word: string, scope: Reader): string {
  if (plain.length === 1) return `${plain[0]} in ${word}`;
  return `any(part in ${word} for part in ${listed(plain, 'keyword', 'fragments', scope)})`;
}
