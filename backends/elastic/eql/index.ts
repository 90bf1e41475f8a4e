import {
  type Dialect,
  fieldsOf,
  type Given,
  type Leaf,
  type PlannedRule,
  subjects,
} from '../../../src/ir/index.ts';
import { wholeRule } from '../document/whole.ts';
import { flattenedProblem, withoutFlattened } from '../flattened.ts';
import { bareValues, commonGivens } from '../given.ts';
import { printJunctions } from '../junction.ts';
import { indented, pieces, render } from '../layout.ts';
import { withOperandTypes } from '../operand-types.ts';
import { holdsByEql } from '../several/hold.ts';
import { refusesTwoKinds } from '../two-kinds.ts';
import { eqlCapabilities } from './capabilities.ts';
import { categorise } from './category.ts';
import { inspectEql } from './inspect.ts';
import { eqlConnectives } from './leaf.ts';
import { givenOfNumbers } from './number-call.ts';
import { pipesOf } from './pipes.ts';
import { printSequence, sequenceOf } from './sequence.ts';
import { categoryName } from './strings.ts';

/** Event Query Language, for single events. */
export const eql: Dialect = {
  name: 'eql',
  language: 'eql',
  vendor: 'elastic',
  capabilities: eqlCapabilities,
  inspect: withoutFlattened(inspectEql, 'EQL'),
  refuses: rule => flattenedProblem(rule, 'EQL') ?? refusesTwoKinds(rule),
  assumes,
  holds: holdsByEql,
  document: (planned, query) => wholeRule(eql, planned, query),
  print,
};

/**
 * A field without any mapping makes the query an error, or, written `?field`, no value that a `not` could hold of: each
 * field that no field map knows is therefore given as mapped.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-optional-fields
 */
function assumes(leaf: Leaf, rule: PlannedRule): readonly Given[] {
  const unknown = subjects(leaf)
    .flatMap(subject => fieldsOf(subject))
    .filter(field => field.canonical === undefined || field.optional);
  return [
    ...bareValues(leaf, rule),
    ...commonGivens(leaf, rule),
    ...subjects(leaf).flatMap(subject => givenOfNumbers(withOperandTypes(subject, rule), rule.profile)),
    ...unknown.map(field => `mapped:${field.name}`),
  ];
}

function print(rule: PlannedRule): string {
  const { several } = rule;
  if (several?.search.kind === 'sequence') return printSequence(several.search, several.inputs, printEvents);
  if (several?.search.kind === 'pipeline') {
    const { from } = several.search;
    const found =
      from.kind === 'sequence' ? printSequence(from, several.inputs, printEvents) : printEvents(rule, 0);
    return [found, ...(pipesOf(several.search) ?? [])].join('\n');
  }
  if (several?.search.kind === 'correlate')
    return printSequence(sequenceOf(several.search), several.inputs, printEvents);
  return printEvents(rule, 0);
}

/** `start` is the column at which the text begins. */
function printEvents(rule: PlannedRule, start: number): string {
  const { category, where } = categorise(rule);
  const condition = printJunctions(where, eqlConnectives(rule));
  return render(
    indented(pieces(`${category === undefined ? 'any' : categoryName(category)} where `, condition.doc)),
    start,
  );
}
