import {
  alertsOf,
  type Events,
  field,
  fieldsIn,
  fieldsOf,
  type IndicatorMatch,
  newTermsStages,
  type Pipeline,
  type PlannedRule,
  type Search,
  type Sequence,
  type SeveralEvents,
  type Stage,
} from '../../../src/ir/index.ts';
import { stagesOf, unorderedSamples } from '../../in-order.ts';
import { endsWithMissing, wantedOf } from '../../missing-events.ts';
import { hasNegated, negatedIndicators } from '../../negated-indicators.ts';
import { withScope } from '../document.ts';
import { namesAsked, namesOf } from './asked-names.ts';
import { type Columns, eventTime, pathOf, type SqlType, type SqlValue } from './columns.ts';
import { conditionLines } from './condition.ts';
import { asText, convertedTo } from './convert.ts';
import { Unsaid } from './expression.ts';
import { identifier } from './literal.ts';
import { occursBetween, occursSince, type Runs, runsOf } from './runs.ts';
import { type Item, Select } from './select.ts';
import { printOrder, printSample, printSequence } from './sequence.ts';
import { neededStages, valueIn, withStage } from './stages.ts';
import { countsTwice, emptiedWindows } from './window.ts';

export type Planned = PlannedRule & { readonly several: SeveralEvents };

/** Prints the searches of one rule, each as a SELECT that others are made of. */
export class SearchPrinter {
  readonly planned: Planned;
  readonly runs: Runs;
  readonly #naming;

  constructor(planned: Planned) {
    this.planned = planned;
    this.runs = runsOf(planned);
    const scopes = [...planned.several.inputs.values()].flatMap(({ scope }) => fieldsIn(scope));
    const all = [...namesOf(planned.several.search), ...scopes.map(({ name }) => name)];
    const names = all.map(name => (name.split('.')[0] ?? name).toLowerCase());
    this.#naming = { fields: new Set([...names, 'p_event_time', 'p_row_id', 'value']), parts: [] };
  }

  /** The events of a step, or those that complete the alerts of another correlation. */
  step(search: Search, asked: readonly string[]): Select {
    if (search.kind !== 'correlate') return this.print(search, asked);
    const alerts = alertsOf(search);
    if (alerts === undefined) throw new Unsaid(alertsOfOrder);
    return this.pipeline(alerts, asked);
  }

  /** `asked`: names of the columns that are asked for; whole events when absent. */
  print(search: Search, asked?: readonly string[]): Select {
    switch (search.kind) {
      case 'events':
        return this.events(search);
      case 'pipeline':
        return this.pipeline(search, asked);
      case 'union':
        return this.union(search.searches);
      case 'correlate': {
        const stages = stagesOf(search);
        if (stages === undefined) return this.ending(printOrder(search, this));
        return search.window.kind === 'sliding' ? this.ending(this.pipeline(stages)) : this.pipeline(stages);
      }
      case 'newTerms':
        return this.pipeline(
          newTermsStages(search, { ...field('p_event_time', 'panther'), type: 'time' }, this.runs.recent),
        );
      case 'indicatorMatch':
        return this.indicators(search);
      case 'sequence':
        if (!search.ordered) return printSample(search, this);
        return endsWithMissing(search)
          ? printSequence(search, this)
          : this.ending(printSequence(search, this));
    }
  }

  /** What ended since the last run: what ended before, that run has told. */
  private ending(select: Select): Select {
    const inner = select.groups === undefined ? select.wrapped('found') : select;
    const { every, until } = this.runs;
    const since = occursSince(every + until);
    if (inner === select)
      inner.having.push(`last.p_event_time > DATEADD('second', ${-(every + until)}, p_current_timestamp())`);
    else inner.where.push(since);
    return inner;
  }

