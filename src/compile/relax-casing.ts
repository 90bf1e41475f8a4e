import type { Casing, Dialect, Leaf } from '../ir/index.ts';
import type { LeafVerdict } from './loss.ts';

interface Relaxed {
  readonly leaf: Leaf;
  readonly verdict: LeafVerdict;
  readonly why: string;
}

/** The leaf in the casing that the dialect's plain comparison has, when that differs from what the rule says. */
export function relaxCasing(leaf: Leaf, dialect: Dialect): Relaxed | undefined {
  const plain = dialect.plainCasing;
  if (plain === undefined) return undefined;
  if (leaf.kind === 'matches') return relaxRegex(leaf, plain);
  if (!('casing' in leaf) || leaf.kind === 'keyword' || leaf.casing === plain || !hasLetters(leaf))
    return undefined;
  return { leaf: { ...leaf, casing: plain }, ...reason(plain) };
}

function relaxRegex(leaf: Extract<Leaf, { kind: 'matches' }>, plain: Casing): Relaxed | undefined {
  const ignoreCase = plain === 'ignored';
  if (!ignoreCase || leaf.regex.flags.ignoreCase) return undefined;
  return {
    leaf: { ...leaf, regex: { ...leaf.regex, flags: { ...leaf.regex.flags, ignoreCase } } },
    ...reason(plain),
  };
}

function reason(plain: Casing): { readonly verdict: LeafVerdict; readonly why: string } {
  return plain === 'ignored'
    ? { verdict: 'broader', why: 'casing relaxed: letters of either case match' }
    : { verdict: 'narrower', why: 'casing relaxed: only letters of the written case match' };
}

/** Without a cased letter both casings are the same. */
function hasLetters(leaf: Leaf): boolean {
  return leaf.kind === 'compares' || textsOf(leaf).some(text => text.toLowerCase() !== text.toUpperCase());
}

function textsOf(leaf: Leaf): readonly string[] {
  if (leaf.kind === 'equals') return leaf.values.filter(value => typeof value === 'string');
  if (leaf.kind === 'like')
    return leaf.patterns.flatMap(pattern =>
      pattern.flatMap(part => (part.kind === 'text' ? [part.text] : [])),
    );
  return [];
}
