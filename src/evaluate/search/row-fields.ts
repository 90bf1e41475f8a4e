import type { Pattern } from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import { isRecord, leafFields } from '../field-path.ts';
import { deepest, fromItems, type Item, type Values } from '../values.ts';
import { compilePattern } from '../wildcard.ts';

/** The data without a field, whether it is one key or a path; what holds it is copied, the rest shared. */
export function withoutField(data: EventData, name: string): EventData {
  const { [name]: _, ...rest } = data;
  let copy: Record<string, unknown> = name in data ? rest : { ...data };
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
  const values = fromItems(items);
  const rest = withoutField(data, name);
  return values === undefined ? rest : { ...rest, [name]: values };
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
