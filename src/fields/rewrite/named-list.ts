import {
  and,
  anyOne,
  anyRun,
  type Expression,
  equals,
  exists,
  type Field,
  type FieldPattern,
  field,
  type Leaf,
  like,
  or,
  type Pattern,
  pattern,
  plainText,
  text,
  type Vendor,
} from '../../ir/index.ts';
import type { NamedList } from '../data-source.ts';
import { exactly, type Rewriting } from '../rewriting.ts';

/** Where a field lies in a list of names and values: under the element's own name, in the names, or in one of the members. */
export type PlaceInList =
  | { readonly at: 'element'; readonly list: NamedList; readonly key: string; readonly member: string }
  | { readonly at: 'key'; readonly list: NamedList }
  | { readonly at: 'member'; readonly list: NamedList; readonly member: string };

/** `o365.audit.Parameters.ForwardTo` is an element's own name; `Parameters.Name` and `o365.audit.Parameters.*` are of them all. */
export function placeInList(
  lists: readonly NamedList[],
  vendor: Vendor,
  written: string,
): PlaceInList | undefined {
  const name = vendor === 'sigma' ? written.replaceAll('{}', '') : written;
  for (const list of lists) {
    const path = pathOf(list, vendor);
    if (path === undefined || !name.startsWith(`${path}.`)) continue;
    const rest = name.slice(path.length + 1);
    const place = vendor === 'elastic' ? placeInObject(list, rest) : placeInElements(list, rest);
    if (place !== undefined) return place;
  }
  return undefined;
}

function placeInElements(list: NamedList, rest: string): PlaceInList | undefined {
  if (rest === list.key) return { at: 'key', list };
  return Object.hasOwn(list.members, rest) ? { at: 'member', list, member: rest } : undefined;
}

function placeInObject(list: NamedList, rest: string): PlaceInList | undefined {
  for (const [member, under] of Object.entries(list.members)) {
    const ending = under === '' ? '' : `.${under}`;
    const key = rest.endsWith(ending) ? rest.slice(0, rest.length - ending.length) : '';
    if (key === '*') return { at: 'member', list, member };
    if (key !== '' && !/[*]/.test(key) && (under !== '' || !key.includes('.')))
      return { at: 'element', list, key, member };
  }
  return undefined;
}

/** A leaf over a list of names and values, where another vendor holds an object with those names. */
export function inNamedList(leaf: Leaf, place: PlaceInList, from: Vendor, to: Vendor): Rewriting | undefined {
  const path = pathOf(place.list, to);
  if (path === undefined || (from === 'elastic') === (to === 'elastic')) return undefined;
  const given = `named-list:${place.list.elastic}`;
  if (to === 'elastic') return intoObject(leaf, place, given);
  if (place.at !== 'element') return undefined;
  const name = (part: string): Field => field(`${path}.${part}`, to, leaf.origin);
  const key = keyed(name(place.list.key), place);
  if (leaf.kind === 'exists') return exactly(key, given);
  const value = over(leaf, name(place.member));
  const where = and([key, value], leaf.origin);
  return exactly({ kind: 'element', path: field(path, to, leaf.origin), where, origin: leaf.origin }, given);
}

/** Elastic writes blanks and dots of some names as underscores, which the list has as they were. */
function keyed(subject: Field, place: PlaceInList & { at: 'element' }): Leaf {
  if (place.list.letters !== 'underscores' || !place.key.includes('_')) return equals(subject, [place.key]);
  const parts = place.key.split('_').flatMap((part, index) => [...(index > 0 ? [anyOne] : []), text(part)]);
  return like(subject, [pattern(parts)]);
}

function intoObject(leaf: Leaf, place: PlaceInList, given: string): Rewriting | undefined {
  if ('quantifier' in leaf && leaf.quantifier !== 'any') return undefined;
  if (place.at === 'member') return exactly(over(leaf, anyOf(place.list, [anyRun], place.member)), given);
  if (place.at !== 'key') return undefined;
  const [member = ''] = Object.keys(place.list.members);
  const patterns = leaf.kind === 'exists' ? [[anyRun]] : patternsOf(leaf);
  if (patterns === undefined || !patterns.every(isName)) return undefined;
  const named = patterns.map(written => exists(anyOf(place.list, written, member), leaf.origin));
  return exactly(or(named, leaf.origin), given);
}

/** The fields of the object whose names fit. */
function anyOf(list: NamedList, name: Pattern, member: string): Field | FieldPattern {
  const under = list.members[member];
  const ending = under === '' || under === undefined ? [] : [text(`.${under}`)];
  const parts = name.map(part =>
    part.kind === 'text' && list.letters === 'underscores' ? text(part.text.replace(/[ .]/g, '_')) : part,
  );
  const whole = pattern([text(`${list.elastic}.`), ...parts, ...ending]);
  const plain = plainText(whole);
  if (plain !== undefined) return field(plain, 'elastic');
  return { kind: 'fieldPattern', pattern: whole, vendor: 'elastic', origin: [] };
}

function isName(written: Pattern): boolean {
  return written.every(
    part => part.kind === 'anyRun' || (part.kind === 'text' && /^[\w .-]*$/.test(part.text)),
  );
}

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [text(String(value))]);
  return undefined;
}

function over(leaf: Leaf, subject: Expression): Leaf {
  if (leaf.kind === 'compares') return { ...leaf, left: subject };
  return leaf.kind === 'keyword' || leaf.kind === 'element' ? leaf : { ...leaf, subject };
}

function pathOf(list: NamedList, vendor: Vendor): string | undefined {
  return vendor === 'cim' ? undefined : list[vendor];
}
