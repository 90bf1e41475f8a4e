import { derivation } from '../../src/fields/derivations.ts';
import { families } from '../../src/fields/families.ts';
import {
  type DataSource,
  fieldsOf,
  listedFieldsOf,
  openFieldsOf,
  productNames,
} from '../../src/fields/index.ts';

type Product = (typeof productNames)[number];

/** Of each data source and product: how many fields have a name there, and which have none. */
export function fieldsPage(note: string): string {
  const sections = families.filter(({ dataSources }) => dataSources.length > 0).map(familySection);
  return [
    '# Fields',
    note,
    'How many fields of each data source a product has, of those that ruleglot knows. `as logged`: names beyond these that the log is listed to have, which products keep; `open`: objects whose members have any names. A name outside is told as unmapped. `ruleglot list fields --source ID` shows them all. Under each table: the fields that a product lacks, as far as its own pages say, which are listed with it. What `ruleglot.config.yaml` says of fields comes before all of this.',
    dataModels(),
    ...sections,
  ].join('\n\n');
}

/** What stands in the column of data models, and how many sources they hold. */
function dataModels(): string {
  const sources = families.flatMap(family => family.dataSources);
  const inModels = sources.filter(({ splunk }) => splunk.dataModel !== undefined);
  const models = [...new Set(inModels.flatMap(({ splunk }) => splunk.dataModel ?? []))].sort();
  const counts = models.map(
    model => `${model} ${inModels.filter(({ splunk }) => splunk.dataModel === model).length}`,
  );
  return [
    "Of Splunk there are two columns: `splunk` are the fields of the events themselves, `cim` those of data models of the Common Information Model alone. `-t splunk` searches events. `-t splunk:cim`, and `-t splunk` under a profile with `model: cim`, does as Splunk's own security content does: a rule is a search of its data model where one has the source and every field that the rule asks for, and a search of events where none has, with a note of what no data model holds. `-t splunk:datamodel` searches data models alone, and refuses the others.",
    `Of ${sources.length} data sources ${inModels.length} are in a data model (${counts.join(', ')}), and ${sources.length - inModels.length} in none: the Common Information Model has no dataset for script blocks of PowerShell, image loads, access to processes, pipes, WMI, or what cloud trails call their actions. Of other events of Windows it holds the id alone (Event_Signatures).`,
  ].join('\n\n');
}

function familySection({ family, references, dataSources }: (typeof families)[number]): string {
  const rows = dataSources.map(source => {
    const fields = fieldsOf(source.id);
    const counts = productNames.map(
      product => fields.filter(field => field.names[product] !== undefined).length,
    );
    const listed = listedFieldsOf(source.id).length;
    return `| \`${source.id}\` | ${fields.length} | ${listed} | ${openFieldsOf(source.id).length} | ${counts.join(' | ')} |`;
  });
  const table = [
    `| source | fields | as logged | open | ${productNames.join(' | ')} |`,
    `|---|---|---|---|${productNames.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n');
  const pages = `From: ${references.map(page => `<${page}>`).join(', ')}.`;
  return [
    `## ${family}`,
    table,
    ...productNames.flatMap(product => gapsOf(product, dataSources)),
    pages,
  ].join('\n\n');
}

/** Sources that lack the same fields stand together. */
function gapsOf(product: Product, sources: readonly DataSource[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { id, splunk } of sources) {
    const lacks = missing(product, id);
    const gap = product === 'cim' && splunk.dataModel === undefined ? 'no data model' : lacks.join(', ');
    if (gap !== '') groups.set(gap, [...(groups.get(gap) ?? []), `\`${id}\``]);
  }
  if (groups.size === 0) return [];
  const lines = [...groups].map(([gap, ids]) => `- ${ids.join(', ')}: ${gap}`);
  return [`Not in ${product}:`, lines.join('\n')];
}

/** By Sigma's names, which most rules use; else by canonical ones. A part of a path is there where the path is. */
function missing(product: Product, id: string): readonly string[] {
  const fields = fieldsOf(id);
  const held = fields.filter(({ names }) => names[product] !== undefined);
  const names = new Set(held.flatMap(field => field.names.sigma ?? []));
  const wholes = new Set(held.map(({ canonical }) => canonical));
  const shown = fields
    .filter(field => field.names[product] === undefined && !wholes.has(derivation(field.canonical)?.of ?? ''))
    .map(field => field.names.sigma ?? field.among ?? field.canonical)
    .filter(name => !names.has(name));
  return [...new Set(shown)].sort();
}
