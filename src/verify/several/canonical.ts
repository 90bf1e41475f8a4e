import {
  and,
  type Correlate,
  field,
  havingKeys,
  type JoinKey,
  type Leaf,
  type Measure,
  mapLeaves,
  mapSubjects,
  type Predicate,
  type Search,
  type Sequence,
  type Step,
} from '../../ir/index.ts';
import { nodeKey } from '../leaf-key.ts';
import { wholeBound } from '../whole-bound.ts';
import { plainPipeline } from './plain-pipeline.ts';
import { byText, measureText, plainText } from './plain-text.ts';
import { withPlainParts } from './plain-union.ts';

/**
 * One form of the searches that say the same: correlations that are sequences as sequences, measures in one order under names of
 * their own, no stages that only choose or order what is shown. `isWhole`: it is all of a rule, whose columns nobody asks for.
 */
export function canonicalSearch(
  search: Search,
  isWhole = false,
  isMultiValued: (name: string) => boolean = () => true,
): Search {
  switch (search.kind) {
    case 'correlate': {
      const sequence = asSequence(search);
      return sequence === undefined ? withPlainMeasures(search) : plainSequence(sequence);
    }
    case 'pipeline': {
      const plain = plainPipeline(search, isWhole, isMultiValued);
      const parts = filteredParts(plain);
      if (parts !== undefined)
        return {
          ...parts,
          searches: parts.searches.map(each => canonicalSearch(each, isWhole, isMultiValued)),
        };
      return plain.kind === 'pipeline'
        ? withPlainParts(plain, isMultiValued)
        : canonicalSearch(plain, isWhole, isMultiValued);
    }
    case 'sequence':
      return plainSequence(search);
    case 'newTerms':
      return {
        ...search,
        from: havingKeys(search.from, search.fields),
        fields: [...search.fields].sort(byText),
      };
    default:
      return search;
  }
}

/** What is asked of the rows of several searches is asked of those of each. */
function filteredParts(search: Search): Extract<Search, { kind: 'union' }> | undefined {
  if (search.kind !== 'pipeline' || search.from.kind !== 'union') return undefined;
  const { from, stages, origin } = search;
  if (!stages.every(({ kind }) => kind === 'filter')) return undefined;
  return {
    ...from,
    searches: from.searches.map(part => ({ kind: 'pipeline', from: part, stages, origin })),
  };
}

/** That an event has the keys of its step goes without saying; keys are in one order. */
function plainSequence(sequence: Sequence): Sequence {
  return withOrderedKeys({ ...sequence, steps: sequence.steps.map(withoutKeyCheck) });
}

/** A step that is written again is one that comes so often. */
export function withRuns(sequence: Sequence): Sequence {
  const steps: Step[] = [];
  for (const step of sequence.steps) {
    const last = steps.at(-1);
    const isAgain = last !== undefined && sequence.ordered && !step.absent && isSameStep(last, step);
    if (isAgain) steps[steps.length - 1] = { ...last, runs: last.runs + step.runs };
    else steps.push(step);
  }
  return { ...sequence, steps };
}

function isSameStep({ runs: _one, ...one }: Step, { runs: _other, ...other }: Step): boolean {
  return nodeKey(one) === nodeKey(other);
}

function withoutKeyCheck(step: Step): Step {
  if (step.search.kind !== 'events') return step;
  const keys = step.by.filter(({ nullable }) => !nullable).map(({ value }) => plainText(value));
  const isCheck = (each: Predicate): boolean =>
    each.kind === 'exists' && keys.includes(plainText(each.subject));
  const all = conjuncts(step.search.where);
  const wanted = all.filter(each => !isCheck(each));
  return wanted.length === all.length ? step : { ...step, search: { ...step.search, where: and(wanted) } };
}

/** So many events of one kind, or one of each kind in order, within a span. */
function asSequence(search: Correlate): Sequence | undefined {
  const { window, inputs, ordered, origin } = search;
  if (window.kind !== 'sliding' || window.fromFirst) return undefined;
  const runs = ordered ? eachOnce(search) : countOf(search);
  if (runs === undefined || (ordered ? inputs.length : runs) < 2) return undefined;
  return {
    kind: 'sequence',
    ordered: true,
    steps: inputs.map(({ name, search: each }) => ({
      search: each,
      by: keysOf(search, name),
      runs,
      absent: false,
    })),
    within: window.length,
    origin,
  };
}

