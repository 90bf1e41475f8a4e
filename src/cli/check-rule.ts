import { defaultProfile } from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { mapSearch } from '../fields/search-walk.ts';
import { and, type Events, fold, type Predicate, type Rule } from '../ir/index.ts';
import { printPattern } from '../ir/print.ts';
import type { Span } from '../source/index.ts';
import { checkPredicate, type PredicateFinding } from '../verify/check-predicate.ts';
import { type CoveredValue, coveredValues } from '../verify/check-values.ts';

/** Less than a comparison may take otherwise: there are many of them for each rule. */
const limits = { work: 40_000, states: 500, steps: 5_000, nodes: 5_000, atoms: 150, paths: 20 } as const;

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
  return found;
}

/** Any field of Elasticsearch may hold several values, or be a text that two words are found in. */
const any = (): boolean => true;

function eventsDiagnostics(
  { source, where, origin }: Events,
  isMultiValued: (field: string) => boolean,
): readonly Diagnostic[] {
  const scoped = fold(and([...(source.scope === undefined ? [] : [source.scope]), where]));
  const covered = coveredValues(fold(where)).map(valueDiagnostic);
  const findings = checkPredicate(scoped, { isMultiValued, limits });
  return [...findings.map(each => partDiagnostic(each, origin[0])), ...covered];
}

const codes = {
  never: 'check/never-matches',
  always: 'check/always-matches',
  dead: 'check/dead-branch',
  idle: 'check/idle-condition',
} as const;

function partDiagnostic({ kind, part }: PredicateFinding, whole: Span | undefined): Diagnostic {
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

function valueDiagnostic({ leaf, value, by }: CoveredValue): Diagnostic {
  const shown = (at: number): string =>
    leaf.kind === 'like' ? printPattern(leaf.patterns[at] ?? []) : JSON.stringify(leaf.values[at]);
  return diagnose('check/covered-value', { value: shown(value), by: shown(by) }, spanOfValue(leaf, value));
}

/** Where the value is written, behind the beginning of its leaf; the leaf, where it is written in another way. */
function spanOfValue(leaf: CoveredValue['leaf'], value: number): Span | undefined {
  const [whole] = leaf.origin;
  const texts =
    leaf.kind === 'like'
      ? (leaf.patterns[value] ?? []).map(part => (part.kind === 'text' ? part.text : ''))
      : [String(leaf.values[value])];
  const text = texts.reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  if (whole === undefined || text === '') return whole;
  const at = whole.file.text.indexOf(text, whole.start);
  return at === -1 ? whole : { file: whole.file, start: at, end: at + text.length };
}
