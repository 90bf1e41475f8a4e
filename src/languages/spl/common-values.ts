import type { Expression, Stage } from '../../ir/index.ts';
import { field } from '../../ir/index.ts';
import { readKeys } from './aggregation.ts';
import type { Command } from './ast.ts';
import { Arguments, isWord } from './clause.ts';
import type { Handler, Rows } from './pipeline-state.ts';

/** The most and the least common values of fields. */
export const commonCommands: Readonly<Record<string, Handler>> = {
  top: { rows: common, isAggregate: true },
  rare: { rows: common, isAggregate: true },
};

interface Options {
  /** None: all values. */
  readonly limit: number;
  readonly count: string;
  readonly percent: string | undefined;
}

/**
 * `top 5 a by b`: the number of events of each combination, its share among those of the same `b` to six places, the greatest first,
 * ten of them where nothing is said. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/top
 */
function common(command: Command, rows: Rows, origin: Stage['origin']): void {
  const list = new Arguments(command, rows.context);
  const { limit, count, percent } = optionsOf(list);
  const fields = readKeys(list, rows.fields, undefined, 'by');
  const by = list.eat('by') === undefined ? [] : readKeys(list, rows.fields, undefined);
  if (fields.length === 0) list.fail();
  const keys = [...by, ...fields];
  const named = (name: string): Expression => field(name, rows.context.vendor, origin);
  const groups = by.map(({ name }) => ({ name, value: named(name) }));
  const total = `${count}_of_all`;
  rows.add({ kind: 'aggregate', by: keys, measures: [{ name: count, function: 'count', of: [] }], origin });
  if (percent !== undefined) {
    const value = share(named(count), named(total), origin);
    rows.add(
      {
        kind: 'joinAggregate',
        by: groups,
        measures: [{ name: total, function: 'sum', of: [named(count)] }],
        origin,
      },
      { kind: 'extend', fields: [{ name: percent, value }], origin },
      { kind: 'drop', fields: [[{ kind: 'text', text: total }]], origin },
    );
  }
  rows.add({
    kind: 'sort',
    by: [{ value: named(count), descending: command.name === 'top', absentFirst: false }],
    origin,
  });
  if (limit > 0 && by.length === 0) rows.add({ kind: 'limit', rows: limit, from: 'head', origin });
  else if (limit > 0) rows.add({ kind: 'dedup', by: groups.map(({ value }) => value), keep: limit, origin });
  rows.names = new Set([...keys.map(({ name }) => name), count, ...(percent === undefined ? [] : [percent])]);
  rows.spans.clear();
}

function optionsOf(list: Arguments): Options {
  let limit = 10;
  let [count, percent]: (string | undefined)[] = ['count', 'percent'];
  for (let next = list.peek(); next !== undefined && !isWord(next, 'by'); next = list.peek()) {
    const amount = list.option('limit') ?? (/^\d+$/.test(next.text) ? list.next()?.text : undefined);
    const [countField, percentField] = [list.option('countfield'), list.option('percentfield')];
    const [showsPercent, showsOther] = [list.option('showperc'), list.option('useother')];
    const found = [
      amount,
      countField,
      percentField,
      showsPercent,
      showsOther,
      list.option('otherstr', 'showcount'),
    ];
    if (found.every(each => each === undefined)) break;
    if (amount !== undefined) limit = Number(amount);
    count = countField ?? count;
    if (percent !== undefined) percent = percentField ?? percent;
    if (isFalse(showsPercent)) percent = undefined;
    if (showsOther !== undefined && !isFalse(showsOther)) list.refuse('useother is not read');
  }
  if (!Number.isInteger(limit)) list.refuse('only a number of values is read');
  return { limit, count: count ?? 'count', percent };
}

function isFalse(value: string | undefined): boolean {
  return value !== undefined && /^(?:f|false|0)$/i.test(value);
}

/** Of a hundred. */
function share(part: Expression, whole: Expression, origin: Stage['origin']): Expression {
  const literal = (value: number): Expression => ({ kind: 'literal', value, origin });
  const hundredfold: Expression = {
    kind: 'arithmetic',
    operator: 'multiply',
    left: part,
    right: literal(100),
    origin,
  };
  const exact: Expression = {
    kind: 'arithmetic',
    operator: 'divide',
    left: hundredfold,
    right: whole,
    origin,
  };
  return { kind: 'call', function: 'round', arguments: [exact, literal(6)], origin };
}
