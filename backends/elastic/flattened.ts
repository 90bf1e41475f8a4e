import {
  type Capability,
  fieldsOf,
  type Leaf,
  mapFields,
  mapSubjects,
  type Pattern,
  type PlannedRule,
  subjects,
} from '../../src/ir/index.ts';
import { refused } from './capability.ts';
import { hasLetters, textsOf } from './letter-case.ts';

/** Keys of flattened fields: what CloudTrail, Okta and Azure hold in objects of any shape. */
const keys =
  /^(?:aws\.cloudtrail\.flattened\.\w+|okta\.debug_context\.debug_data\.flattened|okta\.target|azure\.platformlogs\.properties)\./;

type Inspect = (leaf: Leaf, rule: PlannedRule) => Capability;

/**
 * A key of a flattened field is equal to a value, begins with it or is there, and no more: a query of other parts fails, the rule with
 * it. Authors of Elastic's own rules know their mappings.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/flattened#supported-operations
 */
export function wholeFlattened(inspect: Inspect, foldsByRegex = false): Inspect {
  return (leaf, rule) => {
    const isValue = (leaf.kind === 'equals' && leaf.subject.kind === 'field') || isOfBeginnings(leaf);
    const isFolded = 'casing' in leaf && leaf.casing === 'ignored' && textsOf(leaf).some(hasLetters);
    const isWhole = leaf.kind === 'exists' || (isValue && !(foldsByRegex && isFolded));
    const key = isWhole ? undefined : flattenedKey(leaf, rule);
    return key === undefined
      ? inspect(leaf, rule)
      : refused(
          `Elasticsearch compares values and their beginnings alone of ${key}, a key of a flattened field`,
        );
  };
}

function isOfBeginnings(leaf: Leaf): boolean {
  const isBeginning = ([first, second, ...more]: Pattern): boolean =>
    first?.kind === 'text' && second?.kind === 'anyRun' && more.length === 0;
  return leaf.kind === 'like' && leaf.subject.kind === 'field' && leaf.patterns.every(isBeginning);
}

/**
 * EQL and ES|QL refuse a query that names one.
 * https://www.elastic.co/docs/reference/query-languages/esql/limitations#_unsupported_types
 */
export function withoutFlattened(inspect: Inspect, language: 'EQL' | 'ES|QL'): Inspect {
  return (leaf, rule) => {
    const key = flattenedKey(language === 'ES|QL' ? withoutExtracted(leaf) : leaf, rule);
    return key === undefined
      ? inspect(leaf, rule)
      : refused(`${language} does not know ${key}, a key of a flattened field`);
  };
}

/** As `withoutFlattened`, of what a search over several events groups, measures and reckons with. */
export function flattenedProblem({ rule, several }: PlannedRule, language: string): string | undefined {
  if (several === undefined || rule.metadata.vendor === 'elastic') return undefined;
  const key = keyIn(several.search);
  return key === undefined ? undefined : `${language} does not know ${key}, a key of a flattened field`;
}

function keyIn(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('kind' in node && node.kind === 'field' && 'name' in node && keys.test(String(node.name)))
    return String(node.name);
  for (const [name, inner] of Object.entries(node)) {
    const found = name === 'origin' ? undefined : keyIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** FIELD_EXTRACT of ES|QL reads what an author of it has it read. */
function withoutExtracted(leaf: Leaf): Leaf {
  return mapSubjects(leaf, subject =>
    mapFields(subject, ({ keyOf, ...field }) => (keyOf === undefined ? field : { ...field, name: keyOf })),
  );
}

function flattenedKey(leaf: Leaf, { rule }: PlannedRule): string | undefined {
  const isUnknown = rule.metadata.vendor !== 'elastic';
  return subjects(leaf)
    .flatMap(each => fieldsOf(each))
    .find(({ name, keyOf }) => keyOf !== undefined || (isUnknown && keys.test(name)))?.name;
}
