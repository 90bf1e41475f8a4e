import type { DataSource } from '../fields/index.ts';
import { dataSources, fieldsOf } from '../fields/index.ts';

type Row = Readonly<Record<string, string>>;

/** A data source in a row: what each product calls it, and how many of its fields have names. */
export function sourceFacts(source: DataSource): Row {
  return {
    id: source.id,
    title: source.title,
    fields: String(fieldsOf(source.id).length),
    sigma: sigmaName(source),
    elastic: source.elastic.indices.join(' '),
    splunk: source.splunk.search,
    cim: source.splunk.dataModel ?? '',
    panther: source.panther.logTypes.join(' '),
  };
}

/** The source of an id; else those that a product calls so; else those whose ids have the word. */
export function sourcesCalled(word: string): readonly DataSource[] {
  const all = dataSources();
  const byId = all.filter(({ id }) => id === word);
  if (byId.length > 0) return byId;
  const small = word.toLowerCase();
  const called = all.filter(source => namesOf(source).some(name => name.toLowerCase() === small));
  const wholes = called.filter(({ partOf }) => partOf === undefined);
  if (wholes.length > 0) return wholes;
  return all.filter(({ id, partOf }) => partOf === undefined && id.toLowerCase().includes(small));
}

/** What products call a source: its Sigma log source, data sets, log types, and the places and macros of Splunk. */
function namesOf(source: DataSource): readonly string[] {
  const { sigma, elastic, splunk, panther } = source;
  const places = [splunk.search, ...(splunk.also ?? [])];
  return [
    sigmaName(source),
    [sigma.product, sigma.category ?? sigma.service].filter(each => each !== undefined).join('/'),
    ...(sigma.also ?? []),
    ...elastic.indices,
    ...(elastic.datasets ?? []),
    ...places,
    ...places.flatMap(place => /^\w+="([^"]+)"$/.exec(place)?.[1] ?? []),
    ...(splunk.macros ?? []),
    ...panther.logTypes,
  ];
}

/** All that is known of a data source, with what selects its events in each product. */
export function sourceDetails(source: DataSource): Row {
  const { sigma, elastic, splunk, panther } = source;
  const { id, title, fields, ...names } = sourceFacts(source);
  const scopes: Readonly<Record<string, object | undefined>> = {
    'sigma events': sigma.scope,
    'elastic events': elastic.scope,
    'splunk events': splunk.scope,
    'cim events': splunk.dataModelScope,
    'panther events': panther.scope,
  };
  return {
    ...{ id: id ?? '', title: title ?? '', fields: fields ?? '', ...names },
    ...(elastic.category === undefined ? {} : { 'elastic category': elastic.category }),
    ...(sigma.definition === undefined ? {} : { 'sigma definition': sigma.definition }),
    ...(sigma.also === undefined ? {} : { 'sigma also': sigma.also.join(' ') }),
    ...(splunk.also === undefined ? {} : { 'splunk also': splunk.also.join(' or ') }),
    ...(splunk.macros === undefined ? {} : { 'splunk macros': splunk.macros.join(' ') }),
    ...Object.fromEntries(
      Object.entries(scopes).flatMap(([what, scope]) =>
        scope === undefined || Object.keys(scope).length === 0 ? [] : [[what, scopeText(scope)]],
      ),
    ),
    ...Object.fromEntries(
      Object.entries(source.lacks ?? {}).map(([vendor, why]) => [`not in ${vendor}`, why]),
    ),
    ...Object.fromEntries(
      Object.entries(source.wider ?? {}).map(([vendor, why]) => [`more in ${vendor}`, why]),
    ),
  };
}

/** As Sigma names it: product/category/service. */
function sigmaName({ sigma: { product = '', category = '', service = '' } }: DataSource): string {
  return [product, category, service].join('/').replace(/\/+$/, '');
}

function scopeText(scope: object): string {
  return Object.entries(scope)
    .map(([field, value]) => `${field}: ${[value].flat().join(', ')}`)
    .join('; ');
}
