import { diagnose } from '../../diagnostics/index.ts';
import { exists, field, not, type Predicate } from '../../ir/index.ts';
import { type DataScalar, pyYamlInteger } from '../../source/index.ts';
import type { Finding } from './finding.ts';
import type { Item } from './item.ts';
import { type Lowering, spanOver } from './lowering.ts';
import { type ModifierName, modifierKinds } from './modifiers.ts';
import { readNetwork } from './networks.ts';
import { readNumber } from './numbers.ts';
import { readRegex } from './regexes.ts';
import { needsText, readTexts } from './texts.ts';

/**
 * What one value looks for under its modifiers: one of the findings. Nothing when it cannot be read.
 *
 * Choices where engines differ, each decided as most of four engines do on real events (rsigma, sigma-rust, sigmalite,
 * pySigma on SQLite): `PreAuthType: 0` finds the text "0" and `Initiated: true` the text "true" in any case; `field: null`
 * finds a field that is missing or null, not one that is empty; a field with several values matches when one does; `?` is
 * one character under `endswith` as elsewhere; a comparison with a missing field does not hold.
 */
export function readValue(
  scalar: DataScalar,
  item: Item,
  lowering: Lowering,
): readonly Finding[] | undefined {
  const { key } = item;
  if (scalar.value === null) return readNull(scalar, item, lowering);
  if (key.test === undefined)
    return key.datePart === undefined
      ? readPlain(scalar, item, lowering)
      : readNumber(scalar, item, lowering);
  switch (modifierKinds[key.test]) {
    case 'regex':
      return readRegex(scalar, item, lowering);
    case 'network':
      return readNetwork(scalar, item, lowering);
    case 'existence':
      return readExistence(scalar, item, lowering);
    case 'reference':
      return readReference(scalar, item, lowering);
    default:
      return readNumber(scalar, item, lowering);
  }
}

/** `null`: no value (https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#special-field-values). */
function readNull(scalar: DataScalar, { key, subject }: Item, lowering: Lowering): Finding[] | undefined {
  const name: ModifierName | undefined = key.test ?? key.datePart ?? key.transforms[0];
  if (name !== undefined || subject === undefined) {
    const expected = name === undefined ? 'a text' : 'a value';
    lowering.report(
      diagnose('lower/modifier-value', { name: name ?? 'a keyword', expected, found: 'null' }, key.span),
    );
    return undefined;
  }
  const origin = [spanOver(key.span, scalar.span)];
  return [found(not(exists(subject, origin), origin))];
}

/** Texts, numbers and booleans; these two as their text once something is done to them. */
function readPlain(scalar: DataScalar, { key, subject }: Item, lowering: Lowering): Finding[] | undefined {
  const { value } = scalar;
  if (typeof value !== 'string' && value !== null && key.transforms.length === 0 && subject !== undefined)
    return [plainValue(scalar, value)];
  const name = needsText(key.transforms);
  if (typeof value !== 'string' && name !== undefined)
    lowering.report(
      diagnose(
        'lower/modifier-value-type',
        {
          name,
          expected: 'a text',
          read: `the text '${scalar.written}'`,
          sentence: 'The modifiers listed in this section can only be applied to string values.',
        },
        scalar.span,
      ),
    );
  const texts = readTexts(scalar, key.transforms, lowering);
  return texts?.map(pattern => ({ kind: 'pattern', pattern }));
}

/** Integers that a double cannot hold are compared by their digits; infinity and NaN are texts to an event. */
function plainValue(scalar: DataScalar, value: number | boolean): Finding {
  if (typeof value === 'boolean') return { kind: 'value', value };
  const integer = pyYamlInteger(scalar.written);
  const isLong = integer !== undefined && !Number.isSafeInteger(value);
  if (!isLong && Number.isFinite(value)) return { kind: 'value', value };
  const text = integer === undefined ? scalar.written : `${integer}`;
  return { kind: 'pattern', pattern: [{ kind: 'text', text }] };
}

function readExistence(
  scalar: DataScalar,
  { key, subject }: Item,
  lowering: Lowering,
): Finding[] | undefined {
  const text = scalar.written.toLowerCase();
  const wanted =
    typeof scalar.value === 'boolean'
      ? scalar.value
      : text === 'true'
        ? true
        : text === 'false'
          ? false
          : undefined;
  if (wanted === undefined || subject === undefined) {
    const found = `\`${scalar.written}\``;
    lowering.report(
      diagnose('lower/modifier-value', { name: 'exists', expected: '`true` or `false`', found }, scalar.span),
    );
    return undefined;
  }
  if (typeof scalar.value !== 'boolean')
    lowering.report(
      diagnose(
        'lower/modifier-value-type',
        {
          name: 'exists',
          expected: 'a boolean',
          read: String(wanted),
          sentence:
            'Defines that a certain field has to exist or must not exist in a log event by providing a boolean value.',
        },
        scalar.span,
      ),
    );
  const origin = [spanOver(key.span, scalar.span)];
  const there = exists(subject, origin);
  return [found(wanted ? there : not(there, origin))];
}

/** The value is the name of another field; a comparison with one that has no value does not hold. */
function readReference(
  scalar: DataScalar,
  { key, subject }: Item,
  lowering: Lowering,
): Finding[] | undefined {
  if (typeof scalar.value !== 'string' || scalar.value === '' || subject === undefined) {
    const found = `\`${scalar.written}\``;
    lowering.report(
      diagnose(
        'lower/modifier-value',
        { name: 'fieldref', expected: 'the name of a field', found },
        scalar.span,
      ),
    );
    return undefined;
  }
  const operators = { contains: 'contains', startswith: 'startsWith', endswith: 'endsWith' } as const;
  const placement = (['contains', 'startswith', 'endswith'] as const).find(name =>
    key.transforms.includes(name),
  );
  return [
    found({
      kind: 'compares',
      left: subject,
      operator: placement === undefined ? 'eq' : operators[placement],
      right: field(scalar.value, 'sigma', [scalar.span]),
      as: 'string',
      casing: key.cased ? 'exact' : 'ignored',
      quantifier: 'any',
      origin: [spanOver(key.span, scalar.span)],
    }),
  ];
}

function found(predicate: Predicate): Finding {
  return { kind: 'predicate', predicate };
}
