import { fieldsIn, type PlannedRule, type Predicate } from '../../src/ir/index.ts';
import { type DataModel, dataModelOf, isOfEachEvent } from './data-models.ts';
import { layConditions } from './layout.ts';
import type { Names } from './names.ts';
import { printWhere } from './print-events.ts';
import { evalName } from './quoting.ts';
import { printSearchText } from './search-text.ts';
import { simplify } from './simplify.ts';
import { split } from './split.ts';

/** Before the rename fields bear their dataset's name, after it none. */
export function cimNames(planned: PlannedRule): Names {
  const model = modelOf(planned);
  return {
    search: field => ofDataset(plainName(field, model), model),
    eval: field => evalName(plainName(field, model)),
    isMultiValued: field => planned.profile.isMultiValued(field),
    indexed: true,
  };
}

const unknown: DataModel = {
  address: 'Endpoint',
  dataset: 'Endpoint',
  subjects: ['dest'],
  fields: new Set(),
};

export function modelOf({ source }: PlannedRule): DataModel {
  return dataModelOf(source.splunk) ?? unknown;
}

/** The field without its dataset's name. */
export function plainName(field: string, { dataset }: DataModel): string {
  return field.startsWith(`${dataset}.`) ? field.slice(dataset.length + 1) : field;
}

/** The name in tstats of a field of the model. */
function ofDataset(field: string, { dataset }: DataModel): string {
  return isOfEachEvent(field) ? field : `${dataset}.${field}`;
}

/** tstats over the data model, as security content writes it, then where over its rows for what tstats cannot say. */
export function printCim(planned: PlannedRule): string {
  const model = modelOf(planned);
  const names = cimNames(planned);
  const parts = split([simplify(planned.scope), simplify(planned.where)], names);
  const terms = parts.search.map(each => printSearchText(each, names));
  const by = rowFields(planned, model).map(field => ofDataset(field, model));
  return [
    '| tstats summariesonly=false allow_old_summaries=true fillnull_value=null count min(_time) as firstTime max(_time) as lastTime',
    `    from datamodel=${model.address}`,
    ...(terms.length === 0 ? [] : [indent(layConditions('where', terms))]),
    `    by ${by.join(' ')}`,
    `| rename ${model.dataset}.* as *`,
    ...restoreNulls(restoredFields(parts, model)),
    ...printWhere(parts.where, names),
    '| convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime) ctime(lastTime)',
  ].join('\n');
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

/** A row lacks what it is not grouped by, so every field that is read is. */
export function rowFields(planned: PlannedRule, model: DataModel): readonly string[] {
  const read = [...fieldsIn(planned.scope), ...fieldsIn(planned.where)].map(field =>
    plainName(field.name, model),
  );
  return [...new Set([...model.subjects, ...read])];
}

/**
 * fillnull_value keeps rows with an empty group key by writing the word null there; where must see no value again. A field that the
 * search asks a value of is never filled, and keeps even a text that is that word.
 */
function restoreNulls(fields: readonly string[]): readonly string[] {
  if (fields.length === 0) return [];
  return [
    `| eval ${fields.map(field => `${evalName(field)}=nullif(${evalName(field)}, "null")`).join(', ')}`,
  ];
}

function restoredFields(
  { search, where }: { readonly search: readonly Predicate[]; readonly where: readonly Predicate[] },
  model: DataModel,
): readonly string[] {
  const required = new Set(search.flatMap(each => requiredName(each, model) ?? []));
  const read = where.flatMap(each => fieldsIn(each).map(field => plainName(field.name, model)));
  return [...new Set(read)].filter(name => !required.has(name));
}

/** The one field that a term of a search asks a value of, in each of its alternatives. */
function requiredName(term: Predicate, model: DataModel): string | undefined {
  if (term.kind === 'or') {
    const names = new Set(term.operands.map(each => requiredName(each, model)));
    return names.size === 1 ? [...names][0] : undefined;
  }
  if (!('subject' in term) || term.subject.kind !== 'field') return undefined;
  return plainName(term.subject.name, model);
}
