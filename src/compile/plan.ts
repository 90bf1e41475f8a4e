import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import {
  always,
  asCorrelation,
  type Dialect,
  type Events,
  eventsOf,
  featureOfSearch,
  fold,
  type PlannedRule,
  type Rule,
  type Search,
  type SeveralEvents,
} from '../ir/index.ts';
import { planChain } from './chains.ts';
import { limitOfClock } from './clock-numbers.ts';
import { lossOfSequence, sightOf, tellsEarly } from './cut-sequences.ts';
import { lossOfCutWindows, usualRuns } from './cut-windows.ts';
import { draftOf, noteKinds, withScope } from './draft.ts';
import { unmappedPrefix } from './drop-unmapped.ts';
import { type Fitting, fitPredicate } from './fit-leaf.ts';
import { limitsOfMeasures } from './limits-of-measures.ts';
import { lossOfListed } from './listed-values.ts';
import { compose } from './loss.ts';
import { otherClock, windowClock } from './other-clock.ts';
import { heldParts, partsFor, withOneSuppression } from './places.ts';
import { withPlainMeasures } from './plain-measures.ts';
import { fitParts } from './plan-parts.ts';
import { fitSearch } from './plan-search.ts';
import { givenOfRuns } from './run-times.ts';
import { sameSpelling } from './spellings.ts';
import type { CompileOptions, Translation } from './translation.ts';

/** One rule in one dialect: what becomes of it, or why it is refused; counts beside each event may be a correlation to it. */
export function planDialect(written: Rule, dialect: Dialect, options: CompileOptions): Translation {
  const rule = withPlainMeasures(written, dialect.vendor);
  const chain = planChain(rule, dialect, each => planOne(each, dialect, options));
  if (chain !== undefined) return chain;
  const plain = planOne(rule, dialect, options);
  const isOpen = plain.verdict === 'refused' && followsEvents.has(dialect.name);
  const search = isOpen ? asCorrelation(rule.search) : undefined;
  if (search === undefined) return plain;
  const loss = lossOfCutWindows(search, rule.schedule ?? (dialect.name === 'esql' ? usualRuns : undefined));
  const losses = [...(rule.losses ?? []), ...(loss === undefined ? [] : [loss])];
  const correlated = planOne({ ...rule, search, losses }, dialect, options);
  if (correlated.verdict === 'refused') return plain;
  const given = new Set([...correlated.given, 'alert-once', 'window-ends']);
  return { ...correlated, given: [...given].sort() };
}

/** Languages whose rules find what comes over any span, whatever their runs look back on. */
const followsEvents: ReadonlySet<string> = new Set(['eql', 'esql', 'sigma']);

function planOne(rule: Rule, dialect: Dialect, options: CompileOptions): Translation {
  const { search } = rule;
  const refusal = refusedSearch(search, dialect);
  if (refusal !== undefined) return refusal;
  const parts = partsFor(search, dialect.vendor);
  const looked = firstEvents(search);
  const first = parts[0] ?? partsFor(looked, dialect.vendor)[0] ?? looked;
  const { planned: draft, given } = draftOf(rule, first, dialect, options);
  const fitting: Fitting = {
    dialect,
    source: first.source,
    options,
    draft,
    losses: [],
    given: new Set([
      ...given,
      ...givenOf(rule, dialect),
      ...limitsOfMeasures(rule, dialect.vendor),
      ...givenOfRuns(rule, dialect),
    ]),
    diagnostics: [],
    refusals: [],
  };
  for (const { verdict, why } of rule.losses ?? []) {
    fitting.losses.push({ verdict, why, by: 'fields' });
    fitting.diagnostics.push(diagnose(`plan/${verdict}`, { why, target: dialect.name }, search.origin[0]));
  }
  const planned =
    search.kind !== 'events'
      ? fitWhole(search, fitting)
      : parts.length > 0
        ? withOneSuppression(fitParts(heldParts(parts, fitting), fitting), rule, parts, dialect.vendor)
        : fitEvents(search, fitting);
  if (dialect.vendor !== 'elastic') tellSight(rule, fitting);
  const listed = lossOfListed(rule, dialect.vendor);
  if (listed !== undefined) loseWhole(fitting, listed, search, 'fields');
  const oneName = sameSpelling(planned, dialect);
  if (oneName !== undefined) loseWhole(fitting, { verdict: 'different', why: oneName }, search);
  if (options.strictFields || (options.unmapped ?? 'keep') !== 'keep') refuseUnmapped(fitting);
  const why =
    limitOfClock(rule, dialect) ??
    (fitting.refusals.length === 0 ? dialect.refuses?.(planned, fitting.given) : undefined);
  if (why !== undefined)
    fitting.refusals.push(diagnose('plan/refused', { why, target: dialect.name }, search.origin[0]));
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
    form: compose(fitting.losses.filter(loss => loss.by === 'dialect').map(loss => loss.verdict)),
  };
}

