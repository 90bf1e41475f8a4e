/** A sentence, or a part of one, with what stands below it as a list. */
export interface Statement {
  readonly text: string;
  readonly parts: readonly Statement[];
}

export function statement(text: string, parts: readonly Statement[] = []): Statement {
  return { text, parts };
}

/** A statement with words before its own. */
export function prefixed(words: string, { text, parts }: Statement): Statement {
  return { text: `${words} ${text}`, parts };
}

/** A statement within a sentence, on one line. */
export function inLine({ text, parts }: Statement): string {
  return parts.length === 0 ? text : `${text} (${parts.map(inLine).join('; ')})`;
}

/** Statements as indented lines, those below others with a hyphen. */
export function printStatements(statements: readonly Statement[], depth = 0): string {
  const mark = depth === 0 ? '' : `${'  '.repeat(depth)}- `;
  return statements.map(({ text, parts }) => `${mark}${text}\n${printStatements(parts, depth + 1)}`).join('');
}
