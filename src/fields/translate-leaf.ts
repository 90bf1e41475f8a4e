import type { Diagnostic } from '../diagnostics/index.ts';
import {
  type Element,
  type Expression,
  type Field,
  fieldsOf,
  type Given,
  type Leaf,
  type LogSource,
  mapFields,
  mapSubjects,
  or,
  subjects,
  type Vendor,
} from '../ir/index.ts';
import { isClassification, notAskedFor, unclassified } from './classification.ts';
import { findField } from './find-field.ts';
import { asHeld, missingInSplunk } from './held-in-splunk.ts';
import { keptTranslation } from './kept-translation.ts';
import { withLoggedTimes } from './logged-time.ts';
import { ofMarkup } from './markup.ts';
import { withoutTextsOfObjects } from './objects-in-elastic.ts';
import { ofOtherChannel } from './own-channel.ts';
import { hasPosition } from './position.ts';
import { dataSource, tableOf } from './registry.ts';
import { withoutBlank } from './rewrite/blank.ts';
import { blankDigests, ownField } from './rewrite/digest.ts';
import { withoutFilled } from './rewrite/filled.ts';
import { inNamedList, placeInList } from './rewrite/named-list.ts';
import { exactly, joined, loosely, type Rewriting, rewrittenWhole } from './rewriting.ts';
import { lackOf } from './scope.ts';
import { separatorOf } from './separator.ts';
import { expressionIn } from './translate-expression.ts';
import { type TargetNames, translateSubject } from './translate-subject.ts';
import type { FieldTranslation } from './translation.ts';
import { keptName, tellUnlisted, unmapped, withUnlisted } from './unmapped.ts';
import {
  namePattern,
  namesFitting,
  withoutPosition,
  withWildcardNames,
  writtenPattern,
} from './wildcard-name.ts';

/**
 * One leaf in another vendor's field names. A leaf over a lone field may change its shape (values, parts of a path, two
 * halves of a name); a field within an expression is renamed, or becomes the expression that derives it. A leaf whose meaning the
 * target cannot hold is replaced by one that keeps the rule of use, which `positive` (an even number of negations above it) tells.
 */
export function translateLeaf(
  leaf: Leaf,
  source: LogSource,
  vendor: Vendor,
  positive = true,
): FieldTranslation {
  return keptTranslation(leaf, source, vendor, positive, translated);
}

function translated(leaf: Leaf, source: LogSource, vendor: Vendor, positive: boolean): FieldTranslation {
  const from = dataSource(source.id);
  const names: TargetNames = {
    table: tableOf(source),
    vendor,
    separator: separatorOf(source),
    positive,
  };
  const diagnostics: Diagnostic[] = [];
  const { leaf: own, given } = withOwnNames(leaf, vendor);
  const { whole, given: filled } = withoutFilled(own, vendor, from?.splunk.dataModel);
  const one = (part: Leaf, isPositive: boolean) =>
    rewritten(
      part,
      isPositive === positive ? names : { ...names, positive: isPositive },
      diagnostics,
      source,
    );
  const rewriting = whole === own ? one(own, positive) : rewrittenWhole(whole, positive, one);
  const found = { ...rewriting, given: [...rewriting.given, ...given, ...filled] };
  const timed = withLoggedTimes(found, leaf, names.table, vendor);
  const result = vendor === 'elastic' ? withWildcardNames(timed, names.table) : timed;
  const isForeign = subjects(leaf).some(subject => fieldsOf(subject).some(each => each.vendor !== vendor));
  if (!isForeign) return { ...result, diagnostics };
  const told = vendor === 'elastic' ? withoutTextsOfObjects(result, leaf, names.table) : result;
  const held = asHeld(ofOtherChannel(leaf, told, from, vendor), vendor, source);
  const missing = missingInSplunk(leaf, from);
  return { ...held, ...(missing.length === 0 ? {} : { given: [...held.given, ...missing] }), diagnostics };
}

