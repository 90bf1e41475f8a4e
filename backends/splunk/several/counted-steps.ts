import {
  type Correlate,
  type Expression,
  exists,
  field,
  type Sequence,
  type Step,
} from '../../../src/ir/index.ts';

/** A sequence of one kind of events is a number of them within a span; undefined for any other. */
export function countOf({ steps, until, within, ordered, origin }: Sequence): Correlate | undefined {
  const [step, ...others] = steps;
  if (step === undefined || step.absent || others.length > 0 || until !== undefined) return undefined;
  if (!ordered || within === undefined || step.by.some(key => key.nullable)) return undefined;
  const left = field('count', 'splunk');
  const right: Expression = { kind: 'literal', value: step.runs, origin };
  return {
    kind: 'correlate',
    inputs: [{ name: 'events', search: step.search }],
    aliases: {},
    by: step.by.map(key => key.value),
    window: { kind: 'sliding', length: within },
    ordered: false,
    measures: [{ name: 'count', function: 'count', of: [] }],
    having: {
      ...{ kind: 'compares', left, operator: 'gte', right, as: 'number' },
      ...{ casing: 'exact', quantifier: 'any', origin },
    } as const,
    origin,
  };
}

/** Events of every kind of a group, in any order. */
export function sampleOf({ steps, origin }: Sequence, schedule: Correlate['window']): Correlate {
  const inputs = steps.map((step, index) => ({ name: `step_${index + 1}`, search: step.search }));
  const keys = (steps[0]?.by ?? []).map((_key, index) => `key_${index + 1}`);
  const aliases = Object.fromEntries(
    keys.map((key, place) => [
      key,
      Object.fromEntries(
        steps.flatMap((step, index) => {
          const own = step.by[place];
          return own === undefined ? [] : [[`step_${index + 1}`, alwaysThere(own)] as const];
        }),
      ),
    ]),
  );
  const operands = inputs.map(({ name }) => ({
    ...{ kind: 'compares', left: field(name, 'splunk'), operator: 'gte', as: 'number' },
    right: { kind: 'literal', value: 1, origin },
    ...{ casing: 'exact', quantifier: 'any', origin },
  }));
  return {
    kind: 'correlate',
    inputs,
    aliases,
    by: keys.map(key => field(key, 'splunk')),
    window: schedule,
    ordered: false,
    measures: [],
    having: { kind: 'and', operands, origin } as Correlate['having'],
    origin,
  };
}

/** Events without an optional key belong together, and not with those that have an empty text for it. */
function alwaysThere({ value, nullable }: Step['by'][number]): Expression {
  if (!nullable) return value;
  const { origin } = value;
  const text = (of: string): Expression => ({ kind: 'literal', value: of, origin });
  const given: Expression = { kind: 'call', function: 'concat', arguments: [text('='), value], origin };
  return {
    kind: 'choice',
    branches: [{ when: exists(value), value: given }],
    otherwise: text(''),
    origin,
  };
}
