import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { joinAccounts, translateLeaf } from '../fields/index.ts';
import {
  always,
  type Capability,
  type Dialect,
  type Expression,
  type Field,
  featuresOfLeaf,
  fieldsOf,
  type Given,
  isMadeNumber,
  type Leaf,
  type LogSource,
  mapFields,
  mapSubjects,
  type PlannedRule,
  type Predicate,
  subjects,
} from '../ir/index.ts';
import { addressSpelling, isAnyText } from './address-spelling.ts';
import { apart, decidingOf, settled, take } from './decided.ts';
import { dropped, refuseDropped, unmappedPrefix, withoutDropped } from './drop-unmapped.ts';
import { grantedOf, isRangeOverList } from './granted.ts';
import { indexedWhole } from './indexed-whole.ts';
import { atPolarity, type LeafVerdict } from './loss.ts';
import { assumedOfRule } from './of-rule.ts';
import { relaxCasing } from './relax-casing.ts';
import type { CompileOptions } from './translation.ts';
import { usualBlanks } from './usual-blanks.ts';

/** What fitting a predicate to a dialect gathers on its way. */
export interface Fitting {
  readonly dialect: Dialect;
  readonly source: LogSource;
  readonly options: CompileOptions;
  /** The rule as far as it is planned, for a dialect's second look at a leaf. */
  readonly draft: PlannedRule;
  /** `by` the field map, which no reading of the query can check, or by the dialect. */
  readonly losses: {
    readonly verdict: LeafVerdict;
    readonly why: string;
    readonly by: 'fields' | 'dialect';
  }[];
  readonly given: Set<Given>;
  /** Names that the search itself made, in the target; undefined for a field of the events. */
  readonly columns?: (name: string) => string | undefined;
  readonly diagnostics: Diagnostic[];
  readonly refusals: Diagnostic[];
}

/** A rewrite may give leaves that need a rewrite of their own; a chain longer than this is a defect of the table. */
const longestRewriteChain = 8;

/** Every leaf in the target's field names and within its capabilities; what was lost is noted in `fitting`. */
export function fitPredicate(predicate: Predicate, fitting: Fitting): Predicate {
  const fitted = fitPart(predicate, fitting, true);
  return fitted === dropped ? refuseDropped(predicate, fitting) : fitted;
}

function fitPart(predicate: Predicate, fitting: Fitting, positive: boolean): Predicate {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not': {
      const operand = fitPart(predicate.operand, fitting, !positive);
      return operand === dropped ? dropped : { ...predicate, operand };
    }
    case 'and': {
      const joined = joinAccounts(predicate, fitting.source, fitting.dialect.vendor);
      for (const given of joined.given) fitting.given.add(given);
      return fitOperands(joined.predicate, fitting, positive);
    }
    case 'or':
      return fitOperands(predicate, fitting, positive);
    default:
      return fitLeaf(predicate, fitting, positive);
  }
}

function fitOperands(
  predicate: Extract<Predicate, { kind: 'and' | 'or' }>,
  fitting: Fitting,
  positive: boolean,
): Predicate {
  const parts = predicate.operands.map(operand => {
    const own = apart(fitting);
    return { operand: fitPart(operand, own, positive), own };
  });
  const deciding = decidingOf(predicate.kind, parts);
  for (const { own } of deciding === undefined ? parts : [deciding]) take(own, fitting);
  if (deciding !== undefined) return always(predicate.kind === 'or', predicate.origin);
  const operands = parts.map(({ operand }) => operand);
  const left = withoutDropped(predicate, operands, fitting, positive);
  return left === dropped ? dropped : settled(left);
}