function keysOf({ by, aliases }: Correlate, input: string): readonly JoinKey[] {
  return by.map(key => {
    const own = key.kind === 'field' ? aliases[key.name]?.[input] : undefined;
    return { value: own ?? key, nullable: false };
  });
}

/** 1 when one event of each input is asked for, and no more. */
function eachOnce({ inputs, having }: Correlate): 1 | undefined {
  const bounds = conjuncts(having).map(leastOf);
  const names = new Set(bounds.map(bound => (bound?.least === 1 ? bound.name : undefined)));
  return names.size === inputs.length && inputs.every(({ name }) => names.has(name)) ? 1 : undefined;
}

function countOf({ inputs, measures, having }: Correlate): number | undefined {
  const [bound, ...others] = conjuncts(having).map(leastOf);
  if (bound === undefined || others.length > 0 || inputs.length !== 1) return undefined;
  const measure = measures.find(({ name }) => name === bound.name);
  const counts =
    measure === undefined ? bound.name === inputs[0]?.name : measure.function === 'count' && !measure.where;
  return counts && (measure?.of.length ?? 0) === 0 ? bound.least : undefined;
}

function leastOf(predicate: Predicate): { readonly name: string; readonly least: number } | undefined {
  if (predicate.kind !== 'compares') return undefined;
  const { left, operator, right } = predicate;
  if (left.kind !== 'field' || right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
  if (operator === 'gte') return { name: left.name, least: Math.ceil(right.value) };
  return operator === 'gt' ? { name: left.name, least: Math.floor(right.value) + 1 } : undefined;
}

export function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands.flatMap(conjuncts) : [predicate];
}

/** A correlation whose measures are named by what they are, so that two of them can be compared; counts of at least are all `>=`. */
function withPlainMeasures(search: Correlate): Correlate {
  const names = new Map(search.measures.map(each => [each.name, measureText(each)]));
  const having = mapLeaves(search.having, leaf => {
    const plain = withWholeBound(leaf, search.measures);
    return mapSubjects(plain, subject => {
      const name = subject.kind === 'field' ? names.get(subject.name) : undefined;
      return name === undefined ? subject : field(name, 'sigma');
    });
  });
  const measures = search.measures
    .map(each => ({ ...each, name: measureText(each) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const asked = conjuncts(having).filter(each => !isTrivial(each, measures));
  return {
    ...search,
    ...(asked.length === 0 && search.inputs.length === 1 ? { window: anyWindow } : {}),
    by: [...search.by].sort(byText),
    measures,
    having: and(asked),
  };
}

/** What a single event is enough for hangs on no window. */
const anyWindow: Correlate['window'] = { kind: 'sliding', length: 1 };

/** A group has an event at least. */
function isTrivial(predicate: Predicate, measures: readonly Measure[]): boolean {
  const bound = leastOf(predicate);
  const measure = measures.find(({ name }) => name === bound?.name);
  return bound?.least === 1 && measure?.function === 'count' && measure.of.length === 0 && !measure.where;
}

function withWholeBound(leaf: Leaf, measures: readonly Measure[]): Leaf {
  if (leaf.kind !== 'compares' || leaf.left.kind !== 'field') return leaf;
  const { name } = leaf.left;
  const measure = measures.find(each => each.name === name);
  const counts = measure?.function === 'count' || measure?.function === 'countDistinct';
  return counts ? wholeBound(leaf) : leaf;
}

/** Kinds of events whose order does not count, in the order in which the other side has them. */
export function inOrderOf({ inputs }: Correlate, found: Correlate): Correlate {
  const left = [...found.inputs];
  const same = inputs.flatMap(({ search }) => {
    const at = left.findIndex(each => nodeKey(each.search) === nodeKey(search));
    return at === -1 ? [] : left.splice(at, 1);
  });
  return same.length < inputs.length ? found : { ...found, inputs: [...same, ...left] };
}

/** In the order of the first step's. */
function withOrderedKeys(sequence: Sequence): Sequence {
  const [first] = sequence.steps;
  const keys = first?.by ?? [];
  const order = [...keys.keys()].sort((one, other) => (textAt(keys, one) < textAt(keys, other) ? -1 : 1));
  const ordered = (step: Step): Step => ({
    ...step,
    by: step.by.length === order.length ? order.flatMap(place => step.by[place] ?? []) : step.by,
  });
  const until = sequence.until === undefined ? {} : { until: ordered(sequence.until) };
  return { ...sequence, steps: sequence.steps.map(ordered), ...until };
}

function textAt(keys: readonly JoinKey[], place: number): string {
  const key = keys[place];
  return key === undefined ? '' : plainText(key.value);
}
