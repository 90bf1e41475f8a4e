import type { Call, Expression } from '../../src/ir/index.ts';
import { numberText, quoteRegex, quoteText } from './quoting.ts';

type Print = (each: Expression) => string;

/** Seconds of the units that are equally long at all times. */
const seconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
};

/**
 * Functions of whole columns, of times and of several values, in eval's words; undefined for a call that they cannot say. Times are
 * seconds. https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/evaluation-functions
 */
export function printFunction(call: Call, print: Print): string | undefined {
  const [first, second, third] = call.arguments;
  if (call.function === 'now') return 'now()';
  if (first === undefined) return undefined;
  switch (call.function) {
    case 'abs':
    case 'floor':
    case 'sqrt':
      return `${call.function}(${print(first)})`;
    case 'ceil':
      return `ceiling(${print(first)})`;
    case 'urlDecode':
      return `urldecode(${print(first)})`;
    case 'mvFirst':
      return `mvindex(${print(first)}, 0)`;
    case 'mvLast':
      return `mvindex(${print(first)}, -1)`;
    case 'mvMin':
      return `mvindex(mvsort(${print(first)}), 0)`;
    case 'mvMax':
      return `mvindex(mvsort(${print(first)}), -1)`;
    case 'round':
      return `round(${[first, second].flatMap(each => (each === undefined ? [] : [print(each)])).join(', ')})`;
    case 'jsonExtract':
      return /^[\w.-]+$/.test(textOf(second) ?? '')
        ? `spath(${print(first)}, ${quoteText(textOf(second) ?? '')})`
        : undefined;
    case 'replaceRegex':
      return replaced(print(first), textOf(second), textOf(third));
    case 'mvSlice':
      return slice(print(first), second, third ?? second);
    case 'mvConcat':
      return textOf(second) === undefined
        ? undefined
        : `mvjoin(${print(first)}, ${quoteText(textOf(second) ?? '')})`;
    case 'dateTruncate':
      return truncated(print(first), second, third);
    case 'dateDifference':
      return second === undefined || third === undefined
        ? undefined
        : difference(first, print(second), print(third));
    default:
      return undefined;
  }
}

/** Only what means the same in every dialect of regular expressions, and a replacement that is no reference to a group. */
function replaced(
  text: string,
  regex: string | undefined,
  replacement: string | undefined,
): string | undefined {
  if (regex === undefined || replacement === undefined) return undefined;
  const isPlain =
    /^(?:[\w\s^.*+?|:/,@=-]|\$$|\$(?=\))|\\[$\\.+*?()[\]{}|^wds/-]|\((?!\?)|\)|\[[\w-]+\]|\{\d+\})+$/.test(
      regex,
    );
  return isPlain && !/[\\$]/.test(replacement)
    ? `replace(${text}, ${quoteRegex(regex)}, ${quoteText(replacement)})`
    : undefined;
}

function slice(values: string, from: Expression | undefined, to: Expression | undefined): string | undefined {
  const [start, end] = [numberOf(from), numberOf(to)];
  if (start === undefined || end === undefined) return undefined;
  return `mvindex(${values}, ${numberText(start)}, ${numberText(end)})`;
}

/** To multiples of the span since the epoch. */
function truncated(
  time: string,
  amount: Expression | undefined,
  unit: Expression | undefined,
): string | undefined {
  const span = (numberOf(amount) ?? 0) * (seconds[textOf(unit) ?? ''] ?? 0);
  return Number.isInteger(span) && span > 0 ? `(floor(${time}/${span})*${span})` : undefined;
}

/** Whole units, of the earlier from the later ones as of the later from the earlier. */
function difference(unit: Expression, from: string, to: string): string | undefined {
  const length = seconds[textOf(unit) ?? ''];
  if (length === undefined) return undefined;
  const apart = `(${to}-${from})`;
  const units = length === 1 ? apart : `${apart}/${length}`;
  return `if(${to}>=${from}, floor(${units}), ceiling(${units}))`;
}

function textOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string'
    ? expression.value
    : undefined;
}

function numberOf(expression: Expression | undefined): number | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'number'
    ? expression.value
    : undefined;
}

/** Calls that are written whatever their arguments. */
const plainCalls: ReadonlySet<Call['function']> = new Set([
  ...(['length', 'lower', 'upper', 'trim', 'concat', 'substring', 'between', 'indexOf', 'replace'] as const),
  ...(['baseName', 'directoryName', 'extension', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const),
]);

/** Why eval cannot say a call, or undefined; what stands within it is not looked at. */
export function callProblem(call: Call): string | undefined {
  const isKnown = plainCalls.has(call.function) || printFunction(call, () => '') !== undefined;
  return isKnown ? undefined : `eval has nothing that ruleglot writes for ${call.function}`;
}
