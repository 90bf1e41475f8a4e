import { type Diagnostic, diagnose } from '../../../diagnostics/index.ts';
import {
  always,
  and,
  exists,
  field,
  type Keyword,
  type Leaf,
  not,
  or,
  type Pattern,
  type Predicate,
  parseNetwork,
  pattern,
  patternForm,
  text as textPart,
} from '../../../ir/index.ts';
import type { Span } from '../../../source/index.ts';
import type { Formula, Formulas } from './formula.ts';
import type { Place } from './place.ts';
import { mentions } from './specialise.ts';

/** A formula in which nothing but leaves of the IR is left, as a predicate; what has no predicate is a problem. */
export class Predicates {
  readonly problems: Diagnostic[] = [];
  private readonly formulas: Formulas;
  private readonly span: Span;
  private readonly known = new Map<Formula, Predicate>();

  constructor(formulas: Formulas, span: Span) {
    this.formulas = formulas;
    this.span = span;
  }

  of(formula: Formula): Predicate {
    const known = this.known.get(formula);
    if (known !== undefined) return known;
    const predicate = this.make(formula);
    this.known.set(formula, predicate);
    return predicate;
  }

  private make(formula: Formula): Predicate {
    switch (formula.kind) {
      case 'constant':
        return always(formula.value);
      case 'leaf':
        return formula.leaf;
      case 'is':
        return isThere(formula.place);
      case 'unknown':
        if (!this.problems.includes(formula.problem)) this.problems.push(formula.problem);
        return always(false);
      case 'not':
        return not(this.of(formula.operand));
      case 'and':
        return and(formula.operands.map(each => this.of(each)));
      case 'or':
        return or(joinKeywords(formula.operands.map(each => this.of(each))));
      case 'some':
        return formula.place.type === 'anyValue' ? this.keywordOf(formula.body) : this.some(formula);
    }
  }

  /** Conditions that are not on the element stand outside. One leaf on the element is the leaf on the field, of any value. */
  private some(formula: Extract<Formula, { kind: 'some' }>): Predicate {
    const { place, body } = formula;
    const list = place.parent;
    if (list === undefined) return always(false);
    const parts = body.kind === 'and' ? body.operands : [body];
    const outside = parts.filter(part => !mentions(part, place));
    const inside = parts.filter(part => mentions(part, place));
    if (outside.length > 0 || inside.length === 0) {
      const rest =
        inside.length === 0
          ? this.formulas.is(list, 'valued')
          : this.formulas.some(place, this.formulas.and(inside));
      return and([...outside.map(part => this.of(part)), this.of(rest)]);
    }
    if (body.kind === 'leaf' && body.places.every(each => each.type !== 'anyValue') && isOneRead(body.leaf))
      return body.leaf;
    return { kind: 'element', path: field(list.field, 'panther'), where: this.of(body), origin: [] };
  }

  /** Alternatives of texts, patterns and regexes over a value itself. */
  private keywordOf(body: Formula): Predicate {
    if (body.kind === 'or') return or(joinKeywords(body.operands.map(each => this.keywordOf(each))));
    if (body.kind === 'constant') return always(body.value);
    const keyword = body.kind === 'leaf' ? keywordLeaf(body.leaf) : undefined;
    if (keyword !== undefined) return keyword;
    if (this.problems.length === 0) this.problems.push(diagnose('python/whole-event', {}, this.span));
    return always(false);
  }
}

/** An address is there where one of the networks of all addresses holds it. */
function isThere({ expression, field: name }: Place): Predicate {
  if (expression?.kind !== 'coercion' || expression.to !== 'ip')
    return exists(expression ?? field(name, 'panther'));
  const networks = ['0.0.0.0/0', '::/0'].flatMap(each => parseNetwork(each) ?? []);
  const { operand, origin } = expression;
  return { kind: 'inNetwork', subject: operand, networks, quantifier: 'any', origin };
}

/** Some value satisfies the leaf: as true of the field as of its elements one by one. */
function isOneRead(leaf: Leaf): boolean {
  return leaf.kind !== 'compares' || leaf.right.kind === 'literal';
}

function keywordLeaf(leaf: Leaf): Predicate | undefined {
  if (!('subject' in leaf) || leaf.subject.kind !== 'field') return undefined;
  const { origin } = leaf;
  switch (leaf.kind) {
    case 'equals':
      return keywords(
        leaf.values.map(value => pattern([textPart(String(value))])),
        leaf.casing,
        origin,
      );
    case 'like':
      return keywords(leaf.patterns, leaf.casing, origin);
    case 'matches':
      return { kind: 'keyword', patterns: [], regex: leaf.regex, casing: 'exact', scope: 'contains', origin };
    default:
      return undefined;
  }
}

/** Keywords of one kind are one list. */
function joinKeywords(operands: readonly Predicate[]): readonly Predicate[] {
  const groups = new Map<string, Keyword>();
  const others: Predicate[] = [];
  for (const operand of operands) {
    if (operand.kind !== 'keyword' || operand.regex !== undefined) others.push(operand);
    else {
      const key = `${operand.casing} ${operand.scope}`;
      const earlier = groups.get(key);
      const patterns = [...(earlier?.patterns ?? []), ...operand.patterns];
      groups.set(key, { ...operand, patterns, origin: [...(earlier?.origin ?? []), ...operand.origin] });
    }
  }
  return [...groups.values(), ...others];
}

/** Patterns open at both ends are found within a value; the others are the whole of one. */
function keywords(
  patterns: readonly Pattern[],
  casing: Keyword['casing'],
  origin: readonly Span[],
): Predicate {
  const isOpen = (each: Pattern) =>
    patternForm(each).form === 'contains' ||
    (each[0]?.kind === 'anyRun' && each.at(-1)?.kind === 'anyRun' && each.length > 2);
  const within = patterns.filter(isOpen).map(each => each.slice(1, -1));
  const whole = patterns.filter(each => !isOpen(each));
  const leaf = (of: readonly Pattern[], scope: Keyword['scope']): Predicate[] =>
    of.length === 0 ? [] : [{ kind: 'keyword', patterns: of, casing, scope, origin }];
  return or([...leaf(within, 'contains'), ...leaf(whole, 'whole')]);
}
