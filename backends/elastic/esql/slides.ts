import {
  and,
  type Correlate,
  correlationStages,
  type Events,
  type Expression,
  equals,
  exists,
  type Field,
  field,
  fieldsOf,
  type Measure,
  mapFields,
  mapLeaves,
  type Named,
  not,
  or,
  orderedStages,
  type Predicate,
  type Stage,
} from '../../../src/ir/index.ts';
import { nameOf } from '../several/bounds.ts';
import { countedInput } from './counted-input.ts';
import { isKind, kindColumn } from './kinds.ts';
import { type FieldOfKinds, fieldsBeneath, type Leaf, type Level, levelOf } from './levels.ts';
import { callOf, isUpTo, timestamp } from './near.ts';
import { beginningStages, literal, type Rows, spanStages, wayNames } from './span-stages.ts';

/** A correlation over spans, stage by stage from the innermost one; the fields that its stages take to have one value. */
export interface Slides {
  readonly events: readonly Leaf[];
  readonly stages: readonly Stage[];
  readonly fields: readonly string[];
}

/**
 * A correlation over any span, of events and of the alerts of others, with all that it asks: beside each event stands what the span
 * that it ends amounts to. `recent`: seconds before a run whose alerts are told; `isTwice`: whether an event may complete an alert as one
 * of several rules, and so stand in several rows. Or why it cannot be said.
 */
export function slidesOf(
  search: Correlate,
  recent: number,
  isTwice: (alerts: Correlate) => boolean,
): Slides | string {
  const events: Leaf[] = [];
  const level = levelOf(search, events);
  if (level === undefined) return 'ES|QL reckons over spans of any beginning alone';
  const printer = new Levels(
    events.map(({ name }) => name),
    isTwice,
  );
  const stages = printer.level(level, true);
  if (typeof stages === 'string') return stages;
  const keys = printer.keysOf(level).map(({ name }) => name);
  return {
    events,
    stages: [...printer.made(), ...stages, ...told(keys, recent)],
    fields: [...printer.fields],
  };
}

/** Stages level by level, the columns that all of them need, and those that have to be made for them. */
class Levels {
  readonly fields = new Set<string>();
  private readonly all: readonly string[];
  private readonly columns = new Set([timestamp.name]);
  private readonly choices = new Map<string, Named>();

  private readonly isTwice: (alerts: Correlate) => boolean;

  constructor(all: readonly string[], isTwice: (alerts: Correlate) => boolean) {
    this.all = all;
    this.isTwice = isTwice;
    if (all.length > 1) this.columns.add(kindColumn);
  }

  /** Keys that are another field in each kind of events. */
  made(): readonly Stage[] {
    const fields = [...this.choices.values()];
    return fields.length === 0 ? [] : [{ kind: 'extend', fields, origin: [] }];
  }

  level(level: Level, isRoot: boolean): readonly Stage[] | string {
    if (isRoot) this.need(level);
    const inner: Stage[] = [];
    for (const each of level.inner) {
      const stages = this.level(each.level, false);
      if (typeof stages === 'string') return stages;
      inner.push(...stages);
    }
    const own = this.own(level, isRoot);
    return typeof own === 'string' ? own : [...inner, ...own];
  }

  /** What a correlation needs stays beside the rows of those that are reckoned before it. */
  private need(level: Level): void {
    for (const { name } of this.keysOf(level)) this.columns.add(name);
    for (const measure of level.search.measures)
      for (const value of this.measured(measure, level).of)
        for (const { name } of fieldsOf(value)) this.columns.add(name);
    for (const each of level.inner) this.need(each.level);
  }

  keysOf(level: Level): readonly Field[] {
    return level.search.by.map(key => this.column(level, field(nameOf(key) ?? '', 'elastic')));
  }

  /** What is measured under an alias, of alerts under one of theirs, is the field of the kind of events. */
  private measured(measure: Measure, level: Level): Measure {
    return { ...measure, of: measure.of.map(value => mapFields(value, each => this.column(level, each))) };
  }

  /** A field under its name, or one that holds what each kind of events has for it. */
  private column(level: Level, key: Field): Field {
    const byInput = fieldsBeneath(level, key);
    const names = new Set(byInput.map(({ value }) => nameOf(value) ?? ''));
    for (const each of names) this.fields.add(each);
    if (names.has(key.name) && names.size === 1) return key;
    const [only = ''] = names;
    return names.size === 1 ? field(only, 'elastic') : this.choice(key.name, byInput);
  }

  private choice(alias: string, values: readonly FieldOfKinds[]): Field {
    const text = JSON.stringify(values.map(({ kinds, value }) => [kinds, nameOf(value)]));
    const known = this.choices.get(text);
    if (known !== undefined) return field(known.name, 'elastic');
    const isTaken = (name: string): boolean =>
      this.fields.has(name) || [...this.choices.values()].some(each => each.name === name);
    let name = alias;
    for (let count = 2; isTaken(name); count++) name = `${alias}_${count}`;
    const value: Expression = {
      kind: 'choice',
      branches: values.map(each => ({
        when: isOneOf(each.kinds),
        value: { kind: 'coercion', to: 'string', operand: each.value, origin: [] },
      })),
      otherwise: undefined,
      origin: [],
    };
    this.choices.set(text, { name, value });
    return field(name, 'elastic');
  }