/** Names that a processing pipeline gave are the target's. */
function withOwnNames(leaf: Leaf, vendor: Vendor): { readonly leaf: Leaf; readonly given: readonly Given[] } {
  const given = new Set<Given>();
  for (const subject of subjects(leaf))
    for (const { namedBy } of fieldsOf(subject)) if (namedBy !== undefined) given.add(`pipeline:${namedBy}`);
  if (given.size === 0) return { leaf, given: [] };
  const own = (field: Field): Field => (field.namedBy === undefined ? field : { ...field, vendor });
  return { leaf: mapSubjects(leaf, subject => mapFields(subject, own)), given: [...given] };
}

function rewritten(leaf: Leaf, names: TargetNames, diagnostics: Diagnostic[], source: LogSource): Rewriting {
  if (leaf.kind === 'element') return ofElement(leaf, names, diagnostics, source);
  const markup = ofMarkup(leaf, source, dataSource(source.id), names.vendor);
  if (markup !== undefined) return markup;
  const foreign = subjects(leaf).some(subject =>
    fieldsOf(subject).some(field => field.vendor !== names.vendor),
  );
  if (
    !foreign &&
    !subjects(leaf).some(subject => subject.kind === 'fieldPattern' && subject.vendor !== names.vendor)
  )
    return exactly(leaf);
  if (leaf.kind !== 'keyword' && leaf.kind !== 'compares' && leaf.subject.kind === 'field')
    return ofField(leaf, leaf.subject, names, diagnostics, source);
  if (leaf.kind === 'compares' && leaf.left.kind === 'field' && leaf.right.kind === 'literal')
    return ofField(leaf, leaf.left, names, diagnostics, source);
  const classified = classifiedIn(leaf, source, names);
  if (classified !== undefined) return notAskedFor(leaf, classified, names.positive);
  return ofNames(leaf, names, diagnostics, source) ?? ofExpressions(leaf, names, diagnostics, source);
}

/** A Sigma rule of all that a system logs says in ECS's own words which kind of event it is of: no log source does. */
function saysKind({ id }: LogSource, target: Vendor): boolean {
  return target === 'sigma' && dataSource(id)?.elastic.indices.includes('logs-endpoint.events.*') === true;
}

/** A classification of Elastic's within an expression over events that other vendors have too. */
function classifiedIn(leaf: Leaf, source: LogSource, { vendor: target }: TargetNames): Field | undefined {
  if (dataSource(source.id) === undefined || lackOf(source, target) !== undefined) return undefined;
  return subjects(leaf)
    .flatMap(subject => fieldsOf(subject))
    .find(({ vendor, name }) => vendor === 'elastic' && isClassification(name));
}

/** A name with wildcards that stands for one field of the tables, or for several. */
function ofNames(
  leaf: Leaf,
  names: TargetNames,
  diagnostics: Diagnostic[],
  source: LogSource,
): Rewriting | undefined {
  const [subject, ...others] = subjects(leaf);
  if (subject?.kind !== 'fieldPattern' || others.some(other => other.kind !== 'literal')) return undefined;
  if ('quantifier' in leaf && leaf.quantifier !== 'any') return undefined;
  const written = writtenPattern(subject.pattern);
  const listed = placeInList(names.table.lists, subject.vendor, written) !== undefined;
  const fitting = listed ? [written] : namesFitting(names.table, written);
  if (!fitting.includes(written)) return undefined;
  const parts = fitting.map(name => {
    const one: Field = { kind: 'field', name, vendor: subject.vendor, origin: subject.origin };
    return ofField(withSubject(leaf, one), one, names, diagnostics, source);
  });
  return joined(
    or(
      parts.map(part => part.predicate),
      leaf.origin,
    ),
    parts,
  );
}

