import type { Expression } from './expression.ts';
import type { Measure, Named, Stage } from './search.ts';
import type { Profile } from './target.ts';
import { fieldsOf } from './walk.ts';

/** Measures that are the values of several events. */
const gathering: ReadonlySet<Measure['function']> = new Set<Measure['function']>(['values', 'top']);

/** What is known of names after a stage: a column that gathers values holds several of them, what else it makes does not. */
export function profileAfter(profile: Profile, stage: Stage): Profile {
  const before = profile.gathered ?? new Set<string>();
  const after = gatheredAfter(before, stage);
  const expanded = expandedAfter(profile.expanded ?? new Set(), stage);
  if (areSame(before, after) && areSame(profile.expanded ?? new Set(), expanded)) return profile;
  const { isMultiValued } = profile;
  return {
    ...profile,
    gathered: after,
    expanded,
    isMultiValued: name => after.has(name) || (isMultiValued(name) && !before.has(name)),
  };
}

function areSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every(name => other.has(name));
}

function expandedAfter(before: ReadonlySet<string>, stage: Stage): ReadonlySet<string> {
  switch (stage.kind) {
    case 'expand':
      return new Set([...before, stage.field]);
    case 'filter':
    case 'keep':
    case 'drop':
    case 'sort':
    case 'limit':
      return before;
    case 'extend':
    case 'extract':
      return without(before, stage.kind === 'extract' ? stage.fields : stage.fields.map(({ name }) => name));
    default:
      return new Set();
  }
}

function gatheredAfter(before: ReadonlySet<string>, stage: Stage): ReadonlySet<string> {
  switch (stage.kind) {
    case 'aggregate':
    case 'joinAggregate':
    case 'window':
      return withMeasures(stage.kind === 'aggregate' ? new Set() : before, stage.measures);
    case 'extend':
      return stage.fields.reduce(withValue, before);
    case 'rename':
      return renamed(before, stage.fields);
    case 'expand':
      return without(before, [stage.field]);
    case 'extract':
      return without(before, stage.fields);
    default:
      return before;
  }
}

function withMeasures(before: ReadonlySet<string>, measures: readonly Measure[]): ReadonlySet<string> {
  const more = measures.filter(each => gathering.has(each.function)).map(({ name }) => name);
  return new Set([
    ...without(
      before,
      measures.map(({ name }) => name),
    ),
    ...more,
  ]);
}

function withValue(before: ReadonlySet<string>, { name, value }: Named): ReadonlySet<string> {
  const others = without(before, [name]);
  return keepsValues(value) && fieldsOf(value).some(field => before.has(field.name))
    ? new Set([...others, name])
    : others;
}

/** Whether each value of what is given makes one of what comes of it. */
function keepsValues(value: Expression): boolean {
  if (value.kind === 'field') return true;
  return value.kind === 'call' && (value.function === 'lower' || value.function === 'upper');
}

function renamed(
  before: ReadonlySet<string>,
  fields: readonly { readonly from: string; readonly to: string }[],
): ReadonlySet<string> {
  const moved = fields.filter(({ from }) => before.has(from)).map(({ to }) => to);
  const gone = fields.flatMap(({ from, to }) => [from, to]);
  return new Set([...without(before, gone), ...moved]);
}

function without(names: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  return new Set([...names].filter(name => !gone.includes(name)));
}
