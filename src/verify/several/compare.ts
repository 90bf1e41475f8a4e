import {
  type Direction,
  directionOf,
  directionOfStages,
  inDirection,
  under,
} from '../../compile/direction.ts';
import { compose, type LeafVerdict } from '../../compile/loss.ts';
import {
  always,
  and,
  type Correlate,
  type Events,
  type Expression,
  fold,
  type IndicatorMatch,
  leaves,
  type Measure,
  type Predicate,
  type Search,
  type Sequence,
  type Stage,
  type Step,
} from '../../ir/index.ts';
import type { CompareOptions, Comparison } from '../comparison.ts';
import { comparePredicates } from '../proof.ts';
import { withTypes } from '../typed.ts';
import { areApart } from './apart.ts';
import { askedOfGroups } from './asked-of-groups.ts';
import { canonicalSearch, inOrderOf, withRuns } from './canonical.ts';
import { keptAlike } from './kept-alike.ts';
import { asOrdered } from './own-order.ts';
import { ofOneTime } from './plain-columns.ts';
import { inWords, isSeveral, plainText } from './plain-text.ts';
import { withoutShared } from './shared-conjuncts.ts';
import { stageText } from './stage-text.ts';

/** How a search that was found stands to its source; `unknown` when their forms differ, which no proof of their parts can bridge. */
export type SearchComparison =
  | {
      readonly relation: LeafVerdict;
      readonly given: readonly string[];
      /** Of the first part that differs. */
      readonly part?: Extract<Comparison, { evidence: 'proved' }>;
    }
  | { readonly relation: 'unknown'; readonly detail: string };

export interface SearchOptions extends CompareOptions {
  /** The events' sources are said elsewhere, and not compared. */
  readonly withoutScope: boolean;
  /** The source in its own names, in which events that the target could confuse may be known to differ. */
  readonly own?: Search;
}

/** Two searches of the same form are equal when their parts are; a part that matches more makes the whole match more, or less, by where it stands. */
export function compareSearches(source: Search, found: Search, options: SearchOptions): SearchComparison {
  const gathering = new Gathering(options);
  try {
    gathering.search(source, found, 'same', true);
  } catch (error) {
    if (error instanceof OtherForm) return { relation: 'unknown', detail: error.message };
    throw error;
  }
  const { verdicts, given, part } = gathering;
  return { relation: compose(verdicts), given: [...given].sort(), ...(part === undefined ? {} : { part }) };
}

class OtherForm extends Error {}

class Gathering {
  readonly verdicts: LeafVerdict[] = [];
  readonly given = new Set<string>();
  part: Extract<Comparison, { evidence: 'proved' }> | undefined;
  private readonly options: SearchOptions;

  constructor(options: SearchOptions) {
    const isMultiValued = (name: string) => isSeveral(name) || options.isMultiValued(name);
    this.options = { ...options, isMultiValued };
  }