  private events(events: Events): Select {
    const input = this.planned.several.inputs.get(events);
    if (input === undefined) throw new Unsaid('these events are of no source');
    const columns: Columns = {
      known: new Map(),
      open: true,
      hidden: new Set(),
      isMultiValued: input.profile.isMultiValued,
    };
    const select = new Select(tableOf(input.source.panther.logTypes), columns, this.#naming);
    select.where.push(...occursBetween(this.runs), ...conditionLines(withScope({ planned: input }), columns));
    return select;
  }

  private pipeline({ from, stages: all }: Pipeline, asked?: readonly string[]): Select {
    if (from.kind === 'sequence') return this.firstOrLast(from, all);
    if (from.kind === 'correlate') throw new Unsaid(alertsOfOrder);
    const mark = markOf(from, all);
    const names = asked === undefined ? neededBy(all) : [...namesAsked(all, asked)];
    const needed = names && [...new Set([...names, ...mark])];
    const first = from.kind === 'union' ? this.union(from.searches, needed) : this.print(from, needed);
    const stages = emptiedWindows({ kind: 'pipeline', from, stages: neededStages(all), origin: [] });
    return stages.reduce(
      (select, stage, index) =>
        withStage(select, stage, [...namesAsked(stages.slice(index + 1), asked), ...mark]),
      first,
    );
  }

  /** Of all sequences that a run looks back on, each told once: what began once may be ended by several events. */
  private firstOrLast(from: Sequence, stages: readonly Stage[]): Select {
    const ends = stages.map(stage => {
      if (stage.kind !== 'limit') throw new Unsaid('SQL takes the first and the last sequences alone');
      return { rows: stage.rows, order: `p_event_time${stage.from === 'tail' ? ' DESC' : ''}` };
    });
    if (!from.ordered) throw new Unsaid(unorderedSamples);
    let select = printSequence(from, this, { waits: false }).wrapped('found');
    const isJoined = select.columns().known.has('event_1') && wantedOf(from) > 1;
    if (isJoined) select.qualify.push('ROW_NUMBER() OVER (PARTITION BY event_1 ORDER BY p_event_time) = 1');
    for (const { rows, order } of ends) {
      if (select.limit !== undefined) select = select.wrapped('found');
      select.order = [order];
      select.limit = rows;
    }
    return select;
  }

  /** The columns that are asked for, under one name in each; all of them where that is not known. */
  private union(searches: readonly Search[], asked?: readonly string[]): Select {
    const parts = searches.map(each => this.print(each, asked));
    const made = asked === undefined ? columnsMade(parts) : undefined;
    const needed = asked ?? (made === undefined || made.areAlike ? undefined : [...made.items.keys()]);
    if (needed !== undefined) {
      const types = typesOf(parts, needed);
      for (const part of parts) onlyNeeded(part, types);
    }
    const texts = parts
      .map(part => part.text())
      .join(needed === undefined ? '\nUNION ALL BY NAME\n' : '\nUNION ALL\n');
    const [first] = parts;
    if (first === undefined) throw new Unsaid('a union of nothing');
    return first.wrappedAs('events', texts, made?.areAlike === true ? made.items : first.items);
  }

  /** Indicators are rows of a lookup table: https://docs.panther.com/enrichment/custom */
  private indicators({ from, pairs }: IndicatorMatch): Select {
    if (hasNegated({ pairs })) throw new Unsaid(negatedIndicators);
    const select = this.print(from);
    const table = `panther_lookups.public.${lookupName(this.planned)}`;
    const sets = pairs.map(set => {
      const own = set.map(({ event }) => asText(valueIn(select, event)));
      const theirs = set.map(({ indicator }) =>
        indicator.kind === 'field' ? `${pathOf(indicator.name)}::string` : 'NULL',
      );
      const left = own.length === 1 ? own[0] : `(${own.join(', ')})`;
      return `${left} IN (SELECT ${theirs.join(', ')} FROM ${table})`;
    });
    select.where.push(sets.length === 1 ? (sets[0] ?? 'FALSE') : `(${sets.join('\n    OR ')})`);
    return select;
  }
}

const alertsOfOrder = 'of the alerts of another correlation those over any span are told one by one';

/** Names that the stages speak of, up to the one that makes rows of its own; undefined when they want whole events. */
function neededBy(stages: readonly Stage[]): readonly string[] | undefined {
  const [first, second] = stages;
  if (first?.kind !== 'aggregate' && first?.kind !== 'window') return undefined;
  const by = first.kind === 'aggregate' ? first.by.map(({ value }) => value) : first.by;
  const names = new Set(by.flatMap(value => fieldsOf(value).map(({ name }) => name)));
  for (const { of, where } of first.measures) {
    for (const each of of) for (const { name } of fieldsOf(each)) names.add(name);
    if (where !== undefined) for (const { name } of fieldsIn(where)) names.add(name);
  }
  return second === undefined || second.kind === 'filter' ? [...names] : undefined;
}

/**
 * The column that tells the parts of a union apart, where an event that two of them have must stand twice: its span is joined to it, and
 * would be counted twice otherwise.
 */
function markOf(from: Search, [first]: readonly Stage[]): readonly string[] {
  return first?.kind === 'window' && countsTwice(first) ? markIn(from) : [];
}

function markIn(from: Search): readonly string[] {
  if (from.kind === 'pipeline') return markIn(from.from);
  const [part] = from.kind === 'union' ? from.searches : [];
  const last = part?.kind === 'pipeline' ? part.stages.at(-1) : undefined;
  return last?.kind === 'extend' ? last.fields.slice(-1).map(({ name }) => name) : [];
}

/** All columns of parts that are groups, and whether each is called alike and of one type wherever it is; undefined where some are events. */
function columnsMade(
  parts: readonly Select[],
): { readonly items: ReadonlyMap<string, Item>; readonly areAlike: boolean } | undefined {
  if (parts.some(({ star }) => star)) return undefined;
  const items = new Map<string, Item>();
  let areAlike = true;
  for (const [name, item] of parts.flatMap(part => [...part.items])) {
    const known = items.get(name);
    if (known === undefined) items.set(name, item);
    else areAlike &&= known.alias === item.alias && known.type === item.type;
  }
  const aliases = new Set([...items.values()].map(({ alias }) => alias.toLowerCase()));
  return { items, areAlike: areAlike && aliases.size === items.size };
}

/** What is of one type wherever its type is known is of that in every part; a text otherwise. */
function typesOf(parts: readonly Select[], needed: readonly string[]): ReadonlyMap<string, SqlType> {
  return new Map(
    needed.map(name => {
      const held = parts.map(part => heldValue(part, name)).filter(value => value.text !== 'NULL');
      const known = new Set(held.map(({ type }) => type).filter(type => type !== 'variant'));
      const [only = 'text', ...others] = known;
      return [name, others.length === 0 ? only : 'text'];
    }),
  );
}

function heldValue(select: Select, name: string): SqlValue {
  return select.items.get(name) ?? valueIn(select, field(name, 'panther'));
}

function onlyNeeded(select: Select, types: ReadonlyMap<string, SqlType>): void {
  const items = [...types].map(([name, type]) => {
    const value = heldValue(select, name);
    const isOfType = value.type === type || value.text === 'NULL';
    return [name, { type, text: isOfType ? value.text : convertedTo(value, type) }] as const;
  });
  const { hasTime } = select;
  select.close(new Map());
  // What is grouped is no event.
  if (hasTime) {
    select.addAs('p_row_id', { text: 'p_row_id', type: 'text' }, 'p_row_id');
    select.addAs('@timestamp', eventTime, 'p_event_time');
  } else {
    select.addAs('p_row_id', { text: 'NULL', type: 'text' }, 'p_row_id');
    select.addAs('@timestamp', { text: 'NULL', type: 'time' }, 'p_event_time');
  }
  for (const [name, value] of items) select.addAs(name, value, plainName(name));
}

function plainName(name: string): string {
  return identifier(name.replaceAll(/\W+/g, '_'));
}

/** `panther_logs.public.aws_cloudtrail`; of several log types the rows of each. */
function tableOf(logTypes: readonly string[]): string {
  const tables = logTypes.map(
    logType => `panther_logs.public.${logType.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`,
  );
  const [only = 'panther_logs.public.unknown', ...others] = tables;
  if (others.length === 0) return only;
  return `(\n${tables.map(table => `  SELECT * FROM ${table}`).join('\n  UNION ALL BY NAME\n')}\n)`;
}

/** The lookup table that has to hold the indicators of a rule, in columns named as the indicators’ own fields. */
export function lookupName({ rule }: PlannedRule): string {
  const words = (rule.metadata.name ?? rule.metadata.title).toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join('_').slice(0, 60) || 'rule'}_indicators`;
}
