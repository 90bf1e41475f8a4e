import { diagnose } from '../diagnostics/index.ts';
import {
  fieldNameIn,
  isInDetection,
  isToldBy,
  lackOf,
  leftAside,
  otherKindsOf,
  targetScope,
  targetSource,
  translateKeys,
  unplacedOf,
} from '../fields/index.ts';
import {
  always,
  and,
  type Dialect,
  type Events,
  type Expression,
  fieldsOf,
  fold,
  type Given,
  type LogSource,
  leaves,
  operands,
  type PlannedRule,
  type Predicate,
  type Profile,
  type Rule,
  type Search,
  type Suppression,
  subjects,
} from '../ir/index.ts';
import { type Fitting, fitPredicate } from './fit-leaf.ts';
import { withoutRepeats } from './scope-repeats.ts';
import type { CompileOptions } from './translation.ts';

/** A rule over the events of one source, with what is known of the target before any leaf is fitted. */
export function draftOf(
  rule: Rule,
  search: Events,
  dialect: Dialect,
  options: CompileOptions,
): { readonly planned: PlannedRule; readonly given: readonly Given[] } {
  const { scope, given } = targetScope(search.source, dialect.vendor);
  const planned: PlannedRule = {
    rule: withFieldNames(rule, search.source, dialect),
    where: search.where,
    scope: fold(scope),
    source: targetSource(search.source),
    profile: severalWhereExpanded(
      severalWhereCounted(options.profile(dialect.vendor), rule, search, dialect),
      rule,
      search,
      dialect,
    ),
    ...(options.newTerms === 'lookup' ? { newTerms: options.newTerms } : {}),
  };
  return { planned, given };
}

/** A field whose values a rule counts may have several: of one value, what asks for two is false of every event. */
function severalWhereCounted(
  profile: Profile,
  { metadata }: Rule,
  { where, source }: Events,
  { vendor }: Dialect,
): Profile {
  const names = leaves(where).flatMap(({ leaf }) => subjects(leaf).flatMap(countedIn));
  if (names.length === 0) return profile;
  const counted = new Set(names.map(name => fieldNameIn(name, source, metadata.vendor, vendor)));
  return { ...profile, isMultiValued: name => counted.has(name) || profile.isMultiValued(name) };
}

/** Who makes a row of each value of a field knows it to have several. Its own language says the expansion as it is. */
function severalWhereExpanded(
  profile: Profile,
  { metadata, search }: Rule,
  { source }: Events,
  { vendor }: Dialect,
): Profile {
  const names = vendor === metadata.vendor ? [] : expandedIn(search);
  if (names.length === 0) return profile;
  const several = new Set(names.map(name => fieldNameIn(name, source, metadata.vendor, vendor)));
  return {
    ...profile,
    gathered: new Set([...(profile.gathered ?? []), ...several]),
    isMultiValued: name => several.has(name) || profile.isMultiValued(name),
  };
}

/** Fields of the events, and no columns that were made of them. */
function expandedIn(search: Search): readonly string[] {
  if (search.kind === 'union') return search.searches.flatMap(expandedIn);
  if (search.kind !== 'pipeline') return [];
  const end = search.stages.findIndex(({ kind }) => !/^(?:filter|expand|keep|drop|sort)$/.test(kind));
  const own = end < 0 ? search.stages : search.stages.slice(0, end);
  return [
    ...expandedIn(search.from),
    ...own.flatMap(stage => (stage.kind === 'expand' ? [stage.field] : [])),
  ];
}

function countedIn(expression: Expression): readonly string[] {
  const { kind } = expression;
  if (kind === 'valueCount') return fieldsOf(expression.operand).map(({ name }) => name);
  return operands(expression).flatMap(countedIn);
}

/** The fields that an analyst wants to see, and those by which alerts are held back, are named as the target names them. */
function withFieldNames(rule: Rule, source: LogSource, { vendor }: Dialect): Rule {
  const { metadata, suppression } = rule;
  if (metadata.fields.length === 0 && suppression === undefined) return rule;
  const fields = metadata.fields.map(name => fieldNameIn(name, source, metadata.vendor, vendor));
  return {
    ...rule,
    metadata: { ...metadata, fields: [...new Set(fields)] },
    ...(suppression === undefined ? {} : { suppression: inNamesOf(vendor, suppression, source) }),
  };
}

function inNamesOf(vendor: Dialect['vendor'], suppression: Suppression, source: LogSource): Suppression {
  const { keys, losses, given } = translateKeys(suppression.by, source, vendor);
  const unknown = given.filter(each => each.startsWith('same-name:')).map(each => each.replace(/^.*?:/, ''));
  const why =
    losses[0]?.why ??
    (unknown.length === 0 ? undefined : `no table has ${unknown.join(', ')}, whose name is kept`);
  return {
    ...suppression,
    by: keys.map(key => key.expression),
    ...(why === undefined ? {} : { otherKeys: why }),
  };
}

/** Events that the target's data source leaves out or has beyond the rule's, and those that it has no name for. */
export function noteKinds(events: Events, fitting: Fitting): void {
  const target = fitting.dialect.name;
  const { vendor } = fitting.dialect;
  const lacking = lackOf(events.source, vendor) ?? unplacedOf(events.source, vendor);
  if (lacking !== undefined)
    fitting.diagnostics.push(
      diagnose('fields/no-log-source', { target, why: lacking, source: events.source.id }, events.origin[0]),
    );
  if (vendor !== 'elastic') for (const id of leftAside(events)) fitting.given.add(`left-aside:${id}`);
  for (const { verdict, why } of otherKindsOf(events, vendor)) {
    fitting.losses.push({ verdict, why, by: 'fields' });
    fitting.diagnostics.push(diagnose(`plan/${verdict}`, { why, target }, events.origin[0]));
  }
}

/**
 * What is looked for, and the scope beside it. A scope in the author's own words is a part of the rule, that of a table is in words
 * that its target has; where Sigma has no log source of the events, the detection says the scope.
 */
export function withScope(
  { source }: Events,
  where: Predicate,
  fitting: Fitting,
): { readonly scope: Predicate; readonly where: Predicate } {
  const { scope } = fitting.draft;
  const { vendor } = fitting.dialect;
  if (isInDetection(source, vendor)) return { scope: always(true), where: fold(and([scope, where])) };
  const isAuthors = source.elastic !== undefined && vendor === 'elastic';
  if (isAuthors) return { scope: fold(fitPredicate(scope, fitting)), where };
  if (vendor === 'sigma' || fitting.draft.rule.metadata.vendor === vendor) return { scope, where };
  return withoutRepeats(scope, where, (field, values) => isToldBy(source, field, values));
}
