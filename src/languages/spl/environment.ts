import { not, type Vendor } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { Context } from './context.ts';
import { both, definedOf, definedSimple, fieldValue, nullValue, type Value } from './value.ts';

/** What the names of fields mean at a place of the pipeline, in terms of the event or row that it began with. */
export interface Environment {
  readonly get: (name: string, origin: readonly Span[]) => Value;
  /** All fields that there can be; undefined when any may be. */
  readonly names: ReadonlySet<string> | undefined;
}

export function ownFields(vendor: Vendor, names?: ReadonlySet<string>): Environment {
  return {
    get: (name, origin) =>
      names === undefined || names.has(name) ? fieldValue(name, vendor, origin) : nullValue,
    names,
  };
}

/** The same fields, of which some are known to hold numbers. */
export function withNumbers(outer: Environment, numbers: ReadonlySet<string>): Environment {
  if (numbers.size === 0) return outer;
  const get: Environment['get'] = (name, origin) => {
    const value = outer.get(name, origin);
    if (!numbers.has(name)) return value;
    return value.map(each =>
      each.value.kind === 'plain' ? { ...each, value: { ...each.value, type: 'number' } } : each,
    );
  };
  return { ...outer, get };
}

export function bind(outer: Environment, name: string, value: Value): Environment {
  return {
    get: (asked, origin) => (asked === name ? value : outer.get(asked, origin)),
    names: outer.names && new Set([...outer.names, name]),
  };
}

/** A field that a single event does not have: asking for it makes the search one over rows. */
export function bindToRows(outer: Environment, names: readonly string[], context: Context): Environment {
  const bound = new Set(names);
  return {
    get: (asked, origin) => {
      if (!bound.has(asked)) return outer.get(asked, origin);
      context.needsRows = true;
      return nullValue;
    },
    names: outer.names && new Set([...outer.names, ...bound]),
  };
}

/** `*` in a name stands for any run of characters. */
export function fits(name: string, pattern: string): boolean {
  return capture(name, pattern) !== undefined;
}

/** What the wildcards stand for; undefined when the name does not fit. Backtracks over one wildcard at a time. */
function capture(name: string, pattern: string): readonly string[] | undefined {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern ? [] : undefined;
  const tail = rest.pop() ?? '';
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length)
    return undefined;
  const captured: string[] = [];
  let at = head.length;
  const end = name.length - tail.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return undefined;
    captured.push(name.slice(at, found));
    at = found + part.length;
  }
  return [...captured, name.slice(at, end)];
}

/** The name that a renaming by wildcards gives; undefined when the name is not renamed, as internal fields are not by a wildcard. */
export function renamed(name: string, from: string, to: string): string | undefined {
  if (from.startsWith('*') && name.startsWith('_')) return undefined;
  const captured = capture(name, from);
  return captured && to.split('*').reduce((text, part, index) => text + (captured[index - 1] ?? '') + part);
}

export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/rename */
export function rename(outer: Environment, { from, to }: Renaming): Environment {
  const names = outer.names && new Set([...outer.names].map(name => renamed(name, from, to) ?? name));
  return {
    get: (asked, origin) => {
      const original = renamed(asked, to, from);
      const isGone = renamed(asked, from, to) !== undefined;
      const unchanged = () => (isGone ? nullValue : outer.get(asked, origin));
      if (original === undefined) return unchanged();
      if (!from.includes('*') || outer.names?.has(original)) return outer.get(original, origin);
      return outer.names === undefined ? either(outer.get(original, origin), unchanged()) : unchanged();
    },
    names,
  };
}

/** The first where it has a value, else the second. */
export function either(first: Value, second: Value): Value {
  const isThere = definedOf(first);
  return [
    ...first.map(each => ({ ...each, when: both(each.when, definedSimple(each.value)) })),
    ...second.map(each => ({ ...each, when: both(not(isThere), each.when) })),
  ];
}

/** `hidden`: whether fields that begin with an underscore go too. */
export function keep(outer: Environment, patterns: readonly string[], hidden: boolean): Environment {
  const kept = (name: string) =>
    (!hidden && name.startsWith('_')) || patterns.some(pattern => fits(name, pattern));
  const listed = patterns.filter(pattern => !pattern.includes('*'));
  return {
    get: (asked, origin) => (kept(asked) ? outer.get(asked, origin) : nullValue),
    names: outer.names
      ? new Set([...outer.names].filter(kept))
      : listed.length === patterns.length && hidden
        ? new Set(listed)
        : undefined,
  };
}

export function drop(outer: Environment, patterns: readonly string[]): Environment {
  const dropped = (name: string) => patterns.some(pattern => fits(name, pattern));
  return {
    get: (asked, origin) => (dropped(asked) ? nullValue : outer.get(asked, origin)),
    names: outer.names && new Set([...outer.names].filter(name => !dropped(name))),
  };
}
