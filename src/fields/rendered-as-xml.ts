import {
  and,
  equals,
  type Field,
  type Leaf,
  leaves,
  mapFields,
  mapLeaves,
  mapSubjects,
  not,
  or,
  type Predicate,
} from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { calculatedField, fieldTable } from './registry.ts';
import { headInXml, type RenderedPart, renderedKeywords, severalInXml } from './rendered-names.ts';

/**
 * What is asked of the text of a Windows event, asked of its XML. Fields of which that is not known keep their names, which no table has then;
 * so do those that the add-on calculates. Undefined where words are looked for in the text.
 * https://help.splunk.com/en/splunk-enterprise/get-data-in/collect-log-data-from-files-and-directories/10.0/get-windows-data/monitor-windows-event-log-data-with-splunk-enterprise
 */
export function renderedAsXml(where: Predicate, source: DataSource): Predicate | undefined {
  if (leaves(where).some(({ leaf }) => leaf.kind === 'keyword')) return undefined;
  const others = otherValuesOf(where);
  const named = (field: Field): Field => ({ ...field, name: nameOf(field, source) ?? field.name });
  return mapLeaves(where, leaf => {
    const subject = fieldOf(leaf);
    if (subject?.name === 'Keywords') return inKeywords(leaf) ?? leaf;
    const parts = subject && severalInXml(subject.name);
    if (subject === undefined || parts === undefined)
      return mapSubjects(leaf, each => mapFields(each, named));
    const isOfAny = !('quantifier' in leaf) || leaf.quantifier === 'any';
    const isKnown = parts.length > 0 && isOfAny && !others.has(subject.name);
    return isKnown
      ? or(
          parts.map(part => ofPart(leaf, subject, part)),
          leaf.origin,
        )
      : leaf;
  });
}

function fieldOf(leaf: Leaf): Field | undefined {
  return 'subject' in leaf && leaf.subject.kind === 'field' ? leaf.subject : undefined;
}

/** As Splunk has it of the XML. */
function nameOf({ name }: Field, source: DataSource): string | undefined {
  if (calculatedField(source, name) !== undefined) return name;
  const mapped = fieldTable(source).byName('splunk', headInXml(name) ?? name);
  if (mapped === undefined || mapped.isUnlisted || severalInXml(name) !== undefined) return undefined;
  const view = mapped.view('splunk');
  return typeof view === 'string' ? view : view && 'name' in view ? view.name : undefined;
}

function ofPart(leaf: Leaf, subject: Field, { name, of, butOf }: RenderedPart): Predicate {
  const one = mapSubjects(leaf, () => ({ ...subject, name }));
  const codes = of ?? butOf;
  if (codes === undefined) return one;
  const { origin } = leaf;
  const isOfThese = equals({ ...subject, name: 'EventCode' }, codes, {
    casing: 'ignored',
    quantifier: 'any',
    origin,
  });
  return and([one, of === undefined ? not(isOfThese, origin) : isOfThese], origin);
}

function inKeywords(leaf: Leaf): Predicate | undefined {
  if (leaf.kind !== 'equals') return undefined;
  const values = leaf.values.map(value => renderedKeywords[String(value).toLowerCase()]);
  const known = values.filter(value => value !== undefined);
  return known.length < values.length ? undefined : { ...leaf, values: known };
}

/**
 * Names of several data of which another value is asked for: `Account_Name!=bob` asks for one beside bob's, or for none that is bob's; Splunk's manual
 * does not say which.
 */
function otherValuesOf(predicate: Predicate): ReadonlySet<string> {
  if (predicate.kind === 'not') return otherValuesOf(predicate.operand);
  if (predicate.kind !== 'and' && predicate.kind !== 'or') return new Set();
  const { operands } = predicate;
  const there =
    predicate.kind === 'or' ? [] : operands.flatMap(each => (each.kind === 'exists' ? severalOf(each) : []));
  const excluded = operands.flatMap(each =>
    each.kind === 'not' ? leaves(each.operand).flatMap(({ leaf }) => severalOf(leaf)) : [],
  );
  return new Set([
    ...operands.flatMap(each => [...otherValuesOf(each)]),
    ...there.filter(name => excluded.includes(name)),
  ]);
}

function severalOf(leaf: Leaf): readonly string[] {
  const name = fieldOf(leaf)?.name;
  return name !== undefined && severalInXml(name) !== undefined ? [name] : [];
}
