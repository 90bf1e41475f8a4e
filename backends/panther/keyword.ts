import { type Casing, type Keyword, type Pattern, type Regex, writeRegex } from '../../src/ir/index.ts';
import { type Code, leaf as code, comprehension, junction } from './layout.ts';
import { pythonString } from './literal.ts';
import { fold, isIn, listed, oneOf, some } from './one-of.ts';
import type { Reader } from './scope.ts';

/** A text that is looked for in every value of the event. */
export function keywordOf(leaf: Keyword, scope: Reader): Code {
  scope.support.add('texts');
  const word = leaf.casing === 'ignored' ? 'text.lower()' : 'text';
  const test = leaf.regex === undefined ? keywordTest(leaf, word, scope) : regexTest(leaf.regex, scope);
  return comprehension('any', test, 'for text in texts(event.to_dict())');
}

function regexTest(regex: Regex, scope: Reader): Code {
  scope.imports.add('import re');
  const written = writeRegex(regex, { dialect: 'python', use: 'search' }).text ?? '';
  const name = scope.expressionConstant('keyword', 'pattern', `re.compile(${pythonString(written)})`);
  return code(`${name}.search(text)`);
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

function keywordTest(leaf: Keyword, word: string, scope: Reader): Code {
  const patterns = leaf.patterns.map(parts => inner(parts, leaf.casing, leaf.scope));
  const plain = patterns.filter(pattern => !pattern.glob).map(pattern => pattern.text);
  const globs = patterns.filter(pattern => pattern.glob).map(pattern => pattern.text);
  if (globs.length > 0) scope.imports.add('from fnmatch import fnmatchcase');
  return junction('or', [
    ...some(plain, values =>
      leaf.scope === 'whole'
        ? oneOf(word, values, 'keyword', 'values', scope)
        : containsAny(values, word, scope),
    ),
    ...some(globs, values => fitsAny(values, word, scope)),
  ]);
}

function containsAny(plain: readonly string[], word: string, scope: Reader): Code {
  const [only] = plain;
  if (plain.length === 1 && only !== undefined) return isIn(only, word);
  return comprehension(
    'any',
    isIn('part', word),
    `for part in ${listed(plain, 'keyword', 'fragments', scope)}`,
  );
}

function fitsAny(globs: readonly string[], word: string, scope: Reader): Code {
  if (globs.length === 1) return code(`fnmatchcase(${word}, ${globs[0]})`);
  const each = `for glob in ${listed(globs, 'keyword', 'patterns', scope)}`;
  return comprehension('any', code(`fnmatchcase(${word}, glob)`), each);
}
