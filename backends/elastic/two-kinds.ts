import {
  type Field,
  fieldsIn,
  type Given,
  leaves,
  type PlannedRule,
  type Predicate,
} from '../../src/ir/index.ts';
import { kindOfField, mayBeTime } from './field-kind.ts';
import { kindNeeded } from './given.ts';

/**
 * A field of which no map says how it is indexed, looked for in networks or compared with a number, and compared as a text: KQL,
 * Lucene and EQL look for networks in a field of addresses alone and order keywords by their letters, and neither addresses nor numbers
 * take a text that is none. Undefined where there is no such field, and of rules of Elastic, whose authors know their mappings.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip
 */
export function refusesTwoKinds(planned: PlannedRule): string | undefined {
  if (planned.rule.metadata.vendor === 'elastic') return undefined;
  const parts = [...(planned.several?.inputs.values() ?? [planned])];
  const found = parts.map(({ scope, where }) => ofTwoKinds([scope, where], planned)).find(Boolean);
  return found === undefined
    ? undefined
    : `${found} as well, and Elasticsearch indexes a field in one way alone`;
}

/**
 * ES|QL makes texts numbers and addresses where a leaf asks for them, and no more: a field that is reckoned with and is a text
 * elsewhere fails the whole query, however it is mapped.
 */
export function refusesContradiction(planned: PlannedRule, given: ReadonlySet<Given>): string | undefined {
  if (planned.several !== undefined) return undefined;
  const any = fieldsIn(planned.where).filter(mayBeTime);
  const made = new Set([...any, ...besideFields(planned.where)].map(({ name }) => name));
  for (const each of given) {
    const [kind = '', name = ''] = each.split(/:(.*)/s);
    if (kind !== 'number' && kind !== 'boolean' && kind !== 'ip') continue;
    if (given.has(`keyword:${name}`) && !made.has(name))
      return `${name} is taken for a keyword and for ${kind === 'ip' ? 'an address' : `a ${kind}`} as well, and Elasticsearch indexes a field in one way alone`;
  }
  return undefined;
}

/** Fields that are compared with each other: as what they are indexed, both as the same. */
function besideFields(where: Predicate): readonly Field[] {
  return leaves(where).flatMap(({ leaf }) =>
    leaf.kind === 'compares' && leaf.left.kind === 'field' && leaf.right.kind === 'field'
      ? [leaf.left, leaf.right]
      : [],
  );
}

const uses: Readonly<Record<string, string>> = {
  ip: 'looked for in networks',
  keyword: 'compared as a text',
  number: 'compared as a number',
};

function ofTwoKinds(predicates: readonly Predicate[], rule: PlannedRule): string | undefined {
  const kinds = new Map<string, string>();
  for (const predicate of predicates)
    for (const { leaf } of leaves(predicate)) {
      const kind = kindNeeded(leaf, rule) ?? '';
      if (uses[kind] === undefined) continue;
      for (const field of fieldsIn(leaf)) {
        const known = kinds.get(field.name);
        if (kindOfField(field, rule.profile) !== 'unknown') continue;
        if (known !== undefined && known !== kind)
          return `${field.name} is ${uses[known]}, and ${uses[kind]}`;
        kinds.set(field.name, kind);
      }
    }
  return undefined;
}
