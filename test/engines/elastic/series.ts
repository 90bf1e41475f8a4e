import { isIP } from 'node:net';
import { kindOfField } from '../../../backends/elastic/field-kind.ts';
import type { EventData } from '../../../bench/corpus/inputs.ts';
import { type Choice, eventsOf, type Field, fieldsIn } from '../../../src/ir/index.ts';
import { seriesStart } from '../../../src/verify/several/runner.ts';
import { anAlert, type JudgedSeries, noAlert, type SeriesPair, type SeriesVerdicts } from '../series.ts';
import { fits, flat, typeOf } from './documents.ts';
import { indexOf, problemOf, sure } from './judge.ts';
import type { ElasticNode } from './node.ts';

/** The first ones of a rule show most. */
const mostSeries = 30;

const index = 'series';

/**
 * ES|QL over several events, as Kibana runs it: over the events that a run looks back on. What it tells are rows, which say nothing of
 * the events that they are made of.
 */
export async function judgeEsqlSeries(
  node: ElasticNode,
  pairs: readonly SeriesPair[],
  verdicts: SeriesVerdicts,
): Promise<void> {
  for (const pair of pairs.filter(isAlone)) {
    const all = pair.series.slice(0, mostSeries);
    const mapping = held(mappingOf(pair), all, [...besideEachOther(pair.search)]);
    // Words that stand for addresses are in no network.
    if (/\bcidr_match\(/.test(pair.query) && isWithoutAddresses(pair, mapping)) continue;
    const known = all.filter(({ events }) => events.every(({ data }) => isStored(flat(data), mapping)));
    await sure(node.ask('PUT', index, indexOf(mapping)));
    const refused = await store(node, known);
    for (const [place, series] of known.entries()) {
      if (refused.has(place)) continue;
      const wanted = [series.wanted.length > 0 ? anAlert : noAlert];
      const found = await foundBy(node, pair, series, place);
      // The node is older than some functions.
      if (typeof found === 'string' && found.includes('Unknown function')) break;
      verdicts.judge(pair, { ...series, wanted }, found);
      // What it does not run once it does not run at all.
      if (typeof found === 'string') break;
    }
    await sure(node.ask('DELETE', index));
  }
}

function isWithoutAddresses(pair: SeriesPair, mapping: ReadonlyMap<string, string>): boolean {
  return [...mappingOf(pair)].some(([name, type]) => type === 'ip' && mapping.get(name) !== 'ip');
}

/** What Elasticsearch says of a document itself is none of its fields. */
function isStored(document: EventData, mapping: ReadonlyMap<string, string>): boolean {
  return fits(document, mapping) && !Object.keys(document).some(name => name.startsWith('_'));
}

/**
 * The keys of series are words, which a field of addresses does not hold: it is then one of keywords, and so are those of which one
 * stands in the place of the other, since values of two types do not.
 */
function held(
  mapping: ReadonlyMap<string, string>,
  all: readonly JudgedSeries[],
  beside: readonly (readonly string[])[],
): ReadonlyMap<string, string> {
  const documents = all.flatMap(({ events }) => events.map(({ data }) => flat(data)));
  const isHeld = (name: string): boolean =>
    documents.every(document => [document[name] ?? []].flat().every(value => isIP(String(value)) > 0));
  const addresses = [...mapping.keys()].filter(name => mapping.get(name) === 'ip');
  const words = new Set(addresses.filter(name => !isHeld(name)));
  for (let before = -1; before < words.size; ) {
    before = words.size;
    for (const names of beside)
      if (names.some(name => words.has(name))) for (const name of names) words.add(name);
  }
  return new Map(
    [...mapping].map(([name, type]) => [name, type === 'ip' && words.has(name) ? 'keyword' : type]),
  );
}

/** Fields of which one value or the other is taken. */
function* besideEachOther(node: unknown): Generator<readonly string[]> {
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && node.kind === 'choice') {
    const { branches, otherwise } = node as Choice;
    yield [...branches.map(({ value }) => value), otherwise].flatMap(value =>
      value?.kind === 'field' ? [value.name] : [],
    );
  }
  for (const [key, inner] of Object.entries(node)) if (key !== 'origin') yield* besideEachOther(inner);
}

/**
 * Other indices than that of the events are none that the node has, nor are commands of later versions, and parts of ES|QL that no
 * public package of its version holds: a query that asks for them hangs, or is refused.
 */
