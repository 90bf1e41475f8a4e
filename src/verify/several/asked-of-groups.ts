import { and, type Correlate, fold, or, type Predicate } from '../../ir/index.ts';
import { atLeast } from '../../readers/panther-threshold.ts';

/**
 * What a correlation asks of its groups. Names of inputs are the author's; what counts is their place. A group has an event of one of the
 * inputs: what holds of none is not asked.
 */
export function askedOfGroups({ having, inputs, measures }: Correlate): Predicate {
  const places = new Map(inputs.map(({ name }, index) => [name, `input ${index + 1}`]));
  const some = or(inputs.map(({ name }) => atLeast(name, 1)));
  const asked = measures.length > 0 ? having : fold(and([having, some]));
  return JSON.parse(
    JSON.stringify(asked, (key, value: unknown) =>
      key === 'name' && typeof value === 'string' ? (places.get(value) ?? value) : value,
    ),
  ) as Predicate;
}
