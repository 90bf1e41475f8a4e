import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { fieldNameIn, targetScope, targetSource } from '../fields/index.ts';
import {
  type Dialect,
  type Events,
  featureOfSearch,
  fold,
  type PlannedRule,
  type Predicate,
  type Rule,
  type Search,
} from '../ir/index.ts';
import { type Fitting, fitPredicate } from './fit-leaf.ts';
import { compose } from './loss.ts';
import type { CompileOptions, Translation } from './translation.ts';

/** One rule in one dialect: what becomes of it, or why it is refused. */
export function planDialect(rule: Rule, dialect: Dialect, options: CompileOptions): Translation {
  const { search } = rule;
  if (search.kind !== 'events') return refusedSearch(search, dialect);
  const fitting = startFitting(rule, search, dialect, options);
  const where = fold(fitPredicate(fold(search.where), fitting));
  if (options.strictFields) refuseUnmapped(fitting);
  const planned: PlannedRule = { ...fitting.draft, scope: fitScope(search, fitting), where };
  const refusal = fitting.refusals.length === 0 ? dialect.refuses?.(planned) : undefined;
  if (refusal !== undefined)
    fitting.refusals.push(diagnose('plan/refused', { why: refusal, target: dialect.name }, search.origin[0]));
  if (fitting.refusals.length > 0) return refused([...fitting.refusals]);
  return {
    verdict: compose(fitting.losses.map(loss => loss.verdict)),
    evidence: { kind: 'unverified', because: 'declared by plan, not checked' },
    given: [...fitting.given].sort(),
    diagnostics: unique(fitting.diagnostics),
    dialect,
    planned,
    reasons: [...new Set(fitting.losses.map(loss => loss.why))],
    mapping: compose(fitting.losses.filter(loss => loss.by === 'fields').map(loss => loss.verdict)),
  };
}

function startFitting(rule: Rule, search: Events, dialect: Dialect, options: CompileOptions): Fitting {
  const { scope, given } = targetScope(search.source, dialect.vendor);
  const draft: PlannedRule = {
    rule: withFieldNames(rule, search, dialect),
    where: search.where,
    scope: fold(scope),
    source: targetSource(search.source),
    profile: options.profile(dialect.vendor),
  };
  return {
    dialect,
    source: search.source,
    options,
    draft,
    losses: [],
    given: new Set(given),
    diagnostics: [],
    refusals: [],
  };
}

/** The fields that an analyst wants to see are named as the target names them. */
function withFieldNames(rule: Rule, { source }: Events, { vendor }: Dialect): Rule {
  const { metadata } = rule;
  if (metadata.fields.length === 0) return rule;
  const fields = metadata.fields.map(name => fieldNameIn(name, source, metadata.vendor, vendor));
  return { ...rule, metadata: { ...metadata, fields: [...new Set(fields)] } };
}

/** A scope in the author's own words is a part of the rule; that of a table is in words that its target has. */
function fitScope({ source }: Events, fitting: Fitting): Predicate {
  const { scope } = fitting.draft;
  const isAuthors = source.elastic !== undefined && fitting.dialect.vendor === 'elastic';
  return isAuthors ? fold(fitPredicate(scope, fitting)) : scope;
}

function refuseUnmapped(fitting: Fitting): void {
  for (const diagnostic of fitting.diagnostics) {
    if (diagnostic.code !== 'fields/unmapped') continue;
    const field = /'([^']+)'/.exec(diagnostic.message)?.[1] ?? diagnostic.message;
    fitting.refusals.push(
      diagnose('plan/strict-field', { field, target: fitting.dialect.name }, diagnostic.span),
    );
  }
}

function refusedSearch(search: Search, dialect: Dialect): Translation {
  const capability = dialect.capabilities[featureOfSearch(search)];
  const name = searchNames[search.kind];
  if (capability.kind === 'refused')
    return refused([
      diagnose('plan/refused', { why: capability.why, target: dialect.name }, search.origin[0]),
    ]);
  return refused([diagnose('plan/refused-search', { search: name, target: dialect.name }, search.origin[0])]);
}

const searchNames: Readonly<Record<Search['kind'], string>> = {
  events: 'a search for events',
  union: 'a union of searches',
  pipeline: 'a pipeline',
  sequence: 'a sequence',
  correlate: 'a threshold or correlation',
  newTerms: 'a new-terms search',
  indicatorMatch: 'an indicator match',
};

export function refused(diagnostics: readonly Diagnostic[]): Translation {
  return {
    verdict: 'refused',
    given: [],
    diagnostics: unique(diagnostics),
    reasons: diagnostics.map(each => each.message),
  };
}

/** The same said twice of one place is said once. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map(diagnostics.map(each => [`${each.code} ${each.span?.start} ${each.message}`, each]));
  return [...seen.values()];
}
