import { and, type Events, field, fold, type Predicate, type Step } from '../../ir/index.ts';
import { decideConstants } from '../constant-leaves.ts';
import { secondsOf } from './aggregation.ts';
import type { Command, Range } from './ast.ts';
import { type Argument, Arguments, isWord, nameOf } from './clause.ts';
import { type Context, keepsFew } from './context.ts';
import { type Environment, ownFields } from './environment.ts';
import { evalScope } from './lower-eval.ts';
import { lowerSearch } from './lower-search.ts';
import { parseCondition, parseSearch } from './parse.ts';
import type { Rows } from './pipeline-state.ts';
import { lowerCondition } from './scope.ts';

type Origin = Rows['from']['origin'];

/**
 * `transaction key startswith=… endswith=… maxspan=…`: an event that one search finds, and behind it one of the other, of the same key. Each
 * end goes with the last beginning before it, as in a sequence; transactions without an end are not shown.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/transaction
 */
export function transaction(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  const given = readArguments(list);
  if (typeof given === 'string') {
    list.refuse(given);
    return;
  }
  if (rows.from.kind !== 'events' || rows.stages.length > 0) {
    list.refuse('it is read of events, right behind what finds them');
    return;
  }
  const { key, starts, ends, within } = given;
  const [first, last] = [starts, ends].map(each => endOf(each, command, rows));
  if (first === undefined || last === undefined) return;
  if (!areApart(first, last)) {
    list.refuse('an event may be both a beginning and an end: let both ask the same field for other values');
    return;
  }
  const { from } = rows;
  const step = (where: Predicate): Step => ({
    search: { ...from, where: fold(decideConstants(and([from.where, where]))) } satisfies Events,
    by: [{ value: field(key, 'splunk', origin), nullable: false }],
    runs: 1,
    absent: false,
  });
  rows.from = {
    kind: 'sequence',
    steps: [step(first), step(last)],
    ordered: true,
    ...(within === undefined ? {} : { within }),
    origin,
  };
  rows.together = command;
  keepsFew(command, '1,000 events', rows.context);
}

interface Given {
  readonly key: string;
  readonly starts: Argument;
  readonly ends: Argument;
  readonly within: number | undefined;
}

/** A text is why they are not read. */
function readArguments(list: Arguments): Given | string {
  const keys: string[] = [];
  const options = new Map<string, Argument>();
  for (let next = list.next(); next !== undefined; next = list.next()) {
    if (list.peek()?.kind !== 'equals') {
      keys.push(nameOf(next));
      continue;
    }
    list.next();
    const value = chainOf(list);
    if (value !== undefined) options.set(next.text.toLowerCase(), value);
  }
  const [key, ...more] = keys;
  const [starts, ends] = [options.get('startswith'), options.get('endswith')];
  const other = [...options.keys()].find(name => !/^(?:startswith|endswith|maxspan)$/.test(name));
  if (starts === undefined || ends === undefined)
    return 'without a beginning and an end it parts events as they lie, and a count in it hangs on where it begins: say startswith and endswith, or count by stats';
  if (other !== undefined)
    return `${other} looks at the events between beginning and end: only startswith, endswith and maxspan are read`;
  if (key === undefined || more.length > 0)
    return 'events that lack one of several fields are joined by the others: one field is read';
  const span = options.get('maxspan');
  const within = span === undefined ? undefined : secondsOf(nameOf(span));
  return span !== undefined && within === undefined
    ? 'a span of a fixed length is needed'
    : { key, starts, ends, within };
}

/** `EventCode=1` is one value, and so is `eval(EventCode=1)`. */
function chainOf(list: Arguments): Argument | undefined {
  const first = list.next();
  const group = isWord(first, 'eval') && list.peek()?.kind === 'group' ? list.next() : undefined;
  if (first !== undefined && group !== undefined)
    return { kind: 'word', text: `${first.text}${group.text}`, start: first.start, end: group.end };
  if (first === undefined || list.peek()?.kind !== 'equals') return first;
  list.next();
  const { end } = list.next() ?? first;
  return { kind: 'word', text: '', start: first.start, end };
}

/** `(search)`, `"search"`, a plain comparison of it, or `eval(condition)`. */
function endOf(
  { kind, start, end, text }: Argument,
  command: Command,
  { context }: Rows,
): Predicate | undefined {
  const fields = ownFields(context.vendor);
  if (kind === 'word' && /^eval\s*\(/i.test(text))
    return conditionOf({ start: start + text.indexOf('(') + 1, end: end - 1 }, fields, context);
  const range: Range =
    kind === 'group' || kind === 'string' ? { start: start + 1, end: end - 1 } : { start, end };
  if (kind === 'string' && (/^"eval\b/i.test(text) || text.includes('\\')))
    return new Arguments(command, context).refuse('a beginning or end is read as a search in brackets');
  const { value, diagnostics } = parseSearch(context.expanded, range);
  for (const each of diagnostics) context.report(each);
  return value && lowerSearch(value, fields, context);
}

function conditionOf(range: Range, fields: Environment, context: Context): Predicate | undefined {
  const { value, diagnostics } = parseCondition(context.expanded, range);
  for (const each of diagnostics) context.report(each);
  return value && lowerCondition(value, evalScope(fields, context)).yes;
}

/** Both ask one field for values that are not the same. */
function areApart(one: Predicate, other: Predicate): boolean {
  const asked = askedOf(one);
  return askedOf(other).some(each =>
    asked.some(own => own.field === each.field && own.values.every(value => !each.values.includes(value))),
  );
}

function askedOf(
  where: Predicate,
): readonly { readonly field: string; readonly values: readonly string[] }[] {
  if (where.kind === 'and') return where.operands.flatMap(askedOf);
  if (where.kind !== 'equals' || where.subject.kind !== 'field') return [];
  return [{ field: where.subject.name, values: where.values.map(value => String(value).toLowerCase()) }];
}
