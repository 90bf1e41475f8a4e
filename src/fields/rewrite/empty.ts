import { equals, exists, type Field, type Given, type Leaf, mapLeaves, not, or } from '../../ir/index.ts';
import type { DataSource } from '../data-source.ts';
import type { Rewriting } from '../rewriting.ts';

/** Whether Splunk takes the events of a source from the XML that Windows writes. */
export function isOfXml(source: DataSource | undefined): source is DataSource {
  return source?.splunk.search.includes('XmlWinEventLog') === true;
}

/**
 * In Splunk's names: an empty element of an event's XML makes no field, as KEEP_EMPTY_VALS is false where the add-on does not say otherwise
 * (https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/10.0/configuration-file-reference/10.0.0-configuration-file-reference/transforms.conf).
 * Who asks for the empty text asks whether there is a field, and so does who asks for none.
 */
export function withoutEmpty(rewriting: Rewriting): Rewriting {
  const given = new Set<Given>(rewriting.given);
  const predicate = mapLeaves(rewriting.predicate, leaf => {
    if (!('subject' in leaf) || leaf.subject.kind !== 'field') return leaf;
    const { subject } = leaf;
    if (leaf.kind === 'exists') given.add(assumed(subject));
    if (leaf.kind !== 'equals' || leaf.quantifier === 'all' || !leaf.values.includes('')) return leaf;
    given.add(assumed(subject));
    return or([...otherValues(leaf, subject), not(exists(subject, leaf.origin))], leaf.origin);
  });
  return { ...rewriting, predicate, given: [...given] };
}

function assumed({ name }: Field): Given {
  return `empty-or-absent:${name}`;
}

function otherValues(leaf: Extract<Leaf, { kind: 'equals' }>, subject: Field): readonly Leaf[] {
  const rest = leaf.values.filter(value => value !== '');
  return rest.length === 0 ? [] : [equals(subject, rest, leaf)];
}
