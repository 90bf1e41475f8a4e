import {
  and,
  type Correlate,
  field,
  type JoinKey,
  type Predicate,
  type Sequence,
  type Step,
} from '../src/ir/index.ts';
import { wantsEachOnce } from './in-order.ts';

/** A sequence that finds all that a correlation in order finds whose first part is a number of events of one kind, and more. */
export interface CountsInARow {
  readonly sequence: Sequence;
  readonly loss: { readonly verdict: 'broader'; readonly why: string };
}

/** Undefined for any other correlation. Only before all others do events that are counted come after nothing else. */
export function countsInARow(search: Correlate): CountsInARow | undefined {
  const { inputs, window, ordered, origin } = search;
  const [first, ...others] = inputs;
  if (!ordered || window.kind !== 'sliding' || first?.search.kind !== 'correlate') return undefined;
  if (!wantsEachOnce(search) || others.some(each => each.search.kind !== 'events')) return undefined;
  const counted = countedStep(first.search, keysOf(search, first.name));
  if (counted === undefined) return undefined;
  const { step, within } = counted;
  const rest = others.map(
    (each): Step => ({ search: each.search, by: keysOf(search, each.name), runs: 1, absent: false }),
  );
  return {
    sequence: {
      kind: 'sequence',
      ordered: true,
      steps: [step, ...rest],
      within: window.length + within,
      origin,
    },
    loss: {
      verdict: 'broader',
      why: spreadOut,
    },
  };
}

/** The same of events in any order: numbers of events of each kind, within the spans of the rule and of what it counts together. */
export function countsTogether(search: Correlate): Correlate | undefined {
  const { inputs, window, ordered, origin } = search;
  if (ordered || window.kind !== 'sliding' || !wantsEachOnce(search)) return undefined;
  if (!inputs.some(each => each.search.kind === 'correlate')) return undefined;
  const parts = inputs.map(({ name, search: inner }) =>
    inner.kind === 'correlate'
      ? countedStep(inner, keysOf(search, name))
      : { step: { search: inner, runs: 1 }, within: 0 },
  );
  if (!parts.every(part => part !== undefined)) return undefined;
  const length = window.length + Math.max(...parts.map(({ within }) => within));
  const asked = inputs.map(({ name }, place) => atLeast(name, parts[place]?.step.runs ?? 1, search));
  return {
    ...search,
    inputs: inputs.map((input, place) => ({ ...input, search: parts[place]?.step.search ?? input.search })),
    window: { kind: 'sliding', length },
    having: and(asked, origin),
  };
}

export const spreadOut =
  'The events that the rule counts within a span of their own may be spread over the whole span.';

function atLeast(name: string, least: number, { origin }: Correlate): Predicate {
  const right = { kind: 'literal', value: least, origin } as const;
  const left = field(name, 'panther');
  return {
    ...{ kind: 'compares', left, operator: 'gte', right },
    ...{ as: 'number', casing: 'exact', quantifier: 'any', origin },
  } as const;
}

function countedStep(
  { inputs, window, ordered, by, aliases, measures, having }: Correlate,
  keys: readonly JoinKey[],
): { readonly step: Step; readonly within: number } | undefined {
  const [input, ...others] = inputs;
  if (input?.search.kind !== 'events' || others.length > 0 || ordered || window.kind !== 'sliding')
    return undefined;
  if (Object.keys(aliases).length > 0 || by.length !== keys.length) return undefined;
  const names = new Set(by.map(nameOf));
  if (!keys.every(({ value }) => value.kind === 'field' && names.has(value.name))) return undefined;
  if (having.kind !== 'compares' || having.left.kind !== 'field' || having.right.kind !== 'literal')
    return undefined;
  const { left, operator, right } = having;
  const measure = measures.find(({ name }) => name === left.name);
  const counts = measure === undefined || (measure.function === 'count' && measure.of.length === 0);
  if (!counts || measure?.where !== undefined || (operator !== 'gte' && operator !== 'gt')) return undefined;
  const runs = operator === 'gte' ? Math.ceil(Number(right.value)) : Math.floor(Number(right.value)) + 1;
  if (!(runs >= 1)) return undefined;
  return { step: { search: input.search, by: keys, runs, absent: false }, within: window.length };
}

function nameOf(key: Correlate['by'][number]): string {
  return key.kind === 'field' ? key.name : '';
}

/** A key that is the name of an alias is another field in each input. */
function keysOf({ by, aliases }: Correlate, input: string): readonly JoinKey[] {
  return by.map(key => {
    const own = key.kind === 'field' ? aliases[key.name]?.[input] : undefined;
    return { value: own ?? key, nullable: false };
  });
}
