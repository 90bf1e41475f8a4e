import { defaultProfile } from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { mapSearch } from '../fields/search-walk.ts';
import { and, type Events, fold, type Predicate, type Rule, type Search } from '../ir/index.ts';
import type { Span } from '../source/index.ts';
import { checkLimits, checkPredicate, type PredicateFinding } from '../verify/check-predicate.ts';
import { repeatedParts } from '../verify/check-repeated.ts';
import { type CoveredValue, coveredValues } from '../verify/check-values.ts';

/** What of a rule's conditions is dead, idle or covered: only what is proved. */
export function conditionDiagnostics({ search, metadata }: Rule): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const isMultiValued = metadata.vendor === 'elastic' ? any : defaultProfile(metadata.vendor).isMultiValued;
  mapSearch(search, {
    events: events => {
      found.push(...eventsDiagnostics(events, isMultiValued));
      return events;
    },
    expression: expression => expression,
  });
  return [...found, ...groupDiagnostics(search, isMultiValued)];
}

/** What is asked of groups and rows: counts are one number each, of other columns nothing is known. */
function groupDiagnostics(search: Search, isMultiValued: (field: string) => boolean): readonly Diagnostic[] {
  if (search.kind === 'correlate') return rowDiagnostics(search.having, () => false);
  if (search.kind !== 'pipeline') return [];
  const counts = new Set<string>();
  return search.stages.flatMap(stage => {
    if ('measures' in stage)
      for (const { name, function: kind } of stage.measures)
        if (kind === 'count' || kind === 'countDistinct') counts.add(name);
    return stage.kind === 'filter'
      ? rowDiagnostics(stage.where, name => !counts.has(name) && isMultiValued(name))
      : [];
  });
}

function rowDiagnostics(where: Predicate, isMultiValued: (field: string) => boolean): readonly Diagnostic[] {
  return checkPredicate(fold(where), { isMultiValued, limits: checkLimits }).map(each =>
    partDiagnostic(each),
  );
}

/** Any field of Elasticsearch may hold several values, or be a text that two words are found in. */
const any = (): boolean => true;

function eventsDiagnostics(
  { source, where, origin }: Events,
  isMultiValued: (field: string) => boolean,
): readonly Diagnostic[] {
  const scoped = fold(and([...(source.scope === undefined ? [] : [source.scope]), where]));
  const findings = checkPredicate(scoped, { isMultiValued, limits: checkLimits });
  const repeated = repeatedParts(where).map(part => ({ kind: 'idle', part }) as const);
  const parts = [...findings, ...(findings.some(isOfWhole) ? [] : repeated)];
  const told = parts.map(each => partDiagnostic(each, origin[0]));
  return [
    ...new Map(told.map(each => [keyOf(each), each])).values(),
    ...valueDiagnostics(coveredValues(fold(where))),
  ];
}

function isOfWhole({ kind }: PredicateFinding): boolean {
  return kind === 'never' || kind === 'always';
}

function keyOf({ code, span }: Diagnostic): string {
  return `${code} ${span?.file.path} ${span?.start}`;
}

const codes = {
  never: 'check/never-matches',
  always: 'check/always-matches',
  dead: 'check/dead-branch',
  idle: 'check/idle-condition',
} as const;

function partDiagnostic({ kind, part }: PredicateFinding, whole?: Span): Diagnostic {
  return diagnose(codes[kind], {}, spanOf(part) ?? whole);
}

/** Where a part begins: of the first leaf that has a place. */
function spanOf(part: Predicate): Span | undefined {
  const [own] = part.origin;
  if (own !== undefined) return own;
  if (part.kind === 'not') return spanOf(part.operand);
  if (part.kind !== 'and' && part.kind !== 'or') return undefined;
  for (const operand of part.operands) {
    const span = spanOf(operand);
    if (span !== undefined) return span;
  }
  return undefined;
}

/** What modifiers make of one value is told once: the rule has but that. */
function valueDiagnostics(found: readonly CoveredValue[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return found.flatMap(({ leaf, value, by, written }) => {
    const [whole] = leaf.origin;
    const span = spanOfText(written, whole);
    const key = `${whole?.file.path} ${whole?.start} ${whole?.end}`;
    if (span === undefined && told.has(key)) return [];
    told.add(key);
    return [diagnose('check/covered-value', { value, by }, span ?? whole)];
  });
}

/** Where the value is written, behind the beginning of its leaf; undefined where it is written in another way. */
function spanOfText(text: string, whole: Span | undefined): Span | undefined {
  if (whole === undefined || text === '') return undefined;
  const at = whole.file.text.indexOf(text, whole.start);
  return at === -1 ? undefined : { file: whole.file, start: at, end: at + text.length };
}