function fitLeaf(written: Leaf, fitting: Fitting, positive: boolean): Predicate {
  const leaf = withColumns(written, fitting);
  const translated = translateLeaf(leaf, fitting.source, fitting.dialect.vendor, positive);
  if (fitting.options.unmapped === 'drop' && translated.given.some(given => given.startsWith(unmappedPrefix)))
    return dropped;
  const spelling = [
    ...addressSpelling(leaf, translated.predicate, fitting.dialect.vendor),
    ...indexedWhole(leaf, translated.predicate, fitting.dialect.vendor),
  ];
  if (isRangeOverList(leaf)) lose(fitting, leaf, 'broader', rangeOverList, positive, 'fields');
  else
    for (const given of grantedOf(leaf, translated.predicate, fitting.dialect.vendor))
      fitting.given.add(given);
  for (const given of [...translated.given, ...spelling]) fitting.given.add(given);
  fitting.diagnostics.push(...translated.diagnostics);
  if (translated.verdict !== 'exact')
    lose(
      fitting,
      leaf,
      translated.verdict,
      translated.why ?? 'the field is not the same',
      positive,
      'fields',
    );
  return hold(translated.predicate, fitting, positive, longestRewriteChain);
}

const rangeOverList =
  'the field is a list, of which two comparisons may each find another value, where the range wants one value between both';

function withColumns(leaf: Leaf, { columns, dialect: { vendor } }: Fitting): Leaf {
  if (columns === undefined) return leaf;
  const named = (field: Field): Field => {
    const name = columns(field.name);
    return name === undefined ? field : { ...field, name, vendor };
  };
  return mapSubjects(leaf, subject => mapFields(subject, named));
}

/** Puts every leaf of a predicate that bears the target's names within the dialect's capabilities. */
function hold(predicate: Predicate, fitting: Fitting, positive: boolean, depth: number): Predicate {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not':
      return { ...predicate, operand: hold(predicate.operand, fitting, !positive, depth) };
    case 'and':
    case 'or':
      return { ...predicate, operands: predicate.operands.map(each => hold(each, fitting, positive, depth)) };
    case 'element':
      return holdLeaf(
        { ...predicate, where: hold(predicate.where, fitting, positive, depth) },
        fitting,
        positive,
        depth,
      );
    default:
      return holdLeaf(predicate, fitting, positive, depth);
  }
}

function holdLeaf(written: Leaf, fitting: Fitting, positive: boolean, depth: number): Predicate {
  const relaxed = fitting.options.casing === 'relax' ? relaxCasing(written, fitting.dialect) : undefined;
  if (relaxed) lose(fitting, written, relaxed.verdict, relaxed.why, positive);
  const leaf = asPresence(relaxed?.leaf ?? written, fitting);
  const limit = limitOf(leaf, fitting);
  switch (limit?.kind) {
    case undefined:
    case 'exact':
      assume(leaf, fitting);
      return leaf;
    case 'refused':
      return refuse(leaf, limit.why, fitting);
    case 'approximate':
      lose(fitting, leaf, limit.verdict, limit.why, positive);
      return replace(leaf, limit, limit.why, fitting, positive, depth);
    case 'rewritten':
      return replace(leaf, limit, `no ${limit.by} says this one`, fitting, positive, depth);
  }
}

/**
 * Whether a field has any text at all is whether it is there: of an address or a number there is no text to look at, nor of a number
 * that a function makes.
 */
function asPresence(leaf: Leaf, fitting: Fitting): Leaf {
  if (leaf.kind !== 'like' || !leaf.patterns.some(isAnyText)) return leaf;
  if (leaf.subject.kind !== 'field' && !isMadeNumber(leaf.subject)) return leaf;
  if (leaf.quantifier === 'single') {
    // ES|QL says of each comparison that there is one value.
    const isSaid =
      leaf.subject.kind === 'field' && fitting.dialect.capabilities['quantifier.single'].kind === 'exact';
    const isSeveral = fieldsOf(leaf.subject).some(({ name }) => fitting.draft.profile.isMultiValued(name));
    if (isSaid || isSeveral) return leaf;
    assumeOneValue(leaf, fitting);
  }
  return { kind: 'exists', subject: leaf.subject, origin: leaf.origin };
}

