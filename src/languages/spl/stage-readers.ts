import { and } from '../../ir/index.ts';
import { isWord, nameOf, positional } from './clause.ts';
import { ownFields } from './environment.ts';
import { filters } from './filters.ts';
import { parseAssignments } from './parse.ts';
import { aggregateReaders } from './stage-aggregates.ts';
import type { StageReading } from './stage-reading.ts';
import { valueReaders } from './stage-values.ts';

/** What each command looks at and makes: https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands */
type StageReader = (reading: StageReading) => void;

const search: StageReader = reading => reading.search(reading.command.body);
const condition: StageReader = reading => reading.condition(reading.command.body);

const regex: StageReader = reading =>
  reading.attempt(context => {
    const state = { source: {}, where: [], fields: ownFields(context.vendor), replay: [] };
    return and(filters['regex']?.events?.(reading.command, state, context)?.where ?? []);
  });

const evaluate: StageReader = reading => {
  const { value, diagnostics } = parseAssignments(reading.context.expanded, reading.command.body);
  for (const each of diagnostics) reading.context.report(each);
  for (const { name, value: node } of value ?? []) {
    reading.evaluates(node);
    reading.write(name);
  }
};

/** Options aside, all arguments are fields that are looked at. */
const names: StageReader = reading => reading.readArguments(positional(reading.arguments));

/** Fields that are written anew. */
const changed: StageReader = reading => {
  names(reading);
  reading.write(...reading.reads);
};

const nothing: StageReader = () => {};

/** `a AS b`, whatever stands between. */
const renamed: StageReader = reading => {
  const list = reading.arguments;
  for (const [index, each] of list.entries()) {
    if (!isWord(list[index + 1], 'as')) continue;
    const to = list[index + 2];
    reading.read(nameOf(each));
    if (to !== undefined) reading.write(nameOf(to));
  }
};

const join: StageReader = reading => {
  const list = positional(reading.arguments);
  const end = list.findIndex(each => each.kind === 'subsearch' || isWord(each, 'where'));
  reading.readArguments(end < 0 ? list : list.slice(0, end));
};

/** `head (condition)`; a count says nothing of fields. */
const head: StageReader = reading => {
  const group = reading.arguments.find(each => each.kind === 'group');
  if (group !== undefined) reading.condition({ start: group.start + 1, end: group.end - 1 });
};

/** All columns of a table are read or written. */
const wholeTable: StageReader = reading => {
  const [table] = positional(reading.arguments);
  if (table !== undefined) reading.lookedUp = { table: nameOf(table), columns: [] };
};

const inputLookup: StageReader = reading => {
  const isAppended = reading.arguments.some(
    (each, index, all) => isWord(each, 'append') && /^(?:t|true|1)$/i.test(all[index + 2]?.text ?? ''),
  );
  if (isAppended) wholeTable(reading);
  const where = reading.arguments.find(each => isWord(each, 'where'));
  if (where !== undefined) reading.search({ start: where.end, end: reading.command.end });
};

const fromModel: StageReader = reading => {
  const [first] = reading.arguments;
  if (reading.command.name === 'datamodel' || /^datamodel/i.test(first?.text ?? ''))
    reading.context.vendor = 'cim';
};

const sort: StageReader = reading => {
  const list = positional(reading.arguments).filter(each => !/^(?:\d+|[+-]|d|desc|a|asc)$/i.test(each.text));
  reading.read(
    ...list.map(each =>
      nameOf(each)
        .replace(/^[+-]/, '')
        .replace(/^\(|\)$/g, ''),
    ),
  );
};

const numberless: StageReader = reading =>
  reading.readArguments(
    positional(reading.arguments).filter(each => !/^(?:\d+|[+-]|sortby)$/.test(each.text)),
  );

export const stageReaders: ReadonlyMap<string, StageReader> = new Map(
  Object.entries({
    ...{ search, where: condition, regex, eval: evaluate, fieldformat: evaluate, head, rename: renamed },
    ...{ fields: numberless, table: names, dedup: numberless, sort, join, selfjoin: names },
    ...{ fillnull: changed, filldown: changed, mvexpand: names, makemv: changed, nomv: changed },
    ...{ mvcombine: changed, inputlookup: inputLookup, outputlookup: wholeTable, from: fromModel },
    ...{ datamodel: fromModel, tail: nothing, reverse: nothing, append: nothing, appendcols: nothing },
    ...{ appendpipe: nothing, union: nothing, multisearch: nothing, format: nothing, makeresults: nothing },
    ...{ collect: nothing, return: numberless, addtotals: names, transaction: names, loadjob: nothing },
    ...aggregateReaders,
    ...valueReaders,
  } satisfies Record<string, StageReader>),
);
