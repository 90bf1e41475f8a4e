import type { Pattern } from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import { isRecord, leafFields } from '../field-path.ts';
import { deepest, fromItems, type Item, type Values } from '../values.ts';
import { compilePattern } from '../wildcard.ts';

/** The data without a field, whether it is one key or a path; what holds it is copied, the rest shared. */
export function withoutField(data: EventData, name: string): EventData {
  const others = withoutPath(data, name);
  if (!(name in others)) return others;
  const { [name]: _, ...rest } = others;
  return rest;
}

/** Without what a path leads to; a key that is the whole name stays. */
function withoutPath(data: EventData, name: string): EventData {
  let copy = data;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const key = name.slice(0, dot);
    if (key in copy) copy = { ...copy, [key]: withoutInner(copy[key], name.slice(dot + 1), 0) };
  }
  return copy;
}

function withoutInner(inner: unknown, name: string, depth: number): unknown {
  if (Array.isArray(inner))
    return depth > deepest ? inner : inner.map(element => withoutInner(element, name, depth + 1));
  return isRecord(inner) ? withoutField(inner, name) : inner;
}

/** The data with these values of a field in place of those that it has. */
export function withField(data: EventData, name: string, items: readonly Item[]): EventData {
  return withFields(data, [[name, fromItems(items)]]);
}

/** As `withField`, of several that do not see each other. */
export function withFields(
  data: EventData,
  fields: readonly (readonly [name: string, values: Values])[],
): EventData {
  const rest = fields.reduce(
    (all, [name, values]) => (values === undefined ? withoutField(all, name) : withoutPath(all, name)),
    data,
  );
  const copy: Record<string, unknown> = { ...rest };
  for (const [name, values] of fields) if (values !== undefined) copy[name] = values;
  return copy;
}

export function keepFields(data: EventData, patterns: readonly Pattern[]): EventData {
  return selected(data, patterns, true);
}

export function dropFields(data: EventData, patterns: readonly Pattern[]): EventData {
  return selected(data, patterns, false);
}

function selected(data: EventData, patterns: readonly Pattern[], wanted: boolean): EventData {
  const tests = patterns.map(pattern => compilePattern(pattern));
  const kept: [string, Values][] = [];
  for (const [name, values] of leafFields(data))
    if (tests.some(test => test(name)) === wanted) kept.push([name, values]);
  return Object.fromEntries(kept);
}
