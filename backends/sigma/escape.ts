import type { Pattern } from '../../src/ir/index.ts';

/**
 * A pattern as a Sigma value. Only `\`, `*` and `?` are special; a backslash before any other character is itself, so
 * Windows paths stay as people write them, and a run of backslashes or one before a wildcard is doubled.
 * https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#escape-character
 */
export function sigmaValue(pattern: Pattern): string {
  return pattern
    .map((part, index) => {
      if (part.kind === 'anyRun') return '*';
      if (part.kind === 'anyOne') return '?';
      return escapeText(part.text, index < pattern.length - 1);
    })
    .join('');
}

/** A text without wildcards as a Sigma value. */
export function sigmaText(text: string): string {
  return escapeText(text, false);
}

function escapeText(text: string, wildcardFollows: boolean): string {
  return text.replaceAll(
    /(\\+)([*?]?)|[*?]/g,
    (found: string, slashes: string | undefined, wildcard: string | undefined, at: number) => {
      if (slashes === undefined) return `\\${found}`;
      const beforeWildcard = wildcard !== '' || (wildcardFollows && at + found.length === text.length);
      const doubled = beforeWildcard || slashes.length > 1 ? slashes.repeat(2) : slashes;
      return wildcard ? `${doubled}\\${wildcard}` : doubled;
    },
  );
}
