import type { Vendor } from '../ir/index.ts';
import type { EventLeaf } from './event-leaves.ts';
import type { EventWriter } from './event-writer.ts';
import type { FieldTable } from './field-table.ts';
import { type PlaceInList, placeInList } from './rewrite/named-list.ts';

interface Way {
  readonly from: Vendor;
  readonly to: Vendor;
  readonly table: FieldTable;
  readonly writer: EventWriter;
}

/** Writes a value that is of a list of names and values, which Elastic holds as an object; false for any other. */
export function eventInList(leaf: EventLeaf, leaves: readonly EventLeaf[], way: Way): boolean {
  const place = placeInList(way.table.lists, way.from, leaf.name);
  if (place === undefined) return false;
  if (way.from === 'elastic') return place.at === 'element' && fromObject(leaf, place, leaves, way);
  if (way.to !== 'elastic') return false;
  return place.at === 'member' ? intoObject(leaf, place, leaves, way) : place.at === 'key';
}

/** The element's name makes the name of its value. */
function intoObject(
  leaf: EventLeaf,
  place: PlaceInList & { at: 'member' },
  leaves: readonly EventLeaf[],
  way: Way,
): boolean {
  const { list, member } = place;
  const index = leaf.positions.at(-1)?.index;
  const path = leaf.name.slice(0, -member.length - 1);
  const key = leaves.find(
    other => other.name === `${path}.${list.key}` && other.positions.at(-1)?.index === index,
  )?.value;
  if (typeof key !== 'string') return false;
  const name = list.letters === 'underscores' ? key.replace(/[ .]/g, '_') : key;
  const under = list.members[member] ?? '';
  way.writer.put(`${list.elastic}.${name}${under === '' ? '' : `.${under}`}`, leaf.value);
  return true;
}

/** Each name of the object makes an element, in the order of the event. */
function fromObject(
  leaf: EventLeaf,
  place: PlaceInList & { at: 'element' },
  leaves: readonly EventLeaf[],
  way: Way,
): boolean {
  const path = way.to === 'cim' ? undefined : place.list[way.to];
  if (path === undefined) return false;
  const keys = leaves.flatMap(other => {
    const found = placeInList([place.list], 'elastic', other.name);
    return found?.at === 'element' ? [found.key] : [];
  });
  const positions = [{ after: 1, index: [...new Set(keys)].indexOf(place.key) }];
  const first = keys.indexOf(place.key) === keys.lastIndexOf(place.key) || isFirst(leaf, place, leaves);
  if (first) way.writer.put(`${path}.${place.list.key}`, place.key, positions);
  way.writer.put(`${path}.${place.member}`, leaf.value, positions);
  return true;
}

function isFirst(
  leaf: EventLeaf,
  place: PlaceInList & { at: 'element' },
  leaves: readonly EventLeaf[],
): boolean {
  const start = `${place.list.elastic}.${place.key}`;
  return leaves.find(other => other.name === start || other.name.startsWith(`${start}.`)) === leaf;
}
