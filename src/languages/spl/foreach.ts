import { type FieldPattern, type Leaf, not, type Predicate, pattern, subjects } from '../../ir/index.ts';
import type { Assignment, Command, Range } from './ast.ts';
import { Arguments, nameOf } from './clause.ts';
import type { Context } from './context.ts';
import { bind, type Environment, fits } from './environment.ts';
import { expressionOf } from './expression-of.ts';
import { evalScope } from './lower-eval.ts';
import { madeBy } from './open-renamings.ts';
import { parseAssignments } from './parse.ts';
import type { EventsState, Handler, Rows } from './pipeline-state.ts';
import { lowerCondition } from './scope.ts';
import { decodeTerm } from './strings.ts';
import { both, constantOf, plain, type Value } from './value.ts';

/**
 * `foreach name.* [ eval flag=if(test, 1, flag) ]`, which marks the event where any of the fields passes: which fields those are is
 * no matter then. Of another form what it makes depends on the fields that the results have.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/foreach
 */
export const foreach: Handler = { events: foreachEvents, rows: foreachRows };

const ofEach = '<<FIELD>>';
const why = 'which fields it changes depends on those that the results have';

function foreachEvents(command: Command, state: EventsState, context: Context): EventsState {
  const made = state.replay.map(each => namesMadeBy(each.command, context));
  const marked = marking(command, state.fields, made, context);
  return marked === undefined ? state : { ...state, fields: bind(state.fields, marked.name, marked.value) };
}

function foreachRows(command: Command, rows: Rows): void {
  const { context } = rows;
  const made = rows.stages.map(stage => (stage.kind === 'filter' ? [] : madeBy(stage)));
  const marked = marking(command, rows.fields, made, context);
  const value = marked && expressionOf(marked.value, command, context);
  if (marked === undefined || value === undefined) return;
  rows.add({ kind: 'extend', fields: [{ name: marked.name, value }], origin: context.origin(command) });
  rows.addName(marked.name);
}

/** What eval, or another foreach, makes; undefined of other commands. */
function namesMadeBy(command: Command, context: Context): readonly string[] | undefined {
  const { start, end } = command.body;
  if (command.name === 'eval')
    return parseAssignments(context.expanded, command.body).value?.map(({ name }) => name);
  const open = context.expanded.text.indexOf('[', start);
  return command.name === 'foreach' && open >= 0 && open < end
    ? assignmentsIn({ start: open, end }, context).map(({ name }) => name)
    : undefined;
}

interface Marked {
  readonly name: string;
  readonly value: Value;
}

/** `made`: the fields that the search has made so far, which are none of the event's, as a pattern of names is read. */
function marking(
  command: Command,
  fields: Environment,
  made: readonly (readonly string[] | undefined)[],
  context: Context,
): Marked | undefined {
  const list = new Arguments(command, context);
  const of = list.next();
  const body = list.next();
  if (of === undefined || of.kind === 'subsearch' || body?.kind !== 'subsearch') return list.refuse(why);
  if (list.peek() !== undefined || fields.names !== undefined) return list.refuse(why);
  const names = nameOf(of);
  if (!/^[^*].*\*|\*.*[^*]$/.test(names)) return list.refuse(why);
  if (made.some(each => each === undefined || each.some(name => fits(name, names)))) return list.refuse(why);
  const each: FieldPattern = {
    kind: 'fieldPattern',
    pattern: pattern(decodeTerm(names)),
    vendor: context.vendor,
    origin: context.origin(of),
  };
  const mark = markIn(body, context);
  if (mark === undefined || fits(mark.name, names)) return list.refuse(why);
  const { yes } = lowerCondition(mark.test, evalScope(bind(fields, ofEach, plain(each)), context));
  const value = evalScope(fields, context).lower(mark.value);
  if (!isOfOne(yes) || constantOf(value) === undefined) return list.refuse(why);
  return { name: mark.name, value: marked(yes, value, fields.get(mark.name, each.origin)) };
}

/** `flag=if(test, value, flag)` in the brackets. */
function markIn(body: Range, context: Context) {
  const [assignment, ...more] = assignmentsIn(body, context);
  if (assignment === undefined || more.length > 0) return undefined;
  const { name, value: call } = assignment;
  if (call.kind !== 'call' || !/^if$/i.test(call.name) || name.includes('<<')) return undefined;
  const [test, value, otherwise] = call.arguments;
  const stays = otherwise?.kind === 'field' && otherwise.name === name;
  return test === undefined || value === undefined || !stays ? undefined : { name, test, value };
}

function marked(yes: Predicate, value: Value, before: Value): Value {
  const rest = before.map(each => ({ ...each, when: both(not(yes), each.when) }));
  return [...value.map(each => ({ ...each, when: both(yes, each.when) })), ...rest];
}

function assignmentsIn({ start, end }: Range, context: Context): readonly Assignment[] {
  const [head] = /^\[\s*\|?\s*eval\s/i.exec(context.expanded.text.slice(start, end)) ?? [];
  if (head === undefined) return [];
  // `<<FIELD>>` without quotes is no eval expression until it is replaced.
  const { value } = parseAssignments(context.expanded, { start: start + head.length, end: end - 1 });
  return value ?? [];
}

/** Whether the condition is that of one field at a time: any of several holds where it holds of any field. */
function isOfOne(condition: Predicate): boolean {
  if (condition.kind === 'or') return condition.operands.every(isOfOne);
  if (condition.kind === 'and' || condition.kind === 'not' || condition.kind === 'always') return false;
  return isOfField(condition);
}

function isOfField(leaf: Leaf): boolean {
  const [subject, ...more] = subjects(leaf);
  return subject?.kind === 'fieldPattern' && more.length === 0;
}
