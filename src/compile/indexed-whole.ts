import {
  fieldsIn,
  fieldsOf,
  type Given,
  type Leaf,
  leaves,
  type Predicate,
  subjects,
  type Vendor,
} from '../ir/index.ts';

/**
 * Keywords of Elastic whose values are often longer than its index templates take: beyond 1,024 characters (`ignore_above`) a value is not
 * indexed, and no query finds it. Command lines and addresses of the web are of the type wildcard, which has no such limit.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ignore-above
 */
const oftenLong =
  /^(?:process\.(?:parent\.)?args|user_agent\.original|url\.query|http\.request\.referrer|winlog\.event_data\.(?:\w*CommandLine|\w*(?:Content|Info|Query)|AttributeValue|CallTrace|Consumer|Data|Details|Destination|Filter|HostApplication|ImagePath|param\d+|Payload|QueryResults|ScriptBlockText|ServiceFileName|TaskContent\w*))$/i;

/** Given where a leaf can hold of a long value, and one of the products alone would not find it. */
export function indexedWhole(written: Leaf, translated: Predicate, vendor: Vendor): readonly Given[] {
  const source = subjects(written).flatMap(fieldsOf);
  const target = fieldsIn(translated);
  const isOfElastic = source.some(each => each.vendor === 'elastic');
  if (isOfElastic === (vendor === 'elastic')) return [];
  const asked = isOfElastic ? [written] : leaves(translated).map(({ leaf }) => leaf);
  const isLong = asked.some(
    leaf =>
      takesLong(leaf) &&
      subjects(leaf)
        .flatMap(fieldsOf)
        .some(({ name }) => oftenLong.test(name)),
  );
  return isLong ? target.map(({ name }) => `indexed-whole:${name}` as const) : [];
}

function takesLong(leaf: Leaf): boolean {
  switch (leaf.kind) {
    case 'exists':
    case 'matches':
    case 'compares':
    case 'analysed':
      return true;
    case 'like':
      return leaf.patterns.some(parts => parts.some(({ kind }) => kind === 'anyRun'));
    case 'equals':
      return leaf.subject.kind !== 'field';
    default:
      return false;
  }
}
