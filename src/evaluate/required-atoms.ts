import { contains, type Keyword, type Leaf, type Pattern, patternForm } from '../ir/index.ts';
import type { Regex } from '../regex/index.ts';
import type { Node } from './interner.ts';
import { regexLiterals } from './regex-literals.ts';
import { foldCase } from './values.ts';

/** Stands for the field where a fact is of any value of the event. */
export const anyField = Symbol('any field');

/** A coarse fact of one value of a field, texts folded, that an index can find for many rules at once. */
export type Atom =
  | TextAtom
  | { readonly form: 'number'; readonly field: string; readonly number: number }
  | { readonly form: 'present'; readonly field: string };

export interface TextAtom {
  readonly form: 'equals' | 'endsWith' | 'contains';
  readonly field: string | typeof anyField;
  readonly text: string;
}

/** Longer alternatives cost more than they save. */
const mostAtoms = 2000;
const deepest = 60;

/**
 * Facts of which at least one is true of every event that the node is true of: the most telling such set. Undefined when none
 * was found, and the node must then be tried on every event.
 */
export function requiredAtoms(node: Node, positive = true, depth = 0): readonly Atom[] | undefined {
  if (depth > deepest) return undefined;
  switch (node.kind) {
    case 'always':
      return node.value === positive ? undefined : [];
    case 'not':
      return requiredAtoms(node.operand, !positive, depth + 1);
    case 'leaf':
      return positive ? leafAtoms(node.leaf) : undefined;
    default: {
      const sets = node.operands.map(operand => requiredAtoms(operand, positive, depth + 1));
      return (node.kind === 'and') === positive ? mostTelling(sets) : together(sets);
    }
  }
}

function mostTelling(sets: readonly (readonly Atom[] | undefined)[]): readonly Atom[] | undefined {
  let best: readonly Atom[] | undefined;
  for (const set of sets)
    if (set !== undefined && (best === undefined || frequency(set) < frequency(best))) best = set;
  return best;
}

function together(sets: readonly (readonly Atom[] | undefined)[]): readonly Atom[] | undefined {
  const all: Atom[] = [];
  for (const set of sets) {
    if (set === undefined || all.length + set.length > mostAtoms) return undefined;
    all.push(...set);
  }
  return all;
}

/** How often one of the facts is true, as a guess: long texts are rare, and a whole or an ending is rarer than a part. */
function frequency(atoms: readonly Atom[]): number {
  return atoms.reduce((sum, atom) => sum + frequencyOf(atom), 0);
}

function frequencyOf(atom: Atom): number {
  if (atom.form === 'present') return 1000;
  if (atom.form === 'number') return 0.1;
  const length = Math.min(atom.text.length, 16);
  return 2 ** (-length / 2) * (atom.form === 'contains' ? 2 : 1);
}

function leafAtoms(leaf: Leaf): readonly Atom[] | undefined {
  if (leaf.kind === 'compares') return comparesAtoms(leaf);
  if (leaf.kind === 'keyword') return keywordAtoms(leaf);
  const subject = leaf.kind === 'element' ? leaf.path : leaf.subject;
  if (subject?.kind !== 'field') return undefined;
  const field = subject.name;
  switch (leaf.kind) {
    case 'equals':
      return leaf.values.map(value =>
        typeof value === 'number'
          ? { form: 'number', field, number: value }
          : { form: 'equals', field, text: foldCase(String(value)) },
      );
    case 'like':
      return everyOne(leaf.patterns.map(pattern => patternAtom(field, pattern))) ?? present(field);
    case 'matches':
      return regexAtoms(field, leaf.regex) ?? present(field);
    default:
      return present(field);
  }
}

function comparesAtoms(leaf: Extract<Leaf, { kind: 'compares' }>): readonly Atom[] | undefined {
  if (leaf.left.kind !== 'field') return undefined;
  const field = leaf.left.name;
  if (leaf.right.kind === 'literal' && typeof leaf.right.value === 'string' && leaf.right.value !== '') {
    const text = foldCase(leaf.right.value);
    if (leaf.operator === 'endsWith') return [{ form: 'endsWith', field, text }];
    if (leaf.operator === 'startsWith' || leaf.operator === 'contains')
      return [{ form: 'contains', field, text }];
  }
  return present(field);
}

function keywordAtoms({ patterns, regex, scope }: Keyword): readonly Atom[] | undefined {
  const whole = scope === 'contains' ? patterns.map(contains) : patterns;
  const ofPatterns = everyOne(whole.map(pattern => patternAtom(anyField, pattern)));
  return together([ofPatterns, regex === undefined ? [] : regexAtoms(anyField, regex)]);
}

function regexAtoms(field: TextAtom['field'], regex: Regex): readonly Atom[] | undefined {
  const literals = regexLiterals(regex);
  return literals.length === 0 ? undefined : literals.map(text => ({ form: 'contains', field, text }));
}

function present(field: string): readonly Atom[] {
  return [{ form: 'present', field }];
}

/** Undefined when there is none for one of the alternatives. */
function everyOne(atoms: readonly (Atom | undefined)[]): readonly Atom[] | undefined {
  const found = atoms.filter(atom => atom !== undefined);
  return found.length === atoms.length ? found : undefined;
}

/** Undefined for a pattern without text. */
function patternAtom(field: TextAtom['field'], pattern: Pattern): Atom | undefined {
  const form = patternForm(pattern);
  if (form.form === 'equals') return { form: 'equals', field, text: foldCase(form.text) };
  if (form.form === 'endsWith') return { form: 'endsWith', field, text: foldCase(form.text) };
  const texts = pattern.flatMap(part => (part.kind === 'text' ? [part.text] : []));
  const longest = texts.reduce((best, text) => (text.length > best.length ? text : best), '');
  return longest === '' ? undefined : { form: 'contains', field, text: foldCase(longest) };
}
