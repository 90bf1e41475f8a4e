import { type Call, type Expression, parseRegex, writeRegex } from '../../src/ir/index.ts';
import { extremeProblem } from '../extremes.ts';
import { whyNotWritten, writtenOut } from '../written-out.ts';
import { strftimeFormat } from './date-format.ts';
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
    case 'exp':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'asin':
    case 'acos':
    case 'atan':
    case 'sinh':
    case 'cosh':
    case 'tanh':
      return `${call.function}(${print(first)})`;
    case 'pow':
      return second && `pow(${print(first)}, ${print(second)})`;
    case 'log10':
      return `log(${print(first)}, 10)`;
    case 'sign':
      return `case(${print(first)}>0, 1, ${print(first)}<0, -1, ${print(first)}==0, 0)`;
    case 'truncate':
      return `if(${print(first)}<0, ceiling(${print(first)}), floor(${print(first)}))`;
    case 'ceil':
      return `ceiling(${print(first)})`;
    case 'trimStart':
      return `replace(${print(first)}, ${quoteRegex('^\\s+')}, "")`;
    case 'trimEnd':
      return `replace(${print(first)}, ${quoteRegex('\\s+\\z')}, "")`;
    case 'right': {
      const count = numberOf(second);
      return count !== undefined && Number.isInteger(count) && count > 0
        ? `replace(${print(first)}, ${quoteRegex(`(?s)^.*(?=.{${count}}\\z)`)}, "")`
        : undefined;
    }
    case 'mvSort':
      return textOf(second) === 'ASC' ? `mvsort(${print(first)})` : undefined;
    case 'split':
      return (textOf(second) ?? '') === ''
        ? undefined
        : `split(${print(first)}, ${quoteText(textOf(second) ?? '')})`;
    case 'mvDedupe':
      return `mvdedup(${print(first)})`;
    case 'mvAppend':
      return (
        second &&
        `if(isnull(${print(first)}) OR isnull(${print(second)}), null(), mvappend(${print(first)}, ${print(second)}))`
      );
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512':
      return `${call.function}(${print(first)})`;
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
    case 'greatest':
    case 'least':
      return extreme(call.function === 'greatest' ? 'max' : 'min', call.arguments.map(print));
    case 'datePart':
      return part(textOf(first), second && print(second));
    case 'dayName':
      return formatted('EEEE', print(first));
    case 'monthName':
      return formatted('MMMM', print(first));
    case 'dateFormat':
      return formatted(textOf(first), second && print(second));
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

/**
 * A regex and replacement of Java as PCRE's, whose references are `\1` and whose own backslashes are doubled; a dollar is itself.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/text-functions
 */
function replaced(
  text: string,
  regex: string | undefined,
  replacement: string | undefined,
): string | undefined {
  if (
    regex === undefined ||
    replacement === undefined ||
    /\$(?!\d)/.test(replacement.replaceAll(/\\[\s\S]/g, ''))
  )
    return undefined;
  const result = parseRegex(regex, 'java', 'search');
  if (result.problem !== undefined) return undefined;
  const pattern = writeRegex(result.regex, { dialect: 'pcre', use: 'search' }).text;
  const by = replacement.replaceAll(/\\([\s\S])|\$(\d)/g, (_, escaped: string | undefined, group: string) =>
    escaped === undefined ? `\\${group}` : escaped === '\\' ? '\\\\' : escaped,
  );
  return pattern === undefined ? undefined : `replace(${text}, ${quoteRegex(pattern)}, ${quoteText(by)})`;
}

/** max() and min() pass over what is null, and take a text for greater than any number. */
function extreme(name: 'max' | 'min', values: readonly string[]): string {
  const numbers = values.map(each => `tonumber(${each})`);
  return `if(${numbers.map(each => `isnull(${each})`).join(' OR ')}, null(), ${name}(${numbers.join(', ')}))`;
}

function formatted(pattern: string | undefined, time: string | undefined): string | undefined {
  const format = pattern === undefined ? undefined : strftimeFormat(pattern);
  return format === undefined || time === undefined ? undefined : `strftime(${time}, ${quoteText(format)})`;
}

const variables: Readonly<Record<string, string>> = {
  day_of_year: '%j',
  second_of_minute: '%S',
};

/** https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/9.4/time-format-variables-and-modifiers/date-and-time-format-variables */
function part(name: string | undefined, time: string | undefined): string | undefined {
  if (name === undefined || time === undefined) return undefined;
  if (name === 'day_of_week') return `tonumber(replace(strftime(${time}, "%w"), "0", "7"))`;
  const variable = variables[name] ?? '';
  return variable === '' ? undefined : `tonumber(strftime(${time}, "${variable}"))`;
}

function slice(values: string, from: Expression | undefined, to: Expression | undefined): string | undefined {
  const [start, end] = [numberOf(from), numberOf(to)];
  if (start === undefined || end === undefined) return undefined;
  return `mvindex(${values}, ${numberText(start)}, ${numberText(end)})`;
}

/** To multiples of the span since the epoch; the units of the calendar, whose weeks begin on Monday, as the searcher counts them. */
function truncated(
  time: string,
  amount: Expression | undefined,
  unit: Expression | undefined,
): string | undefined {
  const [count, name] = [numberOf(amount) ?? 0, textOf(unit) ?? ''];
  if (name in calendar) return count === 1 ? `relative_time(${time}, "${calendar[name]}")` : undefined;
  const span = count * (seconds[name] ?? 0);
  return Number.isInteger(span) && span > 0 ? `(floor(${time}/${span})*${span})` : undefined;
}

/** https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/search-time-modifiers/specify-time-modifiers-in-your-search */
const calendar: Readonly<Record<string, string>> = { week: '@w1', month: '@mon', quarter: '@q', year: '@y' };

/** Whole units, of the earlier from the later ones as of the later from the earlier. Times are seconds with three digits of fractions. */
function difference(unit: Expression, from: string, to: string): string | undefined {
  if (textOf(unit) === 'millisecond') return `round((${to}-${from})*1000)`;
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
  const ofTexts = extremeProblem(call);
  if (ofTexts !== undefined) return ofTexts;
  const isKnown =
    plainCalls.has(call.function) ||
    printFunction(call, () => '') !== undefined ||
    writtenOut(call) !== undefined;
  if (isKnown) return undefined;
  const [pattern] = call.arguments;
  if (call.function === 'dateFormat' && textOf(pattern) !== undefined)
    return `strftime() has no variable for one of the letters of ${JSON.stringify(textOf(pattern))}`;
  if (!isKnown && /^(?:geo|flat)[A-Z]/.test(call.function))
    return 'eval has no shapes of geography: of points it reckons distances, longitudes and latitudes';
  return whyNotWritten(call) ?? `eval has nothing that ruleglot writes for ${call.function}`;
}
