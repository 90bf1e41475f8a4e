import type { LogSource, Vendor } from '../ir/index.ts';
import { isClassification } from './classification.ts';
import type { AccountView, BitsView, CasesView, FieldView, HashesView, ValuesView } from './data-source.ts';
import { derivedFrom, pathPart } from './derivations.ts';
import { caseFields, casesIn } from './event-cases.ts';
import { Composition, composePaths } from './event-composition.ts';
import { type EventLeaf, leavesOf, withoutPositions } from './event-leaves.ts';
import { eventInList } from './event-lists.ts';
import { EventWriter } from './event-writer.ts';
import type { FieldTable } from './field-table.ts';
import { dataSource, tableOf } from './registry.ts';
import { blanksLeftOut, blanksOfXml } from './rewrite/blank.ts';
import { filledEvent } from './rewrite/filled.ts';
import { numberIn } from './rewrite/hexadecimal.ts';
import { inQuotes } from './rewrite/quoted.ts';
import { registryValue } from './rewrite/registry-data.ts';
import { lackOf } from './scope.ts';
import { separatorOf } from './separator.ts';
import { isOfXml } from './xml-texts.ts';

type EventData = Readonly<Record<string, unknown>>;

/** An event on its way into another vendor's names. */
interface Way {
  readonly from: Vendor;
  readonly to: Vendor;
  readonly table: FieldTable;
  /** Whether the data source is known, and the target has a log of it: that bears none of ECS's classifications. */
  readonly known: boolean;
  /** Whether the target has no field where the value is empty. */
  readonly leavesOutEmpty: boolean;
  readonly writer: EventWriter;
  readonly composition: Composition;
  /** Canonical names that the event has values of. */
  readonly canonical: Map<string, unknown>;
}

/**
 * An event of a source in another vendor's field names, as that product would hold it. Fields without a map keep their
 * names; ECS's classifications of an event of a known source are left out, since other products' logs bear none.
 */
export function translateEvent(event: EventData, source: LogSource, from: Vendor, to: Vendor): EventData {
  if (from === to) return event;
  const known = dataSource(source.id);
  const way: Way = {
    from,
    to,
    table: tableOf(source),
    known: known !== undefined && lackOf(source, to) === undefined,
    leavesOutEmpty: to === 'splunk' && isOfXml(known),
    writer: new EventWriter(to),
    composition: new Composition(),
    canonical: new Map(),
  };
  const leaves = [...leavesOf(event)];
  for (const leaf of leaves) if (!eventInList(leaf, leaves, way)) translateLeafOf(leaf, way);
  way.composition.write(way.writer);
  composePaths(way.writer, way.table, to, way.canonical, separatorOf(source));
  for (const [name, value] of casesIn(leaves, way)) if (!way.writer.has(name)) way.writer.put(name, value);
  return to === 'cim' ? filledEvent(way.writer.event, known?.splunk.dataModel) : way.writer.event;
}

function translateLeafOf(leaf: EventLeaf, way: Way): void {
  if (way.leavesOutEmpty && blanksOfXml.has(leaf.value)) return;
  const bare = way.from === 'elastic' ? withoutPositions(leaf) : leaf;
  const listed = bare.positions.length > leaf.positions.length && way.table.byName(way.from, bare.name);
  const { name, value, positions } = listed ? bare : leaf;
  const mapped = way.table.byName(way.from, name);
  const isBorne = mapped?.view(way.to) !== undefined;
  if (!isBorne && way.from === 'elastic' && way.known && isClassification(name)) return;
  if (mapped === undefined) {
    fromPart(name, value, way);
    way.writer.put(name, value, positions);
    return;
  }
  const there = mapped.view(way.to);
  if (way.to === 'elastic' && blanksLeftOut(mapped)?.has(value) === true && typeof there === 'string') return;
  const here = mapped.view(way.from);
  if (there !== undefined && isSpeltAlike(here, there)) {
    way.writer.put(there.name, value, positions);
    return;
  }
  const canonical = value === null ? null : canonicalValue(value, here);
  way.canonical.set(mapped.canonical, canonical);
  if (there !== undefined) viewed(canonical, there, positions, way);
  if (way.to === 'splunk' && mapped.logged !== undefined) way.writer.put(mapped.logged, value);
  const held = parts(mapped.canonical, canonical, way);
  const isCount = typeof there === 'object' && 'count' in there;
  if ((there === undefined && !held) || isCount) way.writer.put(name, value, positions);
  if (there !== undefined) readings(name, value, way);
}

/** Both have the values of the log, of which several may be one canonical value. */
function isSpeltAlike(here: FieldView | undefined, there: FieldView): there is ValuesView {
  if (typeof here !== 'object' || typeof there !== 'object' || !('values' in here && 'values' in there))
    return false;
  return JSON.stringify(here.values) === JSON.stringify(there.values);
}

