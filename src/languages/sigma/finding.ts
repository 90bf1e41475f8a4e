import {
  type Expression,
  equals,
  keyword,
  like,
  type Network,
  or,
  type Pattern,
  type Predicate,
  plainText,
  type Value,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { FieldKey } from './field-key.ts';

/** What a value of an item looks for. One value may be several, of which one suffices (`windash`). */
export type Finding =
  | { readonly kind: 'value'; readonly value: number | boolean }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'network'; readonly network: Network }
  | { readonly kind: 'predicate'; readonly predicate: Predicate };

/**
 * Any of the findings. Values of a list stay together in one leaf, as their author wrote them; numbers, which are compared
 * as numbers, part from texts only when some of these have wildcards. Without a subject: keywords.
 */
export function anyOf(
  findings: readonly Finding[],
  subject: Expression | undefined,
  key: FieldKey,
  span: Span,
): Predicate {
  const predicates = findings.flatMap(finding => (finding.kind === 'predicate' ? finding.predicate : []));
  const leaves = subject === undefined ? keywords(findings, key, span) : fields(findings, subject, key, span);
  return or([...leaves, ...predicates], [span]);
}

function fields(findings: readonly Finding[], subject: Expression, key: FieldKey, span: Span): Predicate[] {
  const options = { casing: key.cased ? 'exact' : 'ignored', origin: [span] } as const;
  const patterns = patternsOf(findings);
  const networks = findings.flatMap(finding => (finding.kind === 'network' ? finding.network : []));
  const plain = patterns.every(pattern => plainText(pattern) !== undefined);
  const values = findings.flatMap(finding => plainValue(finding, plain) ?? []);
  return [
    ...(plain ? [] : [like(subject, patterns, options)]),
    ...(values.length === 0 ? [] : [equals(subject, values, options)]),
    ...(networks.length === 0
      ? []
      : [{ kind: 'inNetwork', subject, networks, quantifier: 'any', origin: [span] } as const]),
  ];
}

/**
 * "Strings that are applied to the full log message": found within a value. With `startswith` and `endswith` a value as a
 * whole, since an event has no text of its own in which fields would stand in an order.
 */
function keywords(findings: readonly Finding[], key: FieldKey, span: Span): Predicate[] {
  const patterns = patternsOf(findings);
  if (patterns.length === 0) return [];
  const casing = key.cased ? 'exact' : 'ignored';
  const whole = key.transforms.includes('startswith') || key.transforms.includes('endswith');
  return [
    whole
      ? { ...keyword(patterns, casing, [span]), scope: 'whole' }
      : keyword(patterns.map(inner), casing, [span]),
  ];
}

/** Wildcards at the ends of what is found within a value say nothing. */
function inner(pattern: Pattern): Pattern {
  const start = pattern.findIndex(part => part.kind !== 'anyRun');
  const end = pattern.findLastIndex(part => part.kind !== 'anyRun');
  return start < 0 ? pattern : pattern.slice(start, end + 1);
}

function patternsOf(findings: readonly Finding[]): Pattern[] {
  return findings.flatMap(finding => (finding.kind === 'pattern' ? [finding.pattern] : []));
}

function plainValue(finding: Finding, patternsArePlain: boolean): Value | undefined {
  if (finding.kind === 'value') return finding.value;
  return finding.kind === 'pattern' && patternsArePlain ? plainText(finding.pattern) : undefined;
}
