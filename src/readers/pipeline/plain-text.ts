/**
 * A text as pySigma shows it to regexes and tables: each backslash once, and one before an asterisk or question mark that is no
 * wildcard. https://github.com/SigmaHQ/pySigma/blob/main/sigma/types.py
 */
export function plainText(written: string): string {
  return written.replaceAll(escaped, (found, character: string) => (character === '\\' ? '\\' : found));
}

/**
 * A plain text as a rule writes it. pySigma reads a backslash before a wildcard as its escape; where all of those in the
 * text before, `before`, stood before wildcards, they still do.
 */
export function writtenText(plain: string, before: string): string {
  const isWildcard = beforeWildcard.test(before) && !literalWildcard.test(before);
  return plain.replaceAll(/\\([*?])?/g, (found, wildcard?: string) =>
    wildcard !== undefined && !isWildcard ? found : `\\\\${wildcard ?? ''}`,
  );
}

/** The text with its parts between wildcards changed, each without escapes; `interpreted`: wildcards that come with a change are some. */
export function withParts(written: string, change: (part: string) => string, interpreted: boolean): string {
  return written.replaceAll(parts, found => {
    if (found === '*' || found === '?') return found;
    const changed = change(found.replaceAll(escaped, '$1'));
    return interpreted ? changed.replaceAll(/\\(?![*?])/g, '\\\\') : changed.replaceAll(/[\\*?]/g, '\\$&');
  });
}

/** Whether two texts stand for the same, however their backslashes are written. */
export function isSameText(one: string, other: string): boolean {
  return withWildcardsApart(one) === withWildcardsApart(other);
}

function withWildcardsApart(written: string): string {
  return written.replaceAll(/\\([\\*?])|[*?]/g, (found, character?: string) => character ?? `\u0000${found}`);
}

const escaped = /\\([\\*?])/g;
const beforeWildcard = /(?<!\\)(?:\\\\)+[*?]/;
const literalWildcard = /(?<!\\)(?:\\\\)*\\[*?]/;
const parts = /(?:\\[\\*?]|[^*?])+|[*?]/g;