function assume(leaf: Leaf, fitting: Fitting): void {
  if (isOfColumns(leaf, fitting)) return;
  const { expanded } = fitting.draft.profile;
  for (const given of fitting.dialect.assumes?.(leaf, fitting.draft) ?? [])
    if (expanded === undefined || !isOfRows(given, expanded)) fitting.given.add(given);
  for (const given of usualBlanks(leaf)) fitting.given.add(given);
  for (const given of assumedOfRule(leaf, fitting)) fitting.given.add(given);
}

function isOfRows(given: Given, expanded: ReadonlySet<string>): boolean {
  const kind = 'single-valued:';
  return given.startsWith(kind) && expanded.has(given.slice(kind.length));
}

/** What the search has reckoned itself is as it reckons it: nothing is to be assumed of the products' events. */
function isOfColumns(leaf: Leaf, { columns }: Fitting): boolean {
  if (columns === undefined) return false;
  const names = subjects(leaf).flatMap(subject => fieldsOf(subject).map(({ name }) => name));
  return names.every(name => columns(name) !== undefined);
}

function replace(
  leaf: Leaf,
  limit: Extract<Capability, { kind: 'rewritten' | 'approximate' }>,
  why: string,
  fitting: Fitting,
  positive: boolean,
  depth: number,
): Predicate {
  const replacement = depth === 0 ? undefined : limit.rewrite(leaf);
  if (replacement === undefined) return refuse(leaf, why, fitting);
  if (replacement === leaf) {
    assume(leaf, fitting);
    return leaf;
  }
  if (isOfOneValue(leaf, replacement)) assumeOneValue(leaf, fitting);
  return hold(replacement, fitting, positive, depth - 1);
}

/** Where there is one value at most, any of them and the only one are the same; proofs take that for granted. */
function isOfOneValue(leaf: Leaf, replacement: Predicate): boolean {
  return (
    'quantifier' in leaf &&
    leaf.quantifier !== 'any' &&
    'quantifier' in replacement &&
    replacement.quantifier === 'any'
  );
}

function assumeOneValue(leaf: Leaf, fitting: Fitting): void {
  if (isOfColumns(leaf, fitting)) return;
  const { isMultiValued, expanded } = fitting.draft.profile;
  for (const subject of subjects(leaf))
    for (const { name } of fieldsOf(subject))
      if (!isMultiValued(name) && expanded?.has(name) !== true) fitting.given.add(`single-valued:${name}`);
}

/** The first reason why the dialect does not hold a leaf as it stands. */
function limitOf(leaf: Leaf, { dialect, draft }: Fitting): Capability | undefined {
  const large = leaf.kind === 'compares' && leaf.as === 'number' ? tooLarge(leaf.right) : undefined;
  if (large !== undefined)
    return { kind: 'refused', why: `${large} is too large to be compared exactly as a number` };
  for (const feature of featuresOfLeaf(leaf)) {
    const capability = dialect.capabilities[feature];
    if (capability.kind !== 'exact') {
      const closer = dialect.inspect?.(leaf, draft);
      return closer ?? capability;
    }
  }
  return dialect.inspect?.(leaf, draft);
}

/** A number that no double holds is kept as it was written. */
function tooLarge(bound: Expression): string | undefined {
  if (bound.kind !== 'literal' || typeof bound.value !== 'string') return undefined;
  return /^-?\d{16,}$/.test(bound.value) && String(Number(bound.value)) !== bound.value
    ? bound.value
    : undefined;
}

function lose(
  fitting: Fitting,
  leaf: Leaf,
  verdict: LeafVerdict,
  why: string,
  positive: boolean,
  by: 'fields' | 'dialect' = 'dialect',
): void {
  const found = atPolarity(verdict, positive);
  if (found === 'exact') return;
  fitting.losses.push({ verdict: found, why, by });
  fitting.diagnostics.push(diagnose(`plan/${found}`, { why, target: fitting.dialect.name }, leaf.origin[0]));
}

function refuse(leaf: Leaf, why: string, fitting: Fitting): Leaf {
  fitting.refusals.push(diagnose('plan/refused', { why, target: fitting.dialect.name }, leaf.origin[0]));
  return leaf;
}
