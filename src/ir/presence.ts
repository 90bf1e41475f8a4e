import type { Expression } from './expression.ts';
import type { Predicate } from './predicate.ts';
import type { Pipeline, Search, Stage } from './search.ts';
import { subjects } from './walk.ts';

/** The time of an event, which each has. */
const times: ReadonlySet<string> = new Set(['@timestamp', '_time', 'p_event_time']);

/** Keys that the rows of an aggregation may lack, by what stands before it: the rows without them are a group in some languages. */
export function keysThatMayLack({ from, stages }: Pipeline, at: number): readonly Expression[] {
  const stage = stages[at];
  if (stage?.kind !== 'aggregate' && stage?.kind !== 'joinAggregate') return [];
  const known = presentIn(from);
  for (const each of stages.slice(0, at)) follow(each, known);
  return stage.by.map(({ value }) => value).filter(value => !isPresent(value, known));
}

function presentIn(search: Search): Set<string> {
  if (search.kind === 'events')
    return new Set([...fieldsRequired(search.where), ...fieldsRequired(search.source.scope), ...times]);
  if (search.kind === 'union') {
    const [first = new Set(times), ...others] = search.searches.map(presentIn);
    return new Set([...first].filter(name => others.every(each => each.has(name))));
  }
  if (search.kind !== 'pipeline') return new Set(times);
  const known = presentIn(search.from);
  for (const stage of search.stages) follow(stage, known);
  return known;
}

function follow(stage: Stage, known: Set<string>): void {
  const note = (name: string, is: boolean): void => void (is ? known.add(name) : known.delete(name));
  switch (stage.kind) {
    case 'filter':
      for (const name of fieldsRequired(stage.where)) known.add(name);
      return;
    case 'extend':
      for (const { name, value } of stage.fields) note(name, isPresent(value, known));
      return;
    case 'rename':
      for (const { from, to } of stage.fields) note(to, known.has(from));
      return;
    case 'extract':
      for (const name of stage.fields) known.delete(name);
      return;
    case 'fill':
      for (const name of stage.fields) if (isPresent(stage.value, known)) known.add(name);
      return;
    case 'aggregate': {
      const keys = stage.by.filter(({ value }) => isPresent(value, known)).map(({ name }) => name);
      const counts = stage.measures.filter(
        each => each.function === 'count' || each.function === 'countDistinct',
      );
      known.clear();
      for (const name of [...keys, ...counts.map(each => each.name)]) known.add(name);
      return;
    }
    default:
      return;
  }
}

function isPresent(value: Expression, known: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case 'field':
      return known.has(value.name);
    case 'literal':
      return value.value !== null;
    case 'call':
      return total.has(value.function) && value.arguments.every(each => isPresent(each, known));
    case 'choice':
      return (
        value.otherwise !== undefined &&
        [...value.branches.map(branch => branch.value), value.otherwise].every(each => isPresent(each, known))
      );
    default:
      return false;
  }
}

const total: ReadonlySet<string> = new Set(['dateTruncate', 'lower', 'upper', 'trim', 'concat', 'length']);

/** Fields without which the predicate is false. */
export function fieldsRequired(predicate: Predicate | undefined): readonly string[] {
  if (predicate === undefined) return [];
  switch (predicate.kind) {
    case 'and':
      return predicate.operands.flatMap(fieldsRequired);
    case 'or': {
      const [first = [], ...others] = predicate.operands.map(fieldsRequired);
      return first.filter(name => others.every(each => each.includes(name)));
    }
    case 'always':
    case 'not':
    case 'keyword':
    case 'element':
      return [];
    default:
      return subjects(predicate).flatMap(subject => {
        const inner = subject.kind === 'call' && total.has(subject.function) ? subject.arguments[0] : subject;
        return inner?.kind === 'field' ? [inner.name] : [];
      });
  }
}
