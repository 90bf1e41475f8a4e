import type { DataScalar } from '../../source/index.ts';
import { entryOf } from '../../source/index.ts';
import { isTrue, mapAt, textAt, textsOf, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';
import { plainText, withParts, writtenText } from './plain-text.ts';
import { pythonRegex, pythonReplacement } from './python-regex.ts';
import { asRegexed } from './regexed.ts';

/** What a transformation makes of a value, or a sentence that says what is wrong with it; the same object where it leaves the value alone. */
export type NewValues = (scalar: DataScalar) => readonly DataScalar[] | string;

/** Of the transformations that change values; undefined for the others. */
export function newValues(item: PipelineItem): NewValues | undefined {
  switch (item.type) {
    case 'replace_string':
      return replacing(item);
    case 'map_string':
      return mapping(item);
    case 'set_value':
      return setting(item);
    case 'convert_type':
      return textAt(item.map, 'target_type') === 'num' ? toNumber : toText;
    case 'case':
      return casing(textAt(item.map, 'method') ?? 'lower');
    case 'regex':
      return asRegex(textAt(item.map, 'method') ?? 'ignore_case_brackets');
    default:
      return undefined;
  }
}

/** A text as a regex in either case means what it meant: it stays a text, and a target takes a regex where it needs one. */
function asRegex(method: string): NewValues {
  return scalar =>
    method === 'plain'
      ? 'with the method `plain` would ask for the case that the rule is written in'
      : [typeof scalar.value === 'string' ? asRegexed(scalar) : scalar];
}

/** A number becomes a text, as pySigma has it. */
function replacing({ map }: PipelineItem): NewValues {
  const regex = pythonRegex(textAt(map, 'regex') ?? '', 'gu');
  const replacement = pythonReplacement(textAt(map, 'replacement') ?? '');
  if (regex === undefined) return () => 'has a regex that cannot be read';
  const replace = (text: string): string => text.replaceAll(regex, replacement);
  const inWhole = (written: string): string => {
    const plain = plainText(written);
    const changed = replace(plain);
    return changed === plain ? written : writtenText(changed, written);
  };
  const change = isTrue(map, 'skip_special')
    ? (written: string) => withParts(written, replace, isTrue(map, 'interpret_special'))
    : inWhole;
  return scalar =>
    typeof scalar.value === 'string' || typeof scalar.value === 'number'
      ? [withText(scalar, change(scalar.written))]
      : [scalar];
}

function mapping({ map }: PipelineItem): NewValues {
  const table = mapAt(map, 'mapping');
  return scalar => {
    if (typeof scalar.value !== 'string' || table === undefined) return [scalar];
    const found = textsOf(entryOf(table, plainText(scalar.written))?.value);
    return found.length === 0 ? [scalar] : found.map(text => withText(scalar, text));
  };
}

function setting({ map }: PipelineItem): NewValues {
  const given = entryOf(map, 'value')?.value;
  const force = textAt(map, 'force_type');
  if (given?.kind !== 'scalar') return () => 'has no value';
  if (force === 'str') return scalar => [withText(scalar, given.written)];
  if (force === 'num') return scalar => toNumber(withText(scalar, given.written));
  return scalar => [{ ...scalar, value: given.value, written: given.written }];
}

function toNumber(scalar: DataScalar): readonly DataScalar[] | string {
  const value = Number(scalar.written);
  if (scalar.value === null || typeof scalar.value === 'number') return [scalar];
  if (Number.isNaN(value) || scalar.written.trim() === '') return `finds no number in \`${scalar.written}\``;
  return [{ ...scalar, value }];
}

function toText(scalar: DataScalar): readonly DataScalar[] {
  const isText = scalar.value === null || typeof scalar.value === 'string';
  return [isText ? scalar : withText(scalar, scalar.written)];
}

function casing(method: string): NewValues {
  const changes: Readonly<Record<string, (text: string) => string>> = {
    lower: text => text.toLowerCase(),
    upper: text => text.toUpperCase(),
    snake_case: text => text.replaceAll(/(?<![*?]|^)(?=[A-Z])/g, '_').toLowerCase(),
  };
  const change = Object.hasOwn(changes, method) ? changes[method] : undefined;
  if (change === undefined) return () => `has no method \`${method}\``;
  return scalar => [typeof scalar.value === 'string' ? withText(scalar, change(scalar.written)) : scalar];
}
