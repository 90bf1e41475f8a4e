import { some } from './measure.ts';
import { withPlainFlags } from './plain-flags.ts';
import type { Regex, RegexNode } from './tree.ts';
import { writeRegex } from './write.ts';

/** The text of a regex in a pattern of grok, or what such patterns lack: `lacks` fits after "patterns of grok have no …". */
export type WrittenGrok = { readonly text: string } | { readonly lacks: string };

/**
 * Of Oniguruma's Ruby syntax, which grok takes: `^` and `$` are those of lines, `\A` and `\Z` those of the text; `\w`, `\d` and `\s`
 * are Unicode's, and so written out; `\h` is a hexadecimal digit. Groups with names leave no numbers to those without.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-process-data-with-dissect-grok#esql-grok-regex
 */
export function writeGrok(regex: Regex): WrittenGrok {
  const lacks = reasons.find(([, test]) => some(regex.node, test))?.[0];
  if (lacks !== undefined) return { lacks };
  const written = writeRegex(withPlainFlags(regex), { dialect: 'pcre', use: 'search' });
  if (written.text === undefined) return { lacks: written.lacks };
  // `^` and `$` are those of lines without a flag; that of the letter is another one.
  const own = written.text.replace(/^\(\?(i?)m\)/, (_, i: string) => (i === '' ? '' : '(?i)'));
  const text = own.replaceAll(tokens, (token, kept?: string, inClass?: string) =>
    kept !== undefined
      ? token
      : inClass !== undefined
        ? withoutShorthands(inClass)
        : (outside[token] ?? token),
  );
  return /(?<!\\)(?:\\\\)*\\[hHvVRXK]/.test(text) ? { lacks: 'classes of spaces' } : { text };
}

const reasons: readonly (readonly [lacks: string, test: (node: RegexNode) => boolean])[] = [
  ['references to groups', node => node.kind === 'backReference'],
  ['possessive repetition', node => node.kind === 'repeat' && node.mode === 'possessive'],
  ['boundaries of words of ASCII', node => node.kind === 'anchor' && !/^(?:line|text)/.test(node.at)],
  ['such names of groups', node => node.kind === 'group' && /^[^A-Za-z]/.test(node.name ?? 'a')],
];

/** Any character, which stays; a class; an escape. */
const tokens = /(\[\\s\\S\])|(\[\^?(?:\\[\s\S]|[^\]\\])*\])|\\[\s\S]/gu;

const members: Readonly<Record<string, string>> = {
  '\\d': '0-9',
  '\\w': 'A-Za-z0-9_',
  '\\s': '\\t-\\r ',
};

const outside: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(members).flatMap(([short, inner]) => [
    [short, `[${inner}]`],
    [short.toUpperCase(), `[^${inner}]`],
  ]),
);

function withoutShorthands(text: string): string {
  return text.replaceAll(/\\[\s\S]/gu, short => members[short] ?? short);
}
