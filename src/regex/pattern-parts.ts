import { literal, sequence } from './build.ts';
import { caseVariants, foldCase, hasCase } from './case-folding.ts';
import { allCharacters, type CharacterSet, equalSets, onlyCharacter, singleton } from './character-set.ts';
import type { Core, CoreRepeat } from './core.ts';
import { coreOf } from './core-of.ts';
import { noFlags } from './parse.ts';
import { singleLineCore } from './single-line.ts';
import type { Regex, RegexNode } from './tree.ts';

/** A part of a wildcard pattern, as the IR has them: any run and any one take newlines too. */
export type WildcardPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'anyRun' }
  | { readonly kind: 'anyOne' };

export interface WildcardPatterns {
  /** The whole value fits one of them. */
  readonly patterns: readonly (readonly WildcardPart[])[];
  readonly ignoreCase: boolean;
  readonly given: readonly 'no-line-breaks'[];
}

const patternLimit = 64;
const anyRun = { kind: 'anyRun' } as const;
const anyOne = { kind: 'anyOne' } as const;

/** A regex that is a wildcard pattern in other words. Exact, or undefined. `singleLine`: as for `writeRegex`. */
export function regexAsPattern(
  regex: Regex,
  options: { readonly singleLine?: boolean } = {},
): { readonly parts: readonly WildcardPart[]; readonly ignoreCase: boolean } | undefined {
  const found = regexAsPatterns(regex, options);
  const [parts] = found?.patterns ?? [];
  return found && parts && found.patterns.length === 1 ? { parts, ignoreCase: found.ignoreCase } : undefined;
}

/** As `regexAsPattern`, with alternatives written out, up to 64. */
export function regexAsPatterns(
  regex: Regex,
  options: { readonly singleLine?: boolean } = {},
): WildcardPatterns | undefined {
  const exact = coreOf(regex);
  const core = options.singleLine ? singleLineCore(exact) : exact;
  const pieces = expand(core);
  if (!pieces) return undefined;
  const patterns = pieces.map(items => anchored(items, regex.anchoring));
  if (patterns.some(items => items === undefined)) return undefined;
  const known = patterns.filter(items => items !== undefined);
  const ignoreCase = casing(known.flat());
  if (ignoreCase === undefined) return undefined;
  return {
    patterns: known.map(partsOf),
    ignoreCase,
    given: core === exact || JSON.stringify(core) === JSON.stringify(exact) ? [] : ['no-line-breaks'],
  };
}

/** A step of a pattern: a character, in one case or either; a wildcard; an edge of the text. */
type Step =
  | { readonly kind: 'character'; readonly code: number; readonly folded: boolean }
  | { readonly kind: 'anyRun' | 'anyOne' | 'start' | 'end' };

type Steps = readonly Step[];

function expand(core: Core): readonly Steps[] | undefined {
  switch (core.kind) {
    case 'empty':
      return [[]];
    case 'nothing':
      return undefined;
    case 'set':
      return expandSet(core.set);
    case 'capture':
      return expand(core.body);
    case 'anchor':
      if (core.at === 'textStart') return [[{ kind: 'start' }]];
      return core.at === 'textEnd' ? [[{ kind: 'end' }]] : undefined;
    case 'alternation':
      return together(core.options.map(expand));
    case 'sequence':
      return core.items.map(expand).reduce(product, [[]]);
    case 'repeat':
      return expandRepeat(core);
    default:
      return undefined;
  }
}

function expandSet(set: CharacterSet): readonly Steps[] | undefined {
  if (equalSets(set, allCharacters)) return [[{ kind: 'anyOne' }]];
  const only = onlyCharacter(set);
  if (only !== undefined) return [[{ kind: 'character', code: only, folded: false }]];
  const first = set[0]?.from ?? 0;
  const lower = caseVariants(first).at(-1) ?? first;
  if (equalSets(set, foldCase(singleton(first)))) return [[{ kind: 'character', code: lower, folded: true }]];
  return undefined;
}

function expandRepeat({ body, minimum, maximum, mode }: CoreRepeat): readonly Steps[] | undefined {
  const one = mode === 'possessive' ? undefined : expand(body);
  if (!one) return undefined;
  if (maximum === Number.POSITIVE_INFINITY) {
    if (one.length !== 1 || one[0]?.[0]?.kind !== 'anyOne' || one[0].length !== 1 || minimum > 16)
      return undefined;
    return [[...Array.from({ length: minimum }, () => anyOne), anyRun]];
  }
  if (maximum > 16) return undefined;
  const counts = Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index);
  const options = counts.map(count =>
    Array.from({ length: count }, () => one).reduce<readonly Steps[] | undefined>(product, [[]]),
  );
  return together(options);
}

function product(a: readonly Steps[] | undefined, b: readonly Steps[] | undefined) {
  if (!a || !b || a.length * b.length > patternLimit) return undefined;
  return a.flatMap(left => b.map(right => [...left, ...right]));
}

function together(options: readonly (readonly Steps[] | undefined)[]): readonly Steps[] | undefined {
  const all: Steps[] = [];
  for (const option of options) {
    if (!option || all.length + option.length > patternLimit) return undefined;
    all.push(...option);
  }
  return all;
}

/** Anchors at the ends are what a pattern has anyway; without one, an any-run stands there. */
function anchored(steps: Steps, anchoring: Regex['anchoring']): Steps | undefined {
  const start = steps[0]?.kind === 'start';
  const end = steps.at(-1)?.kind === 'end';
  const inner = steps.slice(start ? 1 : 0, end ? -1 : undefined);
  if (inner.some(({ kind }) => kind === 'start' || kind === 'end')) return undefined;
  const opens = anchoring === 'search' && !start;
  const closes = anchoring !== 'whole' && !end;
  return [...(opens ? [anyRun] : []), ...inner, ...(closes ? [anyRun] : [])];
}

/** Whether all letters are in either case; undefined when some are and some are not. */
function casing(steps: Steps): boolean | undefined {
  const letters = steps.filter(step => step.kind === 'character' && (step.folded || hasCase(step.code)));
  const folded = letters.filter(step => step.kind === 'character' && step.folded).length;
  if (folded === 0) return false;
  return folded === letters.length ? true : undefined;
}

function partsOf(steps: Steps): readonly WildcardPart[] {
  const parts: WildcardPart[] = [];
  for (const step of steps) {
    const last = parts.at(-1);
    if (step.kind === 'character') {
      const text = String.fromCodePoint(step.code);
      if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
      else parts.push({ kind: 'text', text });
    } else if (step.kind === 'anyOne') parts.push(anyOne);
    else if (step.kind === 'anyRun' && last?.kind !== 'anyRun') parts.push(anyRun);
  }
  return parts;
}

/** The regex over whole values that a wildcard pattern is. */
export function patternAsRegex(parts: readonly WildcardPart[], ignoreCase: boolean): Regex {
  const node = sequence(parts.map(partNode));
  return { node, anchoring: 'whole', flags: { ...noFlags, ignoreCase, dotAll: true } };
}

function partNode(part: WildcardPart): RegexNode {
  if (part.kind === 'text') return literal(part.text);
  if (part.kind === 'anyOne') return { kind: 'any' };
  return {
    kind: 'repeat',
    node: { kind: 'any' },
    minimum: 0,
    maximum: Number.POSITIVE_INFINITY,
    mode: 'greedy',
  };
}
