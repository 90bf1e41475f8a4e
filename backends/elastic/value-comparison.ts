import type { Capability, Compares, PlannedRule } from '../../src/ir/index.ts';
import { exact, refused } from './capability.ts';
import { kindOf } from './field-kind.ts';
import { instantOf } from './instant.ts';
import { hasLetters } from './letter-case.ts';

/** What KQL and Lucene, which compare a field with a value by the field's own type, cannot hold. */
export function limitOfRange({ left, right, as, casing }: Compares, { profile }: PlannedRule): Capability {
  if (left.kind !== 'field' || right.kind !== 'literal' || right.value === null)
    return refused('a range is of a field and a value');
  if (as === 'time' && instantOf(right.value) === undefined)
    return refused(`${JSON.stringify(right.value)} is no time`);
  const kind = kindOf(left, profile);
  if (kind !== 'unknown' && kind !== (as === 'string' ? 'keyword' : as))
    return refused(`the field is compared by its type, ${kind}, and the rule compares by ${as}`);
  if (as === 'ip' && kind === 'unknown') return refused('addresses are put in order on ip fields alone');
  if (as === 'string' && kind === 'unknown' && mayBeTyped(String(right.value)))
    return refused(`what ${right.value} is compared as is for the mapping to say, and the rule orders texts`);
  return as === 'string' && casing === 'ignored' && hasLetters(String(right.value))
    ? refused('texts are ordered by the letters as written')
    : exact;
}

/** A bound that a field of numbers or of times takes. */
function mayBeTyped(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text) || /^(?:now|\d{4}-\d\d)/.test(text);
}
