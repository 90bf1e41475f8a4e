import { type Equals, type Expression, type Field, type Leaf, mapLeaves, type Vendor } from '../ir/index.ts';
import type { FieldView } from './data-source.ts';
import { baseNameOf, derivation } from './derivations.ts';
import type { FieldTable } from './field-table.ts';
import { fieldType } from './field-type.ts';
import { assumedOf, type MappedField } from './mapped-field.ts';
import { namedByEvent } from './named-by-event.ts';
import { withOtherSensors } from './other-sensors.ts';
import { inOwnSpelling } from './own-spelling.ts';
import { inAccount, ofHalves } from './rewrite/account.ts';
import { inNumberOfWords } from './rewrite/argument-count.ts';
import { inCommandLine, ofArguments } from './rewrite/arguments.ts';
import { byLastPart, onBaseName } from './rewrite/base-name.ts';
import { ofBits } from './rewrite/bits.ts';
import { blanksBetween, blanksLeftOut, fittedByBlank, withoutBlank } from './rewrite/blank.ts';
import { inList, ofDigests } from './rewrite/digest.ts';
import { byCases, decoded, encoded } from './rewrite/enumeration.ts';
import { betweenHives, withEitherHive } from './rewrite/hive.ts';
import { withoutMappedPrefix } from './rewrite/mapped-address.ts';
import { withPlainCodes } from './rewrite/message-codes.ts';
import { atMoments } from './rewrite/moment.ts';
import { onPath } from './rewrite/path-part.ts';
import { unlike } from './rewrite/unlike.ts';
import { onUrl } from './rewrite/url-part.ts';
import { inXml } from './rewrite/xml-element.ts';
import { exactly, joined, loosely, type Rewriting } from './rewriting.ts';
import type { Separator } from './separator.ts';
import { typed } from './typed-value.ts';
import { writtenName } from './written-name.ts';

/** The names that a leaf is put into, and what separates the parts of a path on the source's system. */
export interface TargetNames {
  readonly table: FieldTable;
  readonly vendor: Vendor;
  readonly separator: Separator;
  /** False where events that fit the leaf are excluded by the rule. */
  readonly positive: boolean;
}

/** A leaf over a lone field, in the target's terms; undefined when the target has no such field. */
export function translateSubject(
  leaf: Leaf,
  field: Field,
  mapped: MappedField,
  names: TargetNames,
): Rewriting | undefined {
  const own = named(leaf, field, mapped, names);
  if (own === undefined) return undefined;
  const isInElastic = names.vendor === 'elastic' && field.vendor !== 'elastic';
  const coded = isInElastic && mapped.assumes === 'message-codes' ? withPlainCodes(own, leaf) : undefined;
  if (coded !== undefined) return coded;
  const beside = isInElastic ? mapped.beside : undefined;
  const result =
    beside === undefined
      ? own
      : withOtherSensors(own, leaf, beside, view => inView(leaf, field, mapped, view, names));
  const assumed = [
    ...(leaf.kind === 'exists' && mapped.assumes !== 'no-list'
      ? []
      : assumedOf(mapped, field.vendor, names.vendor)),
    ...blanksBetween(leaf, mapped, field.vendor, names.vendor),
  ];
  return assumed.length === 0 ? result : { ...result, given: [...new Set([...result.given, ...assumed])] };
}

function named(leaf: Leaf, field: Field, mapped: MappedField, names: TargetNames): Rewriting | undefined {
  const result = withBlanks(leaf, field, mapped, names) ?? translated(leaf, field, mapped, names);
  return result && namedByEvent(result, leaf, field, mapped, names);
}

function translated(
  leaf: Leaf,
  field: Field,
  mapped: MappedField,
  names: TargetNames,
): Rewriting | undefined {
  const cased =
    writtenName(field.name, field.vendor).caseless && 'casing' in leaf
      ? { ...leaf, casing: 'ignored' as const }
      : leaf;
  const here = mapped.view(field.vendor);
  const there = mapped.view(names.vendor);
  if (there === undefined)
    return fromWhole(cased, field, mapped.canonical, names) ?? fromBaseName(cased, field, mapped, names);
  const subject = targetField(field, nameOf(there), mapped, names);
  if (sameForm(here, there)) return renamed(cased, subject);
  const spelt = inOwnSpelling(cased, subject, field.name, here, there);
  if (spelt !== undefined) return spelt;
  if (typeof here === 'object' && 'unlike' in here)
    return unlike(cased, renamed(cased, subject).predicate, here, 'out of');
  const canonical =
    typeof here === 'object' && 'values' in here ? decoded(cased, here, leafSubject(cased)) : exactly(cased);
  if (canonical === undefined) return unheld(cased, field, there, mapped, names);
  const parts: Rewriting[] = [canonical];
  let isHeld = true;
  const predicate = mapLeaves(canonical.predicate, into => {
    const written = inView(into, field, mapped, there, names);
    if (written === undefined) isHeld = false;
    else parts.push(written);
    return written?.predicate ?? into;
  });
  return isHeld ? joined(predicate, parts) : unheld(cased, field, there, mapped, names);
}