/** Lists of exceptions stay attached to a rule that goes on in their own product, whose query keeps what rows it kept. */
function givenOf({ given = [] }: Rule, { vendor }: Dialect): readonly string[] {
  return vendor === 'elastic' ? given.filter(each => !/^(?:exceptions:|any-rows$)/.test(each)) : given;
}

function fitEvents(search: Events, fitting: Fitting): PlannedRule {
  const where = fold(fitPredicate(fold(search.where), fitting));
  noteKinds(search, fitting);
  return { ...fitting.draft, ...withScope(search, where, fitting) };
}

/** A search over several events: its parts first, then whether the dialect can hold the whole. */
function fitWhole(search: SeveralEvents['search'], fitting: Fitting): PlannedRule {
  const { search: fitted, inputs } = fitSearch(search, fitting);
  const several = { search: fitted as SeveralEvents['search'], inputs };
  const [first = fitting.draft] = inputs.values();
  const planned = { ...first, rule: fitting.draft.rule, several };
  const hold = fitting.refusals.length === 0 ? fitting.dialect.holds?.(planned) : undefined;
  if (hold === undefined) return planned;
  const at = search.origin[0];
  const target = fitting.dialect.name;
  if (hold.kind === 'refused') fitting.refusals.push(diagnose('plan/refused', { why: hold.why, target }, at));
  else {
    const clock = fitting.dialect.name === 'eql' ? [] : otherClock(fitting.draft.rule);
    const window = fitting.dialect.vendor === 'elastic' ? [] : windowClock(fitting.draft.rule);
    for (const given of [...hold.given, ...clock, ...window]) fitting.given.add(given);
    for (const loss of hold.losses) loseWhole(fitting, loss, search);
  }
  return planned;
}

/** Rules of Elastic run as the rule does; others see sequences whole that its runs see in part. */
function tellSight(rule: Rule, fitting: Fitting): void {
  if (sightOf(rule.search, rule.schedule) === 'usual') fitting.given.add('seen-whole');
  if (tellsEarly(rule)) fitting.given.add('span-over');
  const loss = lossOfSequence(rule);
  if (loss !== undefined) loseWhole(fitting, loss, rule.search);
}

/** What the dialect loses of a rule as a whole. */
function loseWhole(
  { losses, diagnostics, dialect }: Fitting,
  { verdict, why }: { readonly verdict: 'broader' | 'narrower' | 'different'; readonly why: string },
  { origin }: Search,
  by: 'fields' | 'dialect' = 'dialect',
): void {
  losses.push({ verdict, why, by });
  diagnostics.push(diagnose(`plan/${verdict}`, { why, target: dialect.name }, origin[0]));
}

/** Of a search without events (a row of constants), events of no source. */
function firstEvents(search: Search): Events {
  return (
    [...eventsOf(search)][0] ?? { kind: 'events', source: {}, where: always(true), origin: search.origin }
  );
}

/** Fields without a name in the target; where predicates are dropped, those that are no predicates (a key cannot be left out). */
function refuseUnmapped(fitting: Fitting): void {
  const target = fitting.dialect.name;
  const warnings = fitting.diagnostics.filter(({ code }) => code === 'fields/unmapped');
  for (const given of fitting.given) {
    if (!given.startsWith(unmappedPrefix)) continue;
    const field = given.slice(unmappedPrefix.length);
    const warning = warnings.find(({ message }) => message.includes(` ${field} `));
    const more = warning?.help === undefined ? {} : { help: warning.help };
    const code = fitting.options.unmapped === 'drop' ? 'plan/key-unmapped' : 'plan/strict-field';
    fitting.refusals.push(diagnose(code, { field, target }, warning?.span, more));
  }
}

/** Why a dialect takes no searches of this kind. */
function refusedSearch(search: Search, dialect: Dialect): Translation | undefined {
  const capability = dialect.capabilities[featureOfSearch(search)];
  const target = dialect.name;
  if (capability.kind === 'refused')
    return refused([diagnose('plan/refused', { why: capability.why, target }, search.origin[0])]);
  if (search.kind === 'events' || dialect.holds !== undefined) return undefined;
  return refused([
    diagnose('plan/refused-search', { search: searchNames[search.kind], target }, search.origin[0]),
  ]);
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
