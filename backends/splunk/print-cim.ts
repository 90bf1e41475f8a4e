import { fieldsIn, type PlannedRule, type Predicate } from '../../src/ir/index.ts';
import { type DataModel, dataModelOf } from './data-models.ts';
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
    search: field => `${model.dataset}.${plainName(field, model)}`,
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
  return dataModelOf(source.splunk.dataModel) ?? unknown;
}

/** The field without its dataset's name. */
export function plainName(field: string, { dataset }: DataModel): string {
  return field.startsWith(`${dataset}.`) ? field.slice(dataset.length + 1) : field;
}

/** tstats over the data model, as security content writes it, then where over its rows for what tstats cannot say. */
export function printCim(planned: PlannedRule): string {
  const model = modelOf(planned);
  const names = cimNames(planned);
  const parts = split([simplify(planned.scope), simplify(planned.where)], names);
  const terms = parts.search.map(each => printSearchText(each, names));
  const by = rowFields(planned, model).map(field => `${model.dataset}.${field}`);
  return [
    '| tstats summariesonly=false allow_old_summaries=true fillnull_value=null count min(_time) as firstTime max(_time) as lastTime',
    `    from datamodel=${model.address}`,
    ...(terms.length === 0 ? [] : [indent(layConditions('where', terms))]),
    `    by ${by.join(' ')}`,
    `| rename ${model.dataset}.* as *`,
    ...restoreNulls(parts.where, model),
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

/** fillnull_value keeps rows with an empty group key by writing the word null there; where must see no value again. */
function restoreNulls(where: readonly Predicate[], model: DataModel): readonly string[] {
  const fields = new Set(
    where.flatMap(each => [...fieldsIn(each)].map(field => plainName(field.name, model))),
  );
  if (fields.size === 0) return [];
  return [
    `| eval ${[...fields].map(field => `${evalName(field)}=nullif(${evalName(field)}, "null")`).join(', ')}`,
  ];
}
