import { diagnose } from '../../diagnostics/index.ts';
import type { Compares } from '../../ir/index.ts';
import type { DataScalar } from '../../source/index.ts';
import type { Finding } from './finding.ts';
import type { Item } from './item.ts';
import { type Lowering, spanOver } from './lowering.ts';
import type { ModifierName } from './modifiers.ts';

const ranges: Partial<Record<ModifierName, readonly [number, number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  // The specification says 52; ISO 8601 has years of 53 weeks.
  week: [1, 53],
  month: [1, 12],
};

/** `lt lte gt gte`, and the parts of a date: numbers alone. */
export function readNumber(
  scalar: DataScalar,
  { key, subject }: Item,
  lowering: Lowering,
): Finding[] | undefined {
  const name = key.test ?? key.datePart ?? 'gt';
  const texts = key.transforms.includes('expand') ? expandedNumbers(scalar, lowering) : [scalar.written];
  if (texts === undefined) return undefined;
  const findings: Finding[] = [];
  for (const text of texts) {
    const number = asNumber(scalar, text, name, lowering);
    if (number === undefined || subject === undefined) return undefined;
    checkRange(number, key.datePart, scalar, lowering);
    if (key.test === undefined) findings.push({ kind: 'value', value: number });
    else {
      const operator = comparisons[key.test] ?? 'gt';
      const origin = [spanOver(key.span, scalar.span)];
      const predicate: Compares = {
        kind: 'compares',
        left: subject,
        operator,
        right: { kind: 'literal', value: number, origin: [scalar.span] },
        as: 'number',
        casing: 'exact',
        quantifier: 'any',
        origin,
      };
      findings.push({ kind: 'predicate', predicate });
    }
  }
  return findings;
}

const comparisons: Partial<Record<ModifierName, 'lt' | 'lte' | 'gt' | 'gte'>> = {
  lt: 'lt',
  lte: 'lte',
  gt: 'gt',
  gte: 'gte',
};

function expandedNumbers(scalar: DataScalar, lowering: Lowering): readonly string[] | undefined {
  const name = /^%([^%]+)%$/.exec(scalar.written)?.[1];
  if (name === undefined) return [scalar.written];
  const values = lowering.placeholders.get(name);
  if (values !== undefined && values.length > 0) return values;
  lowering.report(diagnose('lower/placeholder-without-values', { name }, scalar.span));
  return undefined;
}

function asNumber(
  scalar: DataScalar,
  text: string,
  name: ModifierName,
  lowering: Lowering,
): number | undefined {
  const isKept = !/^[+-]?\d+$/.test(text) || BigInt(Number(text)) === BigInt(text.replace('+', ''));
  if (typeof scalar.value === 'number' && Number.isFinite(scalar.value) && isKept) return scalar.value;
  if (!isKept || typeof scalar.value !== 'string' || !/^[+-]?\d+(?:\.\d+)?$/.test(text)) {
    const found = `\`${text}\``;
    lowering.report(
      diagnose(
        'lower/modifier-value',
        { name, expected: isKept ? 'a number' : 'a number that a double holds', found },
        scalar.span,
      ),
    );
    return undefined;
  }
  const sentence = 'The modifiers listed in this section can only be applied to numeric values.';
  const expected = 'a number';
  if (text === scalar.written)
    lowering.report(
      diagnose('lower/modifier-value-type', { name, expected, read: text, sentence }, scalar.span),
    );
  return Number(text);
}

function checkRange(
  value: number,
  part: ModifierName | undefined,
  scalar: DataScalar,
  lowering: Lowering,
): void {
  const range = part && ranges[part];
  if (part === undefined || range === undefined) return;
  const [from, to] = range;
  if (value < from || value > to)
    lowering.report(diagnose('lower/date-part-range', { name: part, value, from, to }, scalar.span));
}
