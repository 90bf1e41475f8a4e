import type { Expression, Field } from './expression.ts';
import type { Leaf, Predicate } from './predicate.ts';
import type { Events, Search } from './search.ts';

/** Expressions that a leaf looks at, in order. */
export function subjects(leaf: Leaf): readonly Expression[] {
  switch (leaf.kind) {
    case 'compares':
      return [leaf.left, leaf.right];
    case 'keyword':
      return [];
    case 'element':
      return [leaf.path];
    default:
      return [leaf.subject];
  }
}

/** Operands of an expression, in order; predicates of a choice aside. */
export function operands(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'field':
    case 'fieldPattern':
    case 'literal':
      return [];
    case 'call':
      return expression.arguments;
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'choice':
      return [
        ...expression.branches.map(branch => branch.value),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ];
    case 'coercion':
    case 'valueCount':
      return [expression.operand];
  }
}

/** A leaf with the polarity at which it stands: false under an odd number of nots. */
export interface StandingLeaf {
  readonly leaf: Leaf;
  readonly positive: boolean;
}

/** Every leaf of a predicate, those inside of elements included. A list: generators within generators cost more than all that is made of them. */
export function leaves(predicate: Predicate, positive = true): readonly StandingLeaf[] {
  const found: StandingLeaf[] = [];
  const visit = (node: Predicate, stands: boolean): void => {
    switch (node.kind) {
      case 'always':
        return;
      case 'not':
        visit(node.operand, !stands);
        return;
      case 'and':
      case 'or':
        for (const operand of node.operands) visit(operand, stands);
        return;
      case 'element':
        found.push({ leaf: node, positive: stands });
        visit(node.where, stands);
        return;
      default:
        found.push({ leaf: node, positive: stands });
    }
  };
  visit(predicate, positive);
  return found;
}

/** Every field that an expression reads. */
export function fieldsOf(expression: Expression): readonly Field[] {
  if (expression.kind === 'field') return [expression];
  const found = operands(expression).flatMap(fieldsOf);
  return expression.kind === 'choice'
    ? [...found, ...expression.branches.flatMap(branch => fieldsIn(branch.when))]
    : found;
}

/** Every field that a predicate reads, in order, with repetitions. */
export function fieldsIn(predicate: Predicate): readonly Field[] {
  const found: Field[] = [];
  for (const { leaf } of leaves(predicate))
    for (const subject of subjects(leaf))
      if (subject.kind === 'field') found.push(subject);
      else found.push(...fieldsOf(subject));
  return found;
}

/** Whether some condition looks at one element of a list. */
export function hasElement(predicate: Predicate): boolean {
  return leaves(predicate).some(({ leaf }) => leaf.kind === 'element');
}

/** Replaces each leaf, from the inside out; `positive` is the polarity at which it stands. The rest keeps its shape. */
export function mapLeaves(
  predicate: Predicate,
  change: (leaf: Leaf, positive: boolean) => Predicate,
  positive = true,
): Predicate {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not': {
      const operand = mapLeaves(predicate.operand, change, !positive);
      return operand === predicate.operand ? predicate : { ...predicate, operand };
    }
    case 'and':
    case 'or': {
      const operands = predicate.operands.map(operand => mapLeaves(operand, change, positive));
      return operands.every((operand, index) => operand === predicate.operands[index])
        ? predicate
        : { ...predicate, operands };
    }
    case 'element':
      return change({ ...predicate, where: mapLeaves(predicate.where, change, positive) }, positive);
    default:
      return change(predicate, positive);
  }
}

/** Replaces the expressions of a leaf; an element's inner predicate is left alone. */
export function mapSubjects(leaf: Leaf, change: (subject: Expression) => Expression): Leaf {
  switch (leaf.kind) {
    case 'compares':
      return { ...leaf, left: change(leaf.left), right: change(leaf.right) };
    case 'keyword':
      return leaf;
    case 'element':
      return { ...leaf, path: change(leaf.path) };
    default:
      return { ...leaf, subject: change(leaf.subject) };
  }
}

/** Replaces each field of an expression, wherever it stands. */
export function mapFields(expression: Expression, change: (field: Field) => Expression): Expression {
  switch (expression.kind) {
    case 'field':
      return change(expression);
    case 'fieldPattern':
    case 'literal':
      return expression;
    case 'call':
      return { ...expression, arguments: expression.arguments.map(argument => mapFields(argument, change)) };
    case 'arithmetic':
      return {
        ...expression,
        left: mapFields(expression.left, change),
        right: mapFields(expression.right, change),
      };
    case 'coercion':
    case 'valueCount':
      return { ...expression, operand: mapFields(expression.operand, change) };
    case 'choice':
      return {
        ...expression,
        branches: expression.branches.map(({ when, value }) => ({
          when: mapLeaves(when, leaf => mapSubjects(leaf, subject => mapFields(subject, change))),
          value: mapFields(value, change),
        })),
        otherwise: expression.otherwise && mapFields(expression.otherwise, change),
      };
  }
}

/** Every search for events beneath a search, itself included, in order. */
export function* eventsOf(search: Search): Generator<Events> {
  switch (search.kind) {
    case 'events':
      yield search;
      return;
    case 'union':
      for (const each of search.searches) yield* eventsOf(each);
      return;
    case 'pipeline':
      yield* eventsOf(search.from);
      for (const stage of search.stages) if (stage.kind === 'join') yield* eventsOf(stage.with);
      return;
    case 'sequence':
      for (const { search: step } of [...search.steps, ...(search.until ? [search.until] : [])])
        yield* eventsOf(step);
      return;
    case 'correlate':
      for (const { search: input } of search.inputs) yield* eventsOf(input);
      return;
    case 'newTerms':
      yield* eventsOf(search.from);
      return;
    case 'indicatorMatch':
      yield* eventsOf(search.from);
      yield* eventsOf(search.indicators);
  }
}
