import { type Expression, exists, type Leaf, or, type Predicate } from '../../ir/index.ts';
import { parseRegex } from '../../regex/index.ts';
import { exactly, type Rewriting } from '../rewriting.ts';

const word = `(?:"[^"]*"|'[^']*'|[^\\s"']\\S*)`;
/** A regex of more repetitions than this is no question that somebody asks. */
const most = 200;

/** `process.args_count >= 3` where the target has the command line alone, whose words the arguments are. */
export function inNumberOfWords(leaf: Leaf, line: Expression): Rewriting | undefined {
  if (leaf.kind === 'exists') return exactly(exists(line, leaf.origin), 'plain-arguments');
  const ranges = rangesOf(leaf);
  if (ranges === undefined) return undefined;
  const parts = ranges.map(([least, greatest]) => words(leaf, line, least, greatest));
  const known = parts.filter(part => part !== undefined);
  return known.length === parts.length ? exactly(or(known, leaf.origin), 'plain-arguments') : undefined;
}

/** Numbers of arguments, from and to; a command line has one at least. */
function rangesOf(leaf: Leaf): readonly (readonly [number, number | undefined])[] | undefined {
  if (leaf.kind === 'equals')
    return leaf.values.every(isCount) ? leaf.values.map(value => [Number(value), Number(value)]) : undefined;
  if (leaf.kind !== 'compares' || leaf.right.kind !== 'literal' || !isCount(leaf.right.value))
    return undefined;
  const count = Number(leaf.right.value);
  switch (leaf.operator) {
    case 'eq':
      return [[count, count]];
    case 'gte':
      return [[count, undefined]];
    case 'gt':
      return [[count + 1, undefined]];
    case 'lte':
      return [[1, count]];
    case 'lt':
      return [[1, count - 1]];
    default:
      return undefined;
  }
}

function isCount(value: unknown): boolean {
  return /^\d{1,3}$/.test(String(value));
}

function words(
  { origin }: Leaf,
  line: Expression,
  least: number,
  greatest: number | undefined,
): Predicate | undefined {
  if (greatest !== undefined && (greatest < 1 || greatest < least)) return or([], origin);
  const from = Math.max(least, 1) - 1;
  if (Math.max(from, greatest ?? 0) > most) return undefined;
  const more = greatest === undefined ? `{${from}}` : `{${from},${greatest - 1}}`;
  const text = `^\\s*${word}(?:\\s+${word})${more}${greatest === undefined ? '' : '\\s*$'}`;
  const parsed = parseRegex(text, 'pcre', 'search');
  return 'regex' in parsed
    ? { kind: 'matches', subject: line, regex: parsed.regex, quantifier: 'any', origin }
    : undefined;
}