/** What asks for a blank, where Elastic leaves the field out. */
function withBlanks(
  leaf: Leaf,
  field: Field,
  mapped: MappedField,
  names: TargetNames,
): Rewriting | undefined {
  const there = mapped.view(names.vendor);
  if (names.vendor !== 'elastic' || field.vendor === 'elastic') return undefined;
  const blanks = blanksLeftOut(mapped);
  if (blanks === undefined) return undefined;
  if (typeof there !== 'string') return undefined;
  const subject = targetField(field, there, mapped, names);
  const written = (rest: Leaf): Rewriting => translated(rest, field, mapped, names) ?? exactly(rest);
  return withoutBlank(leaf, subject, blanks, written) ?? fittedByBlank(leaf, subject, blanks, written);
}

/** Two vendors that hold a field in the same form differ in its name alone. */
/** Whether two vendors hold a field in one way of their own. */
export function sameForm(here: FieldView | undefined, there: FieldView): boolean {
  if (typeof here !== 'object' || typeof there !== 'object') return false;
  return JSON.stringify({ ...here, name: '' }) === JSON.stringify({ ...there, name: '' });
}

function inView(
  leaf: Leaf,
  field: Field,
  mapped: MappedField,
  view: FieldView,
  names: TargetNames,
): Rewriting | undefined {
  if (typeof view === 'string') return plainly(leaf, field, mapped, view, names);
  if ('cases' in view) return byCases(leaf, view, names.vendor, mapped.canonical);
  if ('hashes' in view)
    return ofDigests(leaf, algorithm => canonicalField(field, view.hashes[algorithm], names));
  if ('account' in view) {
    const domain = canonicalField(field, view.account.domain, names);
    const name = canonicalField(field, view.account.name, names);
    return domain && name && ofHalves(leaf, domain, name);
  }
  const subject = targetField(field, view.name, mapped, names);
  if ('values' in view) return encoded(leaf, view, subject);
  if ('unlike' in view) return unlike(leaf, renamed(leaf, subject).predicate, view, 'into');
  if ('bits' in view) return ofBits(leaf, view, subject);
  if ('part' in view) return inList(leaf, view.part, subject);
  if ('element' in view) return inXml(leaf, view.element, subject);
  if ('url' in view) return onUrl(leaf, view.url, subject, view.name);
  if ('half' in view) return inAccount(leaf, view, subject);
  if ('count' in view) return inNumberOfWords(leaf, subject);
  return 'arguments' in view ? inCommandLine(leaf, subject, view.name) : withEitherHive(leaf, subject);
}

function plainly(leaf: Leaf, field: Field, mapped: MappedField, view: string, names: TargetNames): Rewriting {
  const subject = targetField(
    field,
    leaf.kind === 'inNetwork' ? addressName(view, names) : view,
    mapped,
    names,
  );
  const hives =
    mapped.canonical === 'registry.path'
      ? betweenHives(leaf, subject, field.vendor, names.vendor)
      : undefined;
  const asked = hives ?? asElasticHolds(leaf, field, subject) ?? ofWords(leaf, field, names);
  if (asked !== undefined) return asked;
  const part = baseNameOf(mapped.canonical);
  const isPart = part !== undefined && !names.table.isLogged(part);
  const name = isPart ? canonicalField(field, part, names) : undefined;
  const path = { subject, canonical: mapped.canonical, separator: names.separator };
  return (name && onBaseName(leaf, path, name)) ?? renamed(leaf, subject);
}

/** Texts of an address or a time, where Elasticsearch holds what they stand for. */
function asElasticHolds(leaf: Leaf, field: Field, subject: Field): Rewriting | undefined {
  if (subject.vendor !== 'elastic' || field.vendor === 'elastic') return undefined;
  if (subject.type === 'time') return atMoments(leaf, subject);
  return subject.type === 'ip' ? withoutMappedPrefix(leaf, subject) : undefined;
}

/** Words of a command line, where the target has the list of its arguments. */
function ofWords(leaf: Leaf, field: Field, names: TargetNames): Rewriting | undefined {
  if (leaf.kind !== 'matches') return undefined;
  const list = names.table.listOf(field.vendor, field.name);
  const view = list?.view(names.vendor);
  if (list === undefined || typeof view !== 'string') return undefined;
  return ofArguments(leaf, targetField(field, view, list, names), view);
}

