import { askedOf, leftToLists, plannedView, type Translation, withPlainOrders } from '../compile/index.ts';
import { compose, type LeafVerdict } from '../compile/loss.ts';
import { diagnose } from '../diagnostics/index.ts';
import { always, and, fold, hasElement, type Predicate, type Rule } from '../ir/index.ts';
import { areAlike } from './alike.ts';
import type { Comparison } from './comparison.ts';
import { doubted } from './declared.ts';
import { withKinds } from './kinds-of-fields.ts';
import { withSingleValues } from './one-value.ts';
import { others } from './pause.ts';
import { withRewrites } from './post-processed.ts';
import { areSame, areSeenEqual, comparePredicates, readingOf } from './proof.ts';
import { withoutRawText } from './raw-text.ts';
import { type ReadBack, type Reading, readBackOf } from './read-back.ts';
import type { SeriesJudgement } from './several/judge-series.ts';
import { compareSeveral } from './several/verify-several.ts';
import { onSingleLines } from './single-lines.ts';
import { testOnWitnesses } from './tested.ts';
import { type Typed, withoutNullTexts, withTypes } from './typed.ts';
import { contradiction, found, unchanged, unverified, type Verified, withGiven } from './verified.ts';

/**
 * Reads the printed query back and proves how it stands to the rule in the target's field names. What the field map loses stands
 * beside it: the verdict is both together. Without a reader, or beyond the limits of a proof, the evidence says `unverified` and why;
 * what was declared exact is different then.
 */
export async function verifyTranslation(written: Rule, translation: Translation): Promise<Verified> {
  const rule = withPlainOrders(askedOf(translation.dialect?.vendor, written));
  const { planned } = translation;
  const verified = await withRewrites(
    rule,
    translation,
    planned?.several === undefined ? verifySingle : judgeSeveral,
  );
  const checked = await withLeft(written, verified);
  const { verdict, evidence } = checked.translation;
  return verdict === 'exact' && evidence?.kind === 'unverified'
    ? { ...checked, translation: doubted(checked.translation, evidence.because) }
    : checked;
}

/** What is left to the lists of the rule stands where it is exact as well. */
async function withLeft(written: Rule, verified: Verified): Promise<Verified> {
  const { leftToLists: left, ...translation } = verified.translation;
  const rule = left && leftToLists(left.dialect?.vendor, written);
  if (left === undefined || rule === undefined) return verified;
  const { verdict } = (await verifyTranslation(rule, left)).translation;
  return verdict === 'exact' ? verified : { ...verified, translation };
}

async function verifySingle(rule: Rule, translation: Translation): Promise<Verified> {
  const { dialect, query, planned } = translation;
  if (dialect === undefined || query === undefined || planned === undefined) return unchanged(translation);
  const reader = await readBackOf(dialect);
  if (reader === undefined) return unverified(translation, `no reader of ${dialect.language} yet`);
  const read = reader(query, planned, translation.given).value;
  if (read === undefined)
    return partialReaders.has(dialect.name) || translation.verdict === 'different'
      ? beyondReader(translation, reader)
      : unreadable(translation, reader);
  await others;
  const wanted = expectedPredicate(rule, translation);
  if (wanted === undefined) return unchanged(translation);
  const { within = always(true) } = read;
  const expected = within.kind === 'always' ? wanted : fold(and([wanted, within]));
  const onLines = (predicate: Predicate): Predicate => onSingleLines(predicate, translation.given);
  const found = { ...read, predicate: onLines(read.predicate) };
  await others;
  const { isMultiValued } = planned.profile;
  const compared = compareReadings(translation, onLines(expected), found, isMultiValued);
  return withSingleValues(compared, translation, isMultiValued);
}

