import { derivation } from '../fields/derivations.ts';
import {
  type Expression,
  fieldsIn,
  fold,
  type Leaf,
  leaves,
  type RegexNode,
  type Rule,
  subjects,
} from '../ir/index.ts';
import { compareRules } from './diff-rules.ts';

/** Finds rules that match the same events as one before them. Only rules with the same fields and texts are compared. */
export class DuplicateFinder<Id> {
  readonly #buckets = new Map<string, { readonly id: Id; readonly rule: Rule }[]>();

  /** The first rule so far that is equal by proof; the rule is then not kept. */
  add(id: Id, rule: Rule): Id | undefined {
    const key = bucketKey(rule);
    if (key === undefined) return undefined;
    const bucket = this.#buckets.get(key) ?? [];
    this.#buckets.set(key, bucket);
    const same = bucket.find(other => isEqual(other.rule, rule));
    if (same === undefined) bucket.push({ id, rule });
    return same?.id;
  }
}

function isEqual(old: Rule, current: Rule): boolean {
  return compareRules(old, current).relation === 'equal';
}

/** Rules that are equal look for the same texts in the same fields, save for the form that they give them. */
function bucketKey({ search }: Rule): string | undefined {
  if (search.kind !== 'events') return undefined;
  const where = fold(search.where);
  const fields = new Set(
    fieldsIn(where).map(({ name, canonical = name }) => derivation(canonical)?.of ?? canonical),
  );
  const texts = new Set(
    leaves(where)
      .flatMap(({ leaf }) => textsOf(leaf))
      .map(bare),
  );
  if (texts.size === 0) return undefined;
  return JSON.stringify([[...fields].sort(), [...texts].sort()]);
}

function textsOf(leaf: Leaf): readonly string[] {
  switch (leaf.kind) {
    case 'equals':
      return leaf.values.map(String);
    case 'like':
    case 'keyword':
      return leaf.patterns.map(parts => parts.map(part => (part.kind === 'text' ? part.text : '')).join(''));
    case 'matches':
      return literalsOf(leaf.regex.node);
    case 'inNetwork':
      return leaf.networks.map(({ address, prefixLength }) => `${address}/${prefixLength}`);
    case 'analysed':
      return leaf.tokens;
    default:
      return subjects(leaf).flatMap(literals);
  }
}

/** What a regex has written out: with wildcards around it, it may stand for the same text. */
function literalsOf(node: RegexNode): readonly string[] {
  switch (node.kind) {
    case 'literal':
      return [node.text];
    case 'sequence':
      return node.items.flatMap(literalsOf);
    case 'alternation':
      return node.options.flatMap(literalsOf);
    default:
      return 'node' in node ? literalsOf(node.node) : [];
  }
}

function literals(expression: Expression): readonly string[] {
  return expression.kind === 'literal' ? [String(expression.value)] : [];
}

/** A path's end is written with its separator or without. */
function bare(value: string): string {
  return value.toLowerCase().replaceAll(/^[\\/]+|[\\/]+$/g, '');
}