/** Elastic keeps what was logged in `source.address`, and it again in `source.ip` when it is an address. */
function addressName(view: string, names: TargetNames): string {
  return names.vendor === 'elastic' ? view.replace(/\.address$/, '.ip') : view;
}

/** The target lacks the field, but may have the one that it is a part of. */
function fromWhole(leaf: Leaf, field: Field, canonical: string, names: TargetNames): Rewriting | undefined {
  const part = derivation(canonical);
  const whole = part && names.table.byCanonical(part.of);
  const view = whole?.view(names.vendor);
  if (part === undefined || whole === undefined || view === undefined) return undefined;
  const subject = targetField(field, nameOf(view), whole, names);
  const path = {
    subject,
    canonical: part.of,
    separator: part.of === 'registry.path' ? ('\\' as const) : names.separator,
  };
  return onPath(leaf, part.take, path);
}

/** The target lacks the path, but may have its last part: enough for a leaf that asks for that alone. */
function fromBaseName(
  leaf: Leaf,
  field: Field,
  mapped: MappedField,
  names: TargetNames,
): Rewriting | undefined {
  const part = baseNameOf(mapped.canonical);
  if (part === undefined || names.table.isLogged(part)) return undefined;
  const name = canonicalField(field, part, names);
  if (name === undefined) return undefined;
  const path = { subject: field, canonical: mapped.canonical, separator: names.separator };
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject: name }, `absolute-path:${mapped.canonical}`);
  return onBaseName(leaf, path, name) ?? byLastPart(leaf, path, name, names.positive);
}

function canonicalField(field: Field, canonical: string | undefined, names: TargetNames): Field | undefined {
  const mapped = canonical === undefined ? undefined : names.table.byCanonical(canonical);
  const view = mapped?.view(names.vendor) ?? (names.vendor === 'elastic' ? canonical : undefined);
  if (typeof view !== 'string' || canonical === undefined) return undefined;
  return targetField(field, view, mapped ?? { canonical, type: undefined, view: () => view }, names);
}

/** A field of the target; its canonical name is that of the name it bears, not of the field that was asked for. */
function targetField(field: Field, name: string, mapped: MappedField, names: TargetNames): Field {
  const view = mapped.view(names.vendor);
  const own = typeof view === 'string' ? mapped : (names.table.byName(names.vendor, name) ?? mapped);
  return {
    kind: 'field',
    name,
    vendor: names.vendor,
    canonical: own.canonical,
    type: own.type ?? fieldType(own.canonical),
    ...(own.type === undefined || isSpeltOtherwise(own, names) ? {} : { isTyped: true }),
    ...(own.isUnlisted && names.vendor === 'elastic' ? { optional: true } : {}),
    origin: field.origin,
  };
}

/** A Boolean that the vendor spells in words of its own is none there. */
function isSpeltOtherwise({ type, view }: MappedField, { vendor }: TargetNames): boolean {
  return type === 'boolean' && typeof view(vendor) !== 'string';
}

export function nameOf(view: FieldView | undefined): string {
  return typeof view === 'string' ? view : view && 'name' in view ? view.name : '';
}

function leafSubject(leaf: Leaf): Expression {
  return leaf.kind === 'compares' ? leaf.left : (leaf as Equals).subject;
}

function renamed(leaf: Leaf, subject: Field): Rewriting {
  if (leaf.kind === 'compares') return exactly({ ...leaf, left: subject });
  if (leaf.kind === 'equals') {
    const values = leaf.values.map(value => typed(value, subject));
    const spelt = values.some(
      (value, index) => typeof value === 'string' && typeof leaf.values[index] === 'number',
    );
    return exactly(
      { ...leaf, subject, values },
      ...(spelt && !isInteger(subject) ? [`canonical-number:${subject.name}`] : []),
    );
  }
  return exactly({ ...leaf, subject } as Leaf);
}

/** Windows writes the ids of its events as plain whole numbers, and Elastic as the texts of these. */
function isInteger({ canonical }: Field): boolean {
  return canonical === 'event.code' || canonical === 'winlog.event_id';
}

function unheld(
  leaf: Leaf,
  field: Field,
  view: FieldView,
  mapped: MappedField,
  names: TargetNames,
): Rewriting | undefined {
  if (typeof view === 'object' && 'cases' in view) return undefined;
  const name = nameOf(view) === '' ? mapped.canonical : nameOf(view);
  const why = `${field.name} is held in another form by the target (${name}), which this comparison cannot follow.`;
  return loosely(renamed(leaf, targetField(field, name, mapped, names)).predicate, 'different', why);
}
