import { always, type Equals, type Like, type Predicate, plainText } from '../../ir/index.ts';

/**
 * `lower(x)` compared with a text in lower case is x with case ignored; with a capital letter in the text it is never so. Small
 * sigmas are left alone, which folding treats as one letter and lower() as two.
 */
export function withoutLower(leaf: Equals | Like): Predicate {
  const { subject } = leaf;
  if (subject.kind !== 'call' || subject.function !== 'lower' || leaf.casing === 'ignored') return leaf;
  const [inner] = subject.arguments;
  const texts = textsOf(leaf);
  if (inner === undefined || texts === undefined || texts.some(text => /[σς]/.test(text))) return leaf;
  if (texts.some(text => text !== text.toLowerCase()))
    return texts.length === 1 ? always(false, leaf.origin) : leaf;
  return { ...leaf, subject: inner, casing: 'ignored' };
}

function textsOf(leaf: Equals | Like): readonly string[] | undefined {
  if (leaf.kind === 'like')
    return leaf.patterns.map(pattern => pattern.map(part => plainText([part]) ?? '').join(''));
  return leaf.values.every(value => typeof value === 'string') ? leaf.values : undefined;
}