/** What Elastic's rules read off a path has no entry of its own, but the path may want it. */
function fromPart(name: string, value: unknown, way: Way): void {
  if (way.from === 'elastic') way.canonical.set(name, value);
}

/** What the target reads off the same value in a field of its own. */
function readings(name: string, value: unknown, way: Way): void {
  for (const field of way.table.readingOf(way.from, name)) {
    const view = field.view(way.to);
    const read = canonicalValue(value, field.view(way.from));
    if (typeof view === 'string' && read !== value) way.writer.put(view, read);
  }
}

/** The parts of a path that the target holds in fields of their own. */
function parts(whole: string, value: unknown, way: Way): boolean {
  if (typeof value !== 'string') return false;
  let found = false;
  for (const [canonical, take] of derivedFrom(whole)) {
    if (way.table.isLogged(canonical)) continue;
    const view =
      way.table.byCanonical(canonical)?.view(way.to) ?? (way.to === 'elastic' ? canonical : undefined);
    const part = pathPart(value, take);
    if (typeof view !== 'string' || part === undefined) continue;
    way.writer.put(view, part);
    found = true;
  }
  return found;
}

/** A vendor's spelling of an enumeration as the canonical one. */
function canonicalValue(value: unknown, view: FieldView | undefined): unknown {
  if (typeof view !== 'object') return value;
  if ('registry' in view) return registryValue(value, view.registry, 'elastic');
  if ('number' in view) return numberIn(value, 'decimal');
  if ('quoted' in view) return inQuotes(value, 'plain');
  if (!('values' in view)) return value;
  const written = String(value).toLowerCase();
  const found = Object.entries(view.values).find(([, theirs]) =>
    [theirs].flat().some(one => one.toLowerCase() === written),
  );
  return found?.[0] ?? value;
}

function viewed(value: unknown, view: FieldView, positions: EventLeaf['positions'], way: Way): void {
  const { writer } = way;
  if (typeof view === 'string') writer.put(view, value, positions);
  else if (value === null) withoutValue(view, way);
  else if ('hashes' in view) digests(String(value), view.hashes, way);
  else if ('account' in view) halves(String(value), view.account, way);
  else if ('cases' in view) for (const [field, one] of caseFields(view, value)) writer.put(field, one);
  else if ('values' in view) writer.put(view.name, [view.values[String(value)] ?? value].flat()[0]);
  else if ('bits' in view) writer.put(view.name, numberOf(value, view.bits));
  else if ('registry' in view) writer.put(view.name, registryValue(value, 'elastic', view.registry));
  else if ('number' in view) writer.put(view.name, numberIn(value, view.number));
  else if ('quoted' in view) writer.put(view.name, inQuotes(value, 'quoted'));
  else if (!composed(value, view, way.composition)) writer.put(view.name, value, positions);
}

/** The number whose bits have the names. */
function numberOf(names: unknown, bits: BitsView['bits']): string {
  const number = [names].flat().reduce<number>((sum, name) => sum | (bits[String(name)] ?? 0), 0);
  return `0x${number.toString(16)}`;
}

/** A field that the event has, and has no value of. */
function withoutValue(view: Exclude<FieldView, string>, way: Way): void {
  const names = 'name' in view ? [view.name] : 'account' in view ? Object.values(view.account) : [];
  for (const name of names) way.writer.put('name' in view ? name : nameOf(name, way), null);
}

/** Whether the value is a part of what the target holds whole, which is then put together from all such parts. */
function composed(
  value: unknown,
  view: Exclude<FieldView, string | HashesView | AccountView | CasesView>,
  composition: Composition,
): boolean {
  if ('half' in view) composition.half(view, value);
  else if ('part' in view) composition.digest(view.name, view.part, value);
  else if ('url' in view) composition.urlPart(view.name, view.url, value);
  else if ('element' in view) composition.element(view.name, view.element, value);
  else if ('arguments' in view) composition.arguments(view.name, value);
  else if (!('count' in view)) return false;
  return true;
}

function digests(list: string, fields: Readonly<Record<string, string>>, way: Way): void {
  for (const each of list.split(',')) {
    const [algorithm = '', digest = ''] = each.split('=');
    const canonical = fields[algorithm.trim().toUpperCase()];
    if (canonical !== undefined) way.writer.put(nameOf(canonical, way), digest.toLowerCase());
  }
}

function halves(account: string, fields: { readonly domain: string; readonly name: string }, way: Way): void {
  const at = account.lastIndexOf('\\');
  if (at !== -1) way.writer.put(nameOf(fields.domain, way), account.slice(0, at));
  way.writer.put(nameOf(fields.name, way), account.slice(at + 1));
}

function nameOf(canonical: string, way: Way): string {
  const view = way.table.byCanonical(canonical)?.view(way.to);
  return typeof view === 'string' ? view : canonical;
}