  search(one: Search, other: Search, direction: Direction, isWhole = false): void {
    const source = canonicalSearch(one, isWhole, this.options.isMultiValued);
    const found = canonicalSearch(other, isWhole, this.options.isMultiValued);
    // Between two correlations nothing hangs on that; beside a sequence an event of two rules makes the correlation find more.
    if (one.kind !== other.kind && source.kind === 'sequence' && found.kind === 'sequence')
      one.kind === 'correlate'
        ? this.apart(source, found, under(direction, 'opposite'))
        : this.apart(found, source, direction);
    if (source.kind === 'events' && found.kind === 'events') this.events(source, found, direction);
    else if (source.kind === 'union' && found.kind === 'union') {
      const pairs = paired(source.searches, found.searches, 'searches of a union');
      for (const [left, right] of pairs) this.search(left, right, direction);
    } else if (source.kind === 'sequence' && found.kind === 'sequence')
      one.kind === other.kind
        ? this.sequence(withRuns(source), withRuns(found), direction)
        : this.sequence(source, found, direction);
    else if (source.kind === 'correlate' && found.kind === 'correlate')
      this.correlate(source, found, direction);
    else if (source.kind === 'newTerms' && found.kind === 'newTerms') {
      this.search(source.from, found.from, 'mixed');
      same(texts(source.fields), texts(found.fields), 'the fields of new terms');
      same(source.history, found.history, 'the history of new terms');
      same(keptAlike(source, found) !== undefined, true, 'how new terms are kept');
      for (const each of keptAlike(source, found) ?? []) this.given.add(each);
    } else if (source.kind === 'indicatorMatch' && found.kind === 'indicatorMatch') {
      this.search(source.from, found.from, direction);
      const lookup = lookupOf(found.indicators);
      if (lookup === undefined) this.search(source.indicators, found.indicators, direction);
      else this.given.add(lookup);
      same(pairTexts(source.pairs), pairTexts(found.pairs), 'the pairs of fields and indicators');
    } else if (source.kind === 'pipeline' && found.kind === 'pipeline') {
      this.search(source.from, found.from, under(direction, upwards(source.stages)));
      const stages = paired(source.stages, asOrdered(source, found), 'stages');
      for (const [index, [left, right]] of stages.entries())
        this.stage(left, right, under(direction, upwards(source.stages.slice(index + 1))));
    } else throw new OtherForm(`the rule is ${names[source.kind]}, the query ${names[found.kind]}`);
  }

  private apart(correlation: Sequence, other: Sequence, direction: Direction): void {
    if (correlation.steps.length < 2) return;
    this.given.add('distinct-times');
    if (!areApart(correlation, other, this.options)) this.verdicts.push(inDirection('broader', direction));
  }

  private events(source: Events, found: Events, direction: Direction): void {
    this.predicate(this.whole(source), this.whole(found), direction);
  }

  /** A document that says its source elsewhere says it here when there is nothing else to say. */
  private whole({ source: { scope }, where }: Events): Predicate {
    const isSaid = !this.options.withoutScope || (where.kind === 'always' && where.value);
    return fold(scope === undefined || !isSaid ? where : and([scope, where]));
  }

  private predicate(one: Predicate, other: Predicate, direction: Direction): void {
    const [source, found] = [ofOneTime(one), ofOneTime(other)];
    let comparison = comparePredicates(source, found, this.options);
    if (comparison.relation !== 'equal') {
      const typed = withTypes(source, found);
      if (typed.given.length > 0) {
        comparison = comparePredicates(typed.expected, typed.found, this.options);
        for (const each of typed.given) this.given.add(each);
      }
    }
    if (comparison.relation === 'unknown') {
      const rest = withoutShared(source, found);
      if (rest === undefined || comparePredicates(...rest, this.options).relation !== 'equal')
        throw new OtherForm(inWords(comparison.detail));
      return;
    }
    if (comparison.relation === 'equal') return;
    if (hasElement(source) || hasElement(found))
      throw new OtherForm(
        'one side looks at elements of a list, the other at the fields they are flattened to',
      );
    this.part ??= comparison;
    this.verdicts.push(inDirection(comparison.relation, direction));
  }

  private sequence(source: Sequence, found: Sequence, direction: Direction): void {
    same(source.ordered, found.ordered, 'order');
    same(source.within, found.within, 'the span of the sequence');
    const steps = paired(source.steps, found.steps, 'steps');
    for (const [left, right] of steps) this.step(left, right, direction);
    if (source.until === undefined || found.until === undefined)
      same(source.until, found.until, 'what ends the sequence');
    else this.step(source.until, found.until, under(direction, 'opposite'));
  }

  private step(source: Step, found: Step, direction: Direction): void {
    same(source.runs, found.runs, 'how often a step is repeated');
    same(source.absent, found.absent, 'whether a step is a missing event');
    same(
      source.by.map(key => [plainText(key.value), key.nullable]),
      found.by.map(key => [plainText(key.value), key.nullable]),
      'the keys of a step',
    );
    this.search(source.search, found.search, source.absent ? under(direction, 'opposite') : direction);
  }