function compareReadings(
  translation: Translation,
  expected: Predicate,
  { predicate: query, given, looksElsewhere = false, nullTexts = [] }: Reading,
  isMultiValued: (field: string) => boolean,
): Verified {
  const readings = { rule: expected, query };
  const resting = withGiven(translation, given);
  const isNever = query.kind === 'always' && !query.value;
  if (looksElsewhere && !isNever) return { ...found(resting, 'broader'), readings };
  const options = { isMultiValued, reading: readingOf({ isMultiValued }) };
  const alike = mayBeAlike(translation) ? areAlike(expected, query, options) : undefined;
  if (alike === true) return { ...judged(resting, provedEqual), readings };
  const typed = withTypes(
    withoutNullTexts(expected, nullTexts),
    withoutNullTexts(query, nullTexts),
    translation.given,
  );
  const assumed = [...typed.given, ...nullTexts.map(({ name }) => `no-null-text:${name}`)];
  if (assumed.length > 0 && alike === undefined && areSame(expected, query, options))
    return { ...judged(resting, provedEqual), readings };
  const sides = assumed.length === 0 ? { expected, found: query } : typed;
  const comparison =
    assumed.length > 0 && areAlike(sides.expected, sides.found, options)
      ? provedEqual
      : comparePredicates(sides.expected, sides.found, options);
  if (assumed.length > 0 && comparison.relation !== 'equal' && areSeenEqual(expected, query, options))
    return { ...judged(resting, provedEqual), readings };
  if (comparison.relation !== 'equal' && (hasElement(expected) || hasElement(query)))
    return { ...ofElements(resting, expected, query, isMultiValued), readings };
  const complete = withGiven(resting, assumed);
  const first = told(complete, typed, comparison, isMultiValued);
  const kinds = first.contradicted ? withKinds(typed, complete.given) : undefined;
  const again = kinds && comparePredicates(kinds.expected, kinds.found, options);
  const result = again ? told(withGiven(complete, kinds.given), kinds, again, isMultiValued) : first;
  // A text that is read back alone does not know that its field holds addresses, which is given.
  const compared = kinds ?? sides;
  return { ...result, readings: { rule: compared.expected, query: compared.found } };
}

/** What is known to lose something is hardly alike: to look for that takes as long as the comparison then does. */
function mayBeAlike({ form }: Translation): boolean {
  return form === undefined || form === 'exact';
}

function told(
  translation: Translation,
  typed: Typed,
  comparison: Comparison,
  isMultiValued: (field: string) => boolean,
): Verified {
  return comparison.relation === 'unknown'
    ? tested(translation, typed, comparison, isMultiValued)
    : judged(translation, comparison);
}

const provedEqual: Known = { relation: 'equal', evidence: 'proved' };

/** A search over several events is proved part by part. */
async function judgeSeveral(rule: Rule, translation: Translation): Promise<Verified> {
  const finding = await compareSeveral(rule, translation);
  const language = translation.dialect?.language ?? '';
  if (finding.kind === 'no-reader')
    return unverified(translation, `no reader of searches over several events in ${language} yet`);
  if (finding.kind === 'unreadable')
    return unverified(translation, `not read back: ${finding.diagnostics[0]?.message ?? 'it is no search'}`);
  const { comparison, runs, judgement, given = [] } = finding;
  if (comparison.relation === 'unknown')
    return judgement === undefined
      ? unverified(translation, `beyond the proof: ${comparison.detail}`)
      : testedBySeries(withGiven(translation, given), judgement, runs);
  const relation = compose([comparison.relation, runs]);
  const proved = found(withGiven(translation, comparison.given), relation, comparison.part);
  return judgement === undefined ? proved : withSeries(proved, judgement);
}

/** What series show beside a proof: an event of a part tells less than they do. */
function withSeries(proved: Verified, series: SeriesJudgement): Verified {
  const isShown = (series.onlyRule ?? series.onlyQuery) !== undefined;
  return { ...proved, series, ...(isShown ? { witness: {} } : {}) };
}

/** Series that part the two show a verdict; where none does, it stays as it was declared. */
function testedBySeries(
  translation: Translation,
  series: SeriesJudgement,
  runs: LeafVerdict = 'exact',
): Verified {
  const { events, onlyRule, onlyQuery } = series;
  const evidence = { kind: 'tested', events, engine: 'embedded' } as const;
  const isShown = (onlyRule ?? onlyQuery) !== undefined;
  if ((!isShown && runs === 'exact') || translation.verdict === 'refused')
    return { ...unchanged({ ...translation, evidence }), series };
  const seen: LeafVerdict =
    onlyRule === undefined ? 'broader' : onlyQuery === undefined ? 'narrower' : 'different';
  const verdict = compose([translation.verdict, runs, ...(isShown ? [seen] : [])]);
  const contradicted = verdict !== translation.verdict;
  const diagnostics = contradicted
    ? [...translation.diagnostics, contradiction(translation, verdict)]
    : translation.diagnostics;
  return {
    translation: { ...translation, verdict, evidence, diagnostics },
    witness: {},
    contradicted,
    series,
  };
}

