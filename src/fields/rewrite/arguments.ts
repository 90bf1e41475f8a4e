import { contains, type Expression, type Leaf, like, type Pattern, pattern, text } from '../../ir/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

/**
 * `process.args : "-enc"` (one argument is this) where the target has the command line alone. A text within one argument
 * stands within the command line too, but a text in the command line need not be a whole argument.
 */
export function inCommandLine(leaf: Leaf, line: Expression, lineName: string): Rewriting | undefined {
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject: line }, 'plain-arguments');
  if (leaf.kind !== 'equals' && leaf.kind !== 'like') return undefined;
  const patterns: readonly Pattern[] =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map(value => [text(String(value))]);
  const within = like(line, patterns.map(contains), {
    casing: leaf.casing,
    quantifier: 'any',
    origin: leaf.origin,
  });
  if (leaf.quantifier !== 'any')
    return loosely(
      within,
      'different',
      `${lineName} does not tell where one argument ends and the next begins.`,
    );
  const free = patterns.every(isWithin);
  return free
    ? exactly(within, 'plain-arguments')
    : loosely(
        within,
        'broader',
        `The target has ${lineName} in place of the list of arguments, so a text is looked for anywhere in it.`,
        'plain-arguments',
      );
}

/** `*text*` without a blank or an inner run: found in one argument exactly when it is found in the line. */
function isWithin(written: Pattern): boolean {
  const inner = pattern(written);
  return (
    inner.length === 3 &&
    inner[0]?.kind === 'anyRun' &&
    inner[2]?.kind === 'anyRun' &&
    inner[1]?.kind === 'text' &&
    !/[\s"']/.test(inner[1].text)
  );
}