function isAlone({ query }: SeriesPair): boolean {
  return !/^\| (?:lookup join|enrich|dissect|inline stats|uri_parts|limit \d+ by) |^from .*\(from |\bkql\(/m.test(
    withQueryStrings(query),
  );
}

/** KQL within ES|QL that says no more than a query string does, which the node knows. */
const plainKql = /\bkql\("([\w.]+):([\w-]+)"\)/g;

function withQueryStrings(query: string): string {
  return query.replaceAll(plainKql, 'qstr("$1:$2")');
}

function asked(query: string, now: string): string {
  return withQueryStrings(query)
    .replace(/^from [^\n]*?(?= metadata|\n|$)/, `from ${index}`)
    .replaceAll(/\bnow\(\)/g, `to_datetime("${now}")`);
}

function mappingOf({
  search,
  query,
  translation: { planned, given },
}: SeriesPair): ReadonlyMap<string, string> {
  const mapping = new Map<string, string>([['@timestamp', 'date']]);
  const own = planned?.several === undefined ? [] : [...fieldsWithin(planned.several.search)];
  const reckoned = new Set(reckonedIn(search));
  const scopes = [...eventsOf(search)].flatMap(({ source }) => (source.scope ? fieldsIn(source.scope) : []));
  for (const field of [...own, ...scopes, ...fieldsWithin(search)]) {
    if (mapping.has(field.name) || field.name.startsWith('_') || planned === undefined) continue;
    const known = kindOfField(field, planned.profile);
    // Beyond the fields that are well known the rule's own use of a number says what its author's mapping is.
    const isNumber = field.type === 'number' || reckoned.has(field.name);
    const kind = known === 'unknown' && isNumber ? 'number' : known;
    mapping.set(field.name, typeOf(kind, field.name, new Set(given)));
  }
  // What it only shows is there too.
  for (const [, names = ''] of query.matchAll(/\| keep ((?:[^|"]|\n)*)/g))
    for (const name of names.split(/[,\s]+/))
      if (/^[a-z]\w*\.[\w.]+$/.test(name) && !mapping.has(name)) mapping.set(name, 'keyword');
  return mapping;
}

/** Fields of which there is a greatest, a mean or a sum. */
function* reckonedIn(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  if (
    'function' in node &&
    'of' in node &&
    /^(?:maximum|average|sum|median|percentile)$/.test(String(node.function))
  )
    for (const { name } of fieldsWithin(node.of)) if (name !== '@timestamp') yield name;
  for (const [key, inner] of Object.entries(node)) if (key !== 'origin') yield* reckonedIn(inner);
}

function* fieldsWithin(node: unknown): Generator<Field> {
  if (typeof node !== 'object' || node === null) return;
  if (isField(node)) yield node;
  for (const [key, inner] of Object.entries(node)) if (key !== 'origin') yield* fieldsWithin(inner);
}

function isField(node: object): node is Field {
  return 'kind' in node && node.kind === 'field' && 'name' in node;
}

/** The series of which the node does not take an event: the types of fields are what is made out of rules, and a value may be of no such type. */
async function store(node: ElasticNode, all: readonly JudgedSeries[]): Promise<ReadonlySet<number>> {
  const refused = new Set<number>();
  const lines = all.flatMap(({ events }, place) =>
    events.flatMap(({ at, data }, number) => [
      { index: { _index: index, _id: `${place}-${number}` } },
      { ...flat(data), '@timestamp': timeOf(at) },
    ]),
  );
  for (let at = 0; at < lines.length; at += 4000) {
    const text = lines.slice(at, at + 4000).map(line => `${JSON.stringify(line)}\n`);
    const { body } = await sure(node.ask('POST', '_bulk', text.join(''), 120));
    const { items } = body as { items: readonly { index: { _id: string; error?: unknown } }[] };
    for (const { index: stored } of items)
      if (stored.error !== undefined) refused.add(Number.parseInt(stored._id, 10));
  }
  await sure(node.ask('POST', `${index}/_refresh`));
  return refused;
}

function timeOf(seconds: number): string {
  return new Date(seriesStart + seconds * 1000).toISOString();
}

async function foundBy(
  node: ElasticNode,
  { query, lookBack }: SeriesPair,
  { events, now = lastOf(events) }: JudgedSeries,
  place: number,
): Promise<readonly string[] | string> {
  const since = lookBack === undefined ? {} : { gt: timeOf(now - lookBack) };
  const filter = [
    { ids: { values: events.map((_, number) => `${place}-${number}`) } },
    { range: { '@timestamp': { ...since, lte: timeOf(now) } } },
  ];
  try {
    const answer = await node.ask(
      'POST',
      '_query',
      { query: asked(query, timeOf(now)), filter: { bool: { filter } } },
      10,
    );
    if (!answer.ok) return problemOf(answer);
    const { values } = answer.body as { values: readonly unknown[] };
    return [values.length > 0 ? anAlert : noAlert];
  } catch (error) {
    return String(error).split('\n')[0] ?? 'it failed';
  }
}

/** Just after the last event. */
function lastOf(events: JudgedSeries['events']): number {
  return Math.max(0, ...events.map(({ at }) => at)) + 0.001;
}
