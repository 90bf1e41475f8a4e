import { equals, exists, type Field, type Leaf, not, or, type Predicate } from '../../ir/index.ts';
import { exactly, type Rewriting } from '../rewriting.ts';

/** What logs write where there is no value. */
const blanks: ReadonlySet<unknown> = new Set(['-', '', '{00000000-0000-0000-0000-000000000000}']);

export function isBlank(value: unknown): boolean {
  return blanks.has(value);
}

/**
 * A leaf that asks for a blank, in a target that leaves the field out instead: Elastic's integration does, of events of Sysmon
 * and wherever the field is an address or a number
 * (https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/sysmon_operational).
 */
export function withoutBlank(
  leaf: Leaf,
  subject: Field,
  written: (rest: Leaf) => Rewriting,
): Rewriting | undefined {
  if (leaf.kind !== 'equals' || leaf.quantifier === 'all' || !leaf.values.some(isBlank)) return undefined;
  const rest = leaf.values.filter(value => !isBlank(value));
  const absent: Predicate = not(exists(subject, leaf.origin), leaf.origin);
  const given = `blank:${subject.name}`;
  if (rest.length === 0) return exactly(absent, given);
  const others = written(equals(leaf.subject, rest, leaf));
  return {
    ...others,
    predicate: or([others.predicate, absent], leaf.origin),
    given: [...others.given, given],
  };
}