  /** Of the events and alerts of its inputs. */
  private own(level: Level, isRoot: boolean): readonly Stage[] | string {
    const { search, beneath } = level;
    const keys = this.keysOf(level);
    const stub = {
      ...search,
      by: keys,
      aliases: {},
      measures: search.measures.map(each => this.measured(each, level)),
      inputs: search.inputs.map(({ name }) => ({ name, search: anyEvents })),
    };
    const counted = correlationStages(stub) ?? orderedStages(stub);
    if (counted === undefined) return 'ES|QL tells of events in order only which of them there must be';
    const kinds = [...beneath.values()].flat();
    const participates = kinds.length < this.all.length ? isOneOf(kinds) : undefined;
    const present = and(keys.map(key => exists(key)));
    const stages: Stage[] = [];
    if (keys.length > 0)
      stages.push({
        kind: 'filter',
        where: participates === undefined ? present : or([not(participates), present]),
        origin: [],
      });
    const columns = [...this.columns];
    const rows = (): Rows => ({
      kind: this.all.length > 1 ? field(kindColumn, 'elastic') : undefined,
      where: participates,
      keys,
      columns,
    });
    for (const stage of counted.stages) {
      if (stage.kind === 'filter') {
        if (isRoot) stages.push(stage);
        else stages.push(...beginningStages(stage.where, spanOf(search), rows()));
        continue;
      }
      if (stage.kind !== 'window' || stage.span === undefined) return 'ES|QL reckons over spans alone';
      if (stage.measures.some(({ name }) => columns.includes(name) || wayNames.has(name))) return collision;
      const measures = stage.measures.map(each => this.ofKinds(this.onceEach(each, level), beneath));
      const reckoned = spanStages(measures, stage.span, rows());
      if (reckoned === undefined) return 'ES|QL reckons with one value of a row beside its time';
      stages.push(...reckoned);
      columns.push(...stage.measures.map(({ name }) => name));
    }
    return columns.some(name => wayNames.has(name)) ? collision : stages;
  }

  /** Alerts are counted by their times, of which each has its own, where one of them may be several rows. */
  private onceEach(measure: Measure, { search, inner }: Level): Measure {
    const input = countedInput(measure, search);
    const alerts = inner.find(each => each.input === input)?.level.search;
    return alerts !== undefined && this.isTwice(alerts)
      ? { ...measure, function: 'countDistinct', of: [timestamp] }
      : measure;
  }

  /** An input is the kinds of events beneath it; a measure without a filter is of all of them. */
  private ofKinds(measure: Measure, beneath: Level['beneath']): Measure {
    const { where } = measure;
    if (where === undefined) {
      const kinds = [...beneath.values()].flat();
      return kinds.length < this.all.length ? { ...measure, where: isOneOf(kinds) } : measure;
    }
    const own = mapLeaves(where, leaf =>
      leaf.kind === 'equals' ? isOneOf(leaf.values.flatMap(name => beneath.get(String(name)) ?? [])) : leaf,
    );
    return { ...measure, where: own };
  }
}

const collision = 'a field has the name of a column that this query makes';

const anyEvents: Events = {
  kind: 'events',
  source: {},
  where: { kind: 'always', value: true, origin: [] },
  origin: [],
};

function spanOf({ window }: Correlate): number {
  return window.kind === 'sliding' ? window.length : 0;
}

function isOneOf(kinds: readonly string[]): Predicate {
  const [only, ...others] = kinds;
  return only !== undefined && others.length === 0
    ? isKind(only)
    : equals(field(kindColumn, 'elastic'), kinds);
}

/** What an earlier run has told is left out; a row for each group. */
function told(keys: readonly string[], recent: number): readonly Stage[] {
  const now: Expression = { kind: 'call', function: 'now', arguments: [], origin: [] };
  const since = callOf('dateAdd', [now, literal(-recent), literal('second')]);
  const isRecent = isUpTo(since, timestamp);
  return [
    { kind: 'filter', where: isRecent, origin: [] },
    {
      kind: 'aggregate',
      by: keys.map(name => ({ name, value: field(name, 'elastic') })),
      measures: [
        { name: 'first_alert', function: 'minimum', of: [timestamp] },
        { name: 'last_alert', function: 'maximum', of: [timestamp] },
      ],
      origin: [],
    },
    ...(keys.length === 0
      ? [
          {
            kind: 'filter',
            where: exists({ ...field('last_alert', 'elastic'), type: 'time' }),
            origin: [],
          } as const,
        ]
      : []),
  ];
}