function ofField(
  leaf: Leaf,
  field: Field,
  names: TargetNames,
  diagnostics: Diagnostic[],
  source: LogSource,
): Rewriting {
  const place = placeInList(names.table.lists, field.vendor, field.name);
  const listed = place && inNamedList(leaf, place, field.vendor, names.vendor);
  if (listed !== undefined) return listed;
  const mapped = findField(field, names.table);
  const digest = mapped && ownField(field, mapped);
  if (digest !== undefined) {
    const written = (each: Leaf): Rewriting =>
      ofField(withSubject(each, digest), digest, names, diagnostics, source);
    const left = names.vendor === 'elastic' ? withoutBlank(leaf, digest, blankDigests, written) : undefined;
    return left ?? written(leaf);
  }
  const result = mapped && translateSubject(leaf, field, mapped, names);
  const isBorne = lackOf(source, names.vendor) !== undefined || saysKind(source, names.vendor);
  const kept = result ?? (isBorne ? undefined : unclassified(leaf, field, source.id, names.positive));
  const told = { names, source, diagnostics };
  const answer = kept && withUnlisted(kept, field, mapped, told);
  if (answer !== undefined)
    return mapped && hasPosition(field.name) && !hasPosition(mapped.canonical)
      ? withoutPosition(answer, field.name)
      : answer;
  diagnostics.push(unmapped(field, names, source));
  const same: Field = keptName(field, names);
  return exactly(withSubject(leaf, same), `same-name:${field.name}`);
}

function ofExpressions(
  leaf: Leaf,
  names: TargetNames,
  diagnostics: Diagnostic[],
  source: LogSource,
): Rewriting {
  const given = new Set<string>();
  let why: string | undefined;
  const change = (field: Field): Expression => {
    if (field.vendor === names.vendor) return field;
    const found = expressionIn(field, names, asksForLetters(leaf) ? 'any letter' : 'value');
    if (found === undefined) {
      diagnostics.push(unmapped(field, names, source));
      given.add(`same-name:${field.name}`);
      return keptName(field, names);
    }
    for (const one of found.given) given.add(one);
    if (found.isUnlisted) tellUnlisted(field, found.expression, { names, source, diagnostics, given });
    why ??= found.why;
    return found.expression;
  };
  const predicate = mapSubjects(leaf, subject => withPattern(mapFields(subject, change), names, given));
  return why === undefined ? exactly(predicate, ...given) : loosely(predicate, 'different', why, ...given);
}

/** Whether a text is longer than none, which is the same however its values are spelt. */
function asksForLetters(leaf: Leaf): boolean {
  if (leaf.kind !== 'compares' || leaf.right.kind !== 'literal' || leaf.left.kind !== 'call') return false;
  const least = leaf.operator === 'gt' ? 0 : leaf.operator === 'gte' ? 1 : undefined;
  return leaf.left.function === 'length' && leaf.right.value === least;
}

/** A name with wildcards (`o365.audit.*`) has no translation by table: it is taken over. */
function withPattern(subject: Expression, names: TargetNames, given: Set<string>): Expression {
  if (subject.kind !== 'fieldPattern' || subject.vendor === names.vendor) return subject;
  const name = writtenPattern(subject.pattern);
  const mapped = findField(
    { kind: 'field', name, vendor: subject.vendor, origin: subject.origin },
    names.table,
  );
  const view = mapped?.view(names.vendor);
  if (typeof view !== 'string') {
    given.add(`same-name:${name}`);
    return { ...subject, vendor: names.vendor };
  }
  return { ...subject, pattern: namePattern(view), vendor: names.vendor };
}

function ofElement(
  leaf: Element,
  names: TargetNames,
  diagnostics: Diagnostic[],
  source: LogSource,
): Rewriting {
  const { predicate: where, ...rest } = rewrittenWhole(leaf.where, names.positive, (part, positive) =>
    rewritten(part, { ...names, positive }, diagnostics, source),
  );
  const path = mapFields(
    leaf.path,
    field => expressionIn(field, names)?.expression ?? { ...field, vendor: names.vendor },
  );
  return { ...rest, predicate: { ...leaf, path, where } };
}

function withSubject(leaf: Leaf, subject: Expression): Leaf {
  if (leaf.kind === 'compares') return { ...leaf, left: subject };
  return leaf.kind === 'keyword' || leaf.kind === 'element' ? leaf : { ...leaf, subject };
}