  private correlate(source: Correlate, written: Correlate, direction: Direction): void {
    const found = source.ordered || written.ordered ? written : inOrderOf(source, written);
    same(source.window, found.window, 'the window');
    same(source.ordered, found.ordered, 'order');
    same(texts(source.by), texts(found.by), 'what is grouped by');
    same(aliasText(source), aliasText(found), 'the aliases');
    same(
      source.measures.map(each => each.name),
      found.measures.map(each => each.name),
      'what is counted',
    );
    const inner = under(direction, directionOf(source.having, source.measures));
    const inputs = paired(source.inputs, found.inputs, 'kinds of events');
    for (const [left, right] of inputs) this.search(left.search, right.search, inner);
    this.predicate(askedOfGroups(source), askedOfGroups(found), direction);
  }

  private stage(source: Stage, found: Stage, direction: Direction): void {
    if (source.kind === 'filter' && found.kind === 'filter') {
      this.predicate(source.where, found.where, direction);
      return;
    }
    if (source.kind === 'join' && found.kind === 'join') {
      same([source.on, source.type], [found.on, found.type], 'a join');
      this.search(source.with, found.with, source.type === 'inner' ? direction : 'mixed');
      return;
    }
    same(stageText(source), stageText(found), `the stage ${source.kind}`);
    for (const [left, right] of paired(measuresOf(source), measuresOf(found), 'measures'))
      this.condition(left.where ?? always(true), right.where ?? always(true));
  }

  /** Which rows are measured: other rows give another number, which may go either way. */
  private condition(source: Predicate, found: Predicate): void {
    if (comparePredicates(source, found, this.options).relation !== 'equal')
      throw new OtherForm('what is measured is not the same on both sides');
  }
}

/** A lookup table holds the indicators that the rule looks for: that is what is given. */
function lookupOf(indicators: Search): string | undefined {
  const id = indicators.kind === 'events' ? indicators.source.id : undefined;
  return id?.startsWith('lookup:') ? id : undefined;
}

function hasElement(predicate: Predicate): boolean {
  return leaves(predicate).some(({ leaf }) => leaf.kind === 'element');
}

const names: Readonly<Record<Search['kind'], string>> = {
  events: 'a search for events',
  union: 'a union of searches',
  pipeline: 'a pipeline',
  sequence: 'a sequence',
  correlate: 'a threshold or correlation',
  newTerms: 'a search for new terms',
  indicatorMatch: 'an indicator match',
};

function aliasText({ aliases, inputs, by, measures }: Correlate): unknown {
  const asked = texts([...by, ...measures.flatMap(each => each.of)]);
  const used = Object.keys(aliases).filter(name => asked.includes(name));
  return used.map(alias =>
    inputs.map(({ name }) => {
      const own = aliases[alias]?.[name];
      return own === undefined ? '' : plainText(own);
    }),
  );
}

function texts(expressions: readonly Expression[]): readonly string[] {
  return expressions.map(plainText);
}

function pairTexts(pairs: IndicatorMatch['pairs']): readonly string[] {
  return pairs
    .map(set =>
      set
        .map(
          ({ event, indicator, negated }) =>
            `${plainText(event)} ${negated ? '!=' : '='} ${plainText(indicator)}`,
        )
        .sort()
        .join(' and '),
    )
    .sort();
}

/** What the stages make of more rows before them; where rows are cut off, one more may take the place of another. */
function upwards(stages: readonly Stage[]): Direction {
  return stages.some(({ kind }) => kind === 'limit' || kind === 'dedup')
    ? 'mixed'
    : directionOfStages(stages);
}

function measuresOf(stage: Stage): readonly Measure[] {
  return 'measures' in stage ? stage.measures : [];
}

function same(one: unknown, other: unknown, what: string): void {
  if (JSON.stringify(one) !== JSON.stringify(other))
    throw new OtherForm(`${what} is not the same on both sides`);
}

function paired<Item>(
  one: readonly Item[],
  other: readonly Item[],
  what: string,
): readonly (readonly [Item, Item])[] {
  if (one.length !== other.length) throw new OtherForm(`the ${what} are not as many on both sides`);
  return one.map((item, index) => [item, other[index] ?? item] as const);
}
