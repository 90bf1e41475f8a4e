/** What is an operator in the regexes of Perl and its heirs, and characters in those of Lucene. */
export interface PerlSign {
  readonly written: string;
  /** UTF-16 units from the start of the pattern. */
  readonly offset: number;
}

const flags = /^\(\?(?:[imsxaLun-]+[:)]|[:=!>]|<[=!]?|P[<=>])/;

/**
 * The first anchor, flag, group without a number or look-around of a Lucene regex, whose authors mean what it is elsewhere: Lucene
 * compares the whole value, and reads `^`, `$` and the `?` behind a bracket as themselves.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax#regexp-unsupported-operators
 */
export function perlSign(pattern: string): PerlSign | undefined {
  // Escaped characters, classes and quoted texts are passed over.
  for (const { 0: piece, index } of pattern.matchAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|"[^"]*"|[\s\S]/g)) {
    const written = signAt(pattern, piece, index);
    if (written !== undefined) return { written, offset: index };
  }
  return undefined;
}

function signAt(pattern: string, piece: string, index: number): string | undefined {
  if (piece === '^') return /^$|[(|]$/.test(pattern.slice(0, index)) ? piece : undefined;
  if (piece === '$') return /^(?:$|[)|])/.test(pattern.slice(index + 1)) ? piece : undefined;
  return piece === '(' ? flags.exec(pattern.slice(index))?.[0] : undefined;
}