/** What tells an element from the fields that it is flattened to is no event that a product holds: one that parts them shows nothing. */
function ofElements(
  translation: Translation,
  expected: Predicate,
  query: Predicate,
  isMultiValued: (field: string) => boolean,
): Verified {
  const seen = testOnWitnesses(expected, query, isMultiValued, translation.given);
  if (seen !== undefined && (seen.onlySource ?? seen.onlyFound) === undefined)
    return unchanged({
      ...translation,
      evidence: { kind: 'tested', events: seen.events, engine: 'embedded' },
    });
  return unverified(
    translation,
    'beyond the proof: one side looks at elements of a list, the other at the fields they are flattened to',
  );
}

/** The rule in the target's names, with the scope that the query says; a Sigma document says its source elsewhere. */
function expectedPredicate(rule: Rule, { dialect, planned, given }: Translation): Predicate | undefined {
  if (dialect === undefined || planned === undefined) return undefined;
  const detectionOnly = dialect.vendor === 'sigma' && planned.where.kind !== 'always';
  const where = plannedView(rule, dialect.vendor, planned.parts)?.predicate;
  if (where === undefined) return undefined;
  const expected = fold(detectionOnly ? where : and([planned.scope, where]));
  return dialect.name === 'spl' && given.includes('raw-text') ? withoutRawText(expected) : expected;
}

type Known = Exclude<Comparison, { relation: 'unknown' }>;

function judged(translation: Translation, comparison: Known): Verified {
  return found(translation, comparison.relation === 'equal' ? 'exact' : comparison.relation, comparison);
}

/**
 * Where no proof is to be had, the witnesses of both sides are asked. That none parts them leaves the verdict as it was declared:
 * it is what they have been tested for. One that parts them one way does not show that no other parts them the other way.
 */
function tested(
  translation: Translation,
  { expected, found: query }: Typed,
  { because, detail }: Exclude<Comparison, Known>,
  isMultiValued: (field: string) => boolean,
): Verified {
  const seen = testOnWitnesses(expected, query, isMultiValued, translation.given);
  if (seen === undefined)
    return unverified(
      translation,
      `${because === 'limit' ? 'too large for a proof' : 'beyond the proof'}: ${detail}`,
    );
  const evidence = { kind: 'tested', events: seen.events, engine: 'embedded' } as const;
  if (seen.onlySource === undefined && seen.onlyFound === undefined)
    return unchanged({ ...translation, evidence });
  const relation =
    seen.onlyFound === undefined ? 'narrower' : seen.onlySource === undefined ? 'broader' : 'different';
  const verified = found(translation, translation.verdict === 'different' ? 'different' : relation, seen);
  return { ...verified, translation: { ...verified.translation, evidence } };
}

/** Their languages are larger than what is read of them; a query that they do not take may be right. What is declared different never is. */
const partialReaders: ReadonlySet<string> = new Set(['spl', 'datamodel', 'python']);

function beyondReader(translation: Translation, reader: ReadBack): Verified {
  return unverified(translation, `not read back: ${readProblem(translation, reader)}`);
}

function readProblem({ query = '', planned, given }: Translation, reader: ReadBack): string {
  const first = planned === undefined ? undefined : reader(query, planned, given).diagnostics[0];
  return first?.message ?? 'it is no search over single events';
}

function unreadable(translation: Translation, reader: ReadBack): Verified {
  const reason = readProblem(translation, reader);
  const diagnostic = diagnose('internal/unreadable-query', {
    target: translation.dialect?.name ?? '',
    reason,
  });
  return {
    ...unchanged({ ...translation, diagnostics: [...translation.diagnostics, diagnostic] }),
    contradicted: true,
  };
}
