import { diagnose } from '../../diagnostics/index.ts';
import { always, keyword, type Pattern, type Predicate } from '../../ir/index.ts';
import type { SearchTerm } from './ast.ts';
import { type Boundary, isBound, termRegex } from './breakers.ts';
import type { Context } from './context.ts';
import { macroName } from './macros.ts';
import { decodeTerm } from './strings.ts';

const lowerCaseOperators: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'And', 'Or', 'Not', 'In']);

/**
 * A term without a field is looked up in the raw text, whole terms of it unless a wildcard opens an end. TERM() takes what
 * stands between major breakers as one term; CASE() looks at the case.
 * https://docs.splunk.com/Documentation/Splunk/9.0.10/Search/UseCASEandTERMtomatchphrases
 */
export function lowerKeyword(term: SearchTerm, context: Context): Predicate {
  const { image, form } = term;
  if (form === 'directive') return lowerDirective(term, context);
  if (form === 'subsearch' || form === 'macro') return unreadable(term, context);
  if (form === 'word' && lowerCaseOperators.has(image))
    context.report(diagnose('spl/lower-case-operator', { word: image }, context.span(term)));
  if (form === 'word' && image === 'IN')
    context.report(diagnose('spl/unexpected-token', { found: image }, context.span(term)));
  return found(decodeTerm(image), 'any', true, term, context);
}

/** What a subsearch finds, or a macro stands for, is not in the search. */
export function unreadable({ form, image, ...range }: SearchTerm, context: Context): Predicate {
  const span = context.span(range);
  const problem =
    form === 'macro'
      ? diagnose('spl/unknown-macro', { name: macroName(image) }, span)
      : diagnose('spl/subsearch', {}, span);
  context.report(problem);
  return always(true);
}

function lowerDirective(term: SearchTerm, context: Context): Predicate {
  const [, name = '', inner = ''] = /^([A-Z]+)\(([\s\S]*)\)$/.exec(term.image) ?? [];
  if (name === 'PREFIX') context.report(diagnose('spl/prefix', {}, context.span(term)));
  return name === 'TERM'
    ? found(decodeTerm(inner), 'major', true, term, context)
    : found(decodeTerm(inner), 'any', false, term, context);
}

function found(
  pattern: Pattern,
  boundary: Boundary,
  ignoreCase: boolean,
  term: SearchTerm,
  context: Context,
): Predicate {
  const origin = context.origin(term);
  const casing = ignoreCase ? 'ignored' : 'exact';
  if (!pattern.some(part => part.kind === 'text')) return always(true, origin);
  const isFree = !isBound(pattern, 0, boundary) && !isBound(pattern, pattern.length - 1, boundary);
  if (isFree) return keyword([withoutOuterRuns(pattern)], casing, origin);
  const regex = termRegex(pattern, boundary, ignoreCase);
  return { kind: 'keyword', patterns: [], regex, casing, scope: 'contains', origin };
}

function withoutOuterRuns(pattern: Pattern): Pattern {
  const start = pattern[0]?.kind === 'anyRun' ? 1 : 0;
  return pattern.slice(start, pattern.at(-1)?.kind === 'anyRun' ? -1 : undefined);
}
