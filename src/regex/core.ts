import { allCharacters, type CharacterSet, singleton } from './character-set.ts';
import type { RegexAnchor, RegexNode } from './tree.ts';

/**
 * A tree with its flags worked in: every character is a set, and what `.`, `^`, `$` and ignoring case mean is spelt out.
 * What the matcher, the prefilter, the sampler and the Lucene printer work on.
 */
export type Core =
  | { readonly kind: 'empty' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly items: readonly Core[] }
  | { readonly kind: 'alternation'; readonly options: readonly Core[] }
  | CoreRepeat
  | { readonly kind: 'capture'; readonly body: Core; readonly index: number }
  | { readonly kind: 'atomic'; readonly body: Core }
  | { readonly kind: 'anchor'; readonly at: CoreAnchor }
  | CoreLook
  | { readonly kind: 'backReference'; readonly index: number; readonly ignoreCase: boolean }
  | { readonly kind: 'complement'; readonly body: Core }
  | { readonly kind: 'intersection'; readonly bodies: readonly Core[] }
  /** A range of numbers, and the regex that it stands for. */
  | (Extract<RegexNode, { kind: 'interval' }> & { readonly body: Core });

export interface CoreRepeat {
  readonly kind: 'repeat';
  readonly body: Core;
  readonly minimum: number;
  readonly maximum: number;
  readonly mode: 'greedy' | 'lazy' | 'possessive';
}

export interface CoreLook {
  readonly kind: 'look';
  readonly body: Core;
  readonly direction: 'ahead' | 'behind';
  readonly negated: boolean;
}

/** `lineStart` and `lineEnd` are the multiline ones. */
export type CoreAnchor = RegexAnchor;

export const coreEmpty: Core = { kind: 'empty' };
export const coreNothing: Core = { kind: 'nothing' };
export const coreAny: Core = { kind: 'set', set: allCharacters };
export const coreAnyRun: Core = coreRepeat(coreAny, 0, Number.POSITIVE_INFINITY);

export function coreSet(set: CharacterSet): Core {
  return set.length === 0 ? coreNothing : { kind: 'set', set };
}

export function coreSequence(items: readonly Core[]): Core {
  const flat: Core[] = [];
  for (const item of items) {
    if (item.kind === 'nothing') return item;
    if (item.kind === 'sequence') for (const each of item.items) flat.push(each);
    else if (item.kind !== 'empty') flat.push(item);
  }
  const [first] = flat;
  return first === undefined ? coreEmpty : flat.length === 1 ? first : { kind: 'sequence', items: flat };
}

export function coreAlternation(options: readonly Core[]): Core {
  const flat: Core[] = [];
  for (const option of options)
    if (option.kind === 'alternation') for (const each of option.options) flat.push(each);
    else if (option.kind !== 'nothing') flat.push(option);
  const [first] = flat;
  return first === undefined
    ? coreNothing
    : flat.length === 1
      ? first
      : { kind: 'alternation', options: flat };
}

export function coreRepeat(
  body: Core,
  minimum: number,
  maximum: number,
  mode: CoreRepeat['mode'] = 'greedy',
): Core {
  if (body.kind === 'empty' || maximum === 0) return coreEmpty;
  if (body.kind === 'nothing') return minimum === 0 ? coreEmpty : coreNothing;
  return minimum === 1 && maximum === 1 ? body : { kind: 'repeat', body, minimum, maximum, mode };
}

export function coreText(text: string): Core {
  return coreSequence(Array.from(text, character => coreSet(singleton(character.codePointAt(0) ?? 0))));
}

export function coreChildren(core: Core): readonly Core[] {
  if ('body' in core) return [core.body];
  if ('items' in core) return core.items;
  if ('options' in core) return core.options;
  return 'bodies' in core ? core.bodies : [];
}

export function someCore(core: Core, test: (core: Core) => boolean): boolean {
  if (test(core)) return true;
  if ('body' in core) return someCore(core.body, test);
  return coreChildren(core).some(child => someCore(child, test));
}
