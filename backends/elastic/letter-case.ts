import type { Leaf, Pattern } from '../../src/ir/index.ts';

export function hasLetters(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

/** Texts that a leaf compares with. */
export function textsOf(leaf: Leaf): readonly string[] {
  if (leaf.kind === 'equals') return leaf.values.map(String);
  if (leaf.kind === 'like') return leaf.patterns.flatMap(textsOfPattern);
  return [];
}

function textsOfPattern(pattern: Pattern): readonly string[] {
  return pattern.flatMap(part => (part.kind === 'text' ? [part.text] : []));
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

/** A letter that Elasticsearch, which folds ASCII alone, does not fold. */
function otherForms(character: string): readonly string[] {
  if (character.charCodeAt(0) < 0x80) return [character];
  const forms = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  return [...forms].filter(form => fold(form) === fold(character));
}

/** More spellings than this of one text are too many to write out. */
const mostForms = 8;

/** Whether every spelling of the text's letters beyond ASCII can be written out. */
export function canSpellOut(text: string): boolean {
  let forms = 1;
  for (const character of text) {
    forms *= otherForms(character).length;
    if (forms > mostForms) return false;
  }
  return true;
}

const isAscii = /^[\0-\x7f]*$/;

/** The text in each casing of its letters beyond ASCII; `canSpellOut` is asked first, else the text alone. */
export function spellOut(text: string): readonly string[] {
  if (isAscii.test(text) || !canSpellOut(text)) return [text];
  let spellings = [''];
  for (const character of text)
    spellings = otherForms(character).flatMap(form => spellings.map(start => start + form));
  return spellings;
}

/** A pattern in each casing of its letters beyond ASCII. */
export function spellOutPattern(pattern: Pattern): readonly Pattern[] {
  let patterns: Pattern[] = [[]];
  for (const part of pattern) {
    const forms: Pattern =
      part.kind === 'text' ? spellOut(part.text).map(text => ({ kind: 'text', text })) : [part];
    patterns = forms.flatMap(form => patterns.map(start => [...start, form]));
    if (patterns.length > mostForms) return [pattern];
  }
  return patterns;
}
