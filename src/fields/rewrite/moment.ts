import { parseTime } from '../../evaluate/time.ts';
import { type Compares, type Field, type Leaf, or } from '../../ir/index.ts';
import { exactly, type Rewriting } from '../rewriting.ts';

/**
 * Texts of times that the log has, asked of a field in which Elasticsearch holds the instant, whatever spelling it came in
 * (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/date); undefined where another thing is asked.
 */
export function atMoments(leaf: Leaf, subject: Field): Rewriting | undefined {
  if (leaf.kind !== 'equals' || leaf.quantifier === 'all') return undefined;
  const times = leaf.values.map(value => (typeof value === 'string' ? parseTime(value) : undefined));
  if (times.length === 0 || !times.every(time => time !== undefined)) return undefined;
  const asked = times.map(
    (time): Compares => ({
      ...{ kind: 'compares', left: subject, operator: 'eq', as: 'time', casing: 'exact' },
      right: { kind: 'literal', value: new Date(Math.floor(time)).toISOString(), origin: leaf.origin },
      ...{ quantifier: leaf.quantifier, origin: leaf.origin },
    }),
  );
  return exactly(or(asked, leaf.origin), `time-spelling:${subject.name}`);
}
