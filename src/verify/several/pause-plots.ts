import {
  asChain,
  type Expression,
  fieldsOf,
  type Leaf,
  leaves,
  type Pipeline,
  type Predicate,
  type Stage,
} from '../../ir/index.ts';
import { placed } from './placed-slots.ts';
import type { Pattern, Plot } from './series.ts';
import type { Candidate } from './series-counts.ts';

/** Events close together but for one pause, which is as long as a step may take, or a second less or more. */
export function withPauses(pattern: Pattern): readonly Plot[] {
  const { pauses = [], slots } = pattern;
  return pauses.flatMap(pause =>
    slots.slice(1, mostPlaces + 1).flatMap((_slot, before) =>
      [-1, 0, 1].map(beyond => {
        const times = slots.map((_each, index) => index + (index > before ? pause + beyond : 0));
        const why = beyond === 0 ? '' : beyond < 0 ? ' less one second' : ' and one second';
        const name = `a pause of ${pause} seconds${why} after event ${before + 1}`;
        return { name, slots: placed(pattern, times) };
      }),
    ),
  );
}

const mostPlaces = 6;

/**
 * Events that come one after another in a union of searches, as what is last seen of each is asked for beside the next: each kind once,
 * but one of them as often as there are more stages than kinds.
 */
export function inChain(search: Pipeline, kinds: number): readonly Candidate[] {
  const { from, stages } = search;
  const windows = stages.filter(isOfEarlier).length;
  if (from.kind !== 'union' || from.searches.length !== kinds || windows < 2) return [];
  const pauses = [...new Set(stages.flatMap(asked).flatMap(pausesIn))];
  const all = Array.from({ length: kinds }, (_, kind) => kind);
  const more = windows + 1 - kinds;
  const ways =
    chainsOf(search) ??
    (more <= 0
      ? [all]
      : all.map(often =>
          all.flatMap(kind => Array.from({ length: kind === often ? more + 1 : 1 }, () => kind)),
        ));
  return ways.map(way => ({
    name: 'one after another',
    slots: way.map((kind, variant) => ({ kind, variant, isKeyed: true })),
    within: way.length,
    pauses,
  }));
}

/** The kinds of a chain as often as each is wanted, and with each that must be missing; undefined where none must be. */
function chainsOf(search: Pipeline): readonly (readonly number[])[] | undefined {
  const items = asChain(search) ?? [];
  if (items.every(({ absent }) => !absent)) return undefined;
  const kinds = items.map(({ least }, kind) => Array.from({ length: least }, () => kind));
  const without = items.flatMap(({ absent }, kind) => (absent ? [kind] : []));
  return [undefined, ...without].map(broken =>
    kinds.filter((_each, kind) => kind === broken || !without.includes(kind)).flat(),
  );
}

function isOfEarlier(stage: Stage): boolean {
  return stage.kind === 'window' && stage.withoutCurrent === true;
}

function asked(stage: Stage): readonly Predicate[] {
  if (stage.kind === 'filter') return [stage.where];
  return stage.kind === 'window' ? stage.measures.flatMap(({ where }) => where ?? []) : [];
}

/** Seconds that a condition lets pass since what is last seen. */
function pausesIn(predicate: Predicate): readonly number[] {
  return leaves(predicate).flatMap(({ leaf }) => pauseOf(leaf) ?? []);
}

function pauseOf(leaf: Leaf): number | undefined {
  if (leaf.kind !== 'compares' || leaf.right.kind !== 'literal') return undefined;
  const { left, right } = leaf;
  const value = Number(right.value);
  return isElapsed(left) && value >= 1000 ? value / 1000 : undefined;
}

/** Milliseconds since an earlier event. */
function isElapsed(expression: Expression): boolean {
  if (expression.kind !== 'call' || expression.function !== 'dateDifference') return false;
  const [unit] = expression.arguments;
  return unit?.kind === 'literal' && unit.value === 'millisecond' && fieldsOf(expression).length === 2;
}
