import {
  type Dialect,
  fieldsOf,
  foldsBeyondAscii,
  type Given,
  type Leaf,
  type PlannedRule,
  subjects,
} from '../../../src/ir/index.ts';
import { wholePredicate } from '../conjuncts.ts';
import { wholeRule } from '../document/whole.ts';
import { isAlsoText } from '../field-kind.ts';
import { flattenedProblem, withoutFlattened } from '../flattened.ts';
import { binding, within } from '../fragment.ts';
import { bareValues, commonGivens } from '../given.ts';
import { indented, pieces, render } from '../layout.ts';
import { fieldNames } from '../quantifier.ts';
import { refusesContradiction } from '../two-kinds.ts';
import { esqlCapabilities } from './capabilities.ts';
import { printCondition } from './condition.ts';
import { inspectEsql, isMatchable, mayBeText } from './inspect.ts';
import { printPipeline } from './pipeline.ts';
import { holdsByEsql, pipelineOf } from './several.ts';
import { indexPattern } from './strings.ts';
import { textTimes } from './times.ts';

export { printPipeline } from './pipeline.ts';
export { limitOfStage } from './stage.ts';

/** Elasticsearch Query Language, a row for each event. */
export const esql: Dialect = {
  name: 'esql',
  language: 'esql',
  vendor: 'elastic',
  plainCasing: 'exact',
  capabilities: esqlCapabilities,
  inspect: withoutFlattened(inspectEsql, 'ES|QL'),
  assumes,
  holds: holdsByEsql,
  refuses: (rule, given) => flattenedProblem(rule, 'ES|QL') ?? refusesContradiction(rule, given),
  document: (planned, query) => wholeRule(esql, planned, query),
  print,
};

/** Columns that no mapping has are errors, and arrays compare to null. */
function assumes(leaf: Leaf, rule: PlannedRule): readonly Given[] {
  const fields = subjects(leaf).flatMap(subject => fieldsOf(subject));
  const several = 'quantifier' in leaf && leaf.quantifier !== 'single' && !isMatchable(leaf, rule);
  const isMadeAddress = leaf.kind === 'inNetwork' && mayBeText(leaf.subject, rule);
  const made = leaf.kind === 'compares' ? subjects(leaf).filter(each => isAlsoText(each, rule)) : [];
  const needless = new Set(made.flatMap(fieldsOf).map(({ name }) => `number:${name}`));
  const isNeedless = (given: Given): boolean =>
    needless.has(given) ||
    (isMadeAddress && given.startsWith('ip:')) ||
    (given === 'ascii-case-folding' && !foldsBeyondAscii(leaf));
  return [
    ...bareValues(leaf, rule),
    ...commonGivens(leaf, rule).filter(given => !isNeedless(given)),
    ...(several
      ? fieldNames(leaf)
          .filter(name => !rule.profile.isMultiValued(name))
          .map(name => `single-valued:${name}`)
      : []),
    ...fields
      .filter(field => field.canonical === undefined || field.optional)
      .map(field => `mapped:${field.name}`),
    ...(leaf.kind === 'equals' || leaf.kind === 'compares'
      ? textTimes(leaf).map(name => `iso-time:${name}`)
      : []),
  ];
}

/** The metadata give each alert its identity, as Elastic asks of rules that do not aggregate. */
function print(rule: PlannedRule): string {
  const { several } = rule;
  if (several !== undefined) return printPipeline(pipelineOf({ ...rule, several }), rule);
  const { indices } = rule.source.elastic;
  const from = indices.length === 0 ? 'logs-*' : indices.map(indexPattern).join(', ');
  const condition = within(printCondition(wholePredicate(rule), rule), binding.or);
  return `from ${from} metadata _id, _index, _version\n${render(indented(pieces('| where ', condition)))}`;
}
