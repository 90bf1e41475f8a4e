import { compilePattern } from '../evaluate/index.ts';
import { and, type Expression, type IndicatorMatch, leaves, type Predicate } from '../ir/index.ts';

type Compared = readonly Expression[];

/**
 * A match with indicators that asks for no names with wildcards where what is compared implies them: an event of which `file.hash.md5`
 * is that of an indicator has some `file.hash.*`, and so has the indicator.
 */
export function withoutImplied(search: IndicatorMatch): IndicatorMatch {
  const found = search.pairs.map(set => set.filter(({ negated = false }) => !negated));
  const from = withoutImpliedOf(
    search.from,
    found.map(set => set.map(({ event }) => event)),
  );
  const indicators = withoutImpliedOf(
    search.indicators,
    found.map(set => set.map(({ indicator }) => indicator)),
  );
  return from === search.from && indicators === search.indicators ? search : { ...search, from, indicators };
}

function withoutImpliedOf(search: IndicatorMatch['from'], sets: readonly Compared[]): IndicatorMatch['from'] {
  if (search.kind !== 'events') return search;
  const { where } = search;
  const all = where.kind === 'and' ? where.operands : [where];
  const asked = all.filter(
    each => !asksForNames(each) || !sets.every(set => set.some(own => implies(own, each))),
  );
  return asked.length === all.length ? search : { ...search, where: and(asked, where.origin) };
}

function asksForNames(predicate: Predicate): boolean {
  return leaves(predicate).some(({ leaf }) => leaf.kind === 'exists' && leaf.subject.kind === 'fieldPattern');
}

/** Whether it holds wherever the value is there. */
function implies(value: Expression, asked: Predicate): boolean {
  if (asked.kind === 'or') return asked.operands.some(each => implies(value, each));
  if (asked.kind !== 'exists' || value.kind !== 'field') return false;
  const { subject } = asked;
  if (subject.kind === 'fieldPattern') return compilePattern(subject.pattern)(value.name);
  return subject.kind === 'field' && subject.name === value.name;
}
