import { leaves, subjects } from '../../../src/ir/index.ts';
import type { Pair } from '../pairs.ts';
import type { Answers, Verdicts } from '../verdicts.ts';
import { fits, flat, mappingOf } from './documents.ts';
import { Kuery } from './kuery.ts';
import type { Answer, ElasticNode } from './node.ts';

/** Pairs whose queries want the same types of the same fields: they share an index. */
interface Index {
  readonly name: string;
  readonly mapping: Map<string, string>;
  readonly pairs: Pair[];
  /** Its query looks into every field, of which others would bring thousands. */
  readonly isAlone: boolean;
}

/** KQL, Lucene and ES|QL on the events themselves, indexed as Elastic's templates would. */
export async function judgeElastic(
  node: ElasticNode,
  pairs: readonly Pair[],
  verdicts: ReadonlyMap<string, Verdicts>,
): Promise<void> {
  for (const index of indicesOf(pairs.filter(pair => !asksNested(pair) && !asksScripts(pair)))) {
    await judgeIndex(node, index, verdicts);
    await sure(node.ask('DELETE', index.name, undefined, 120));
  }
}

function indicesOf(pairs: readonly Pair[]): readonly Index[] {
  const found: Index[] = [];
  for (const pair of pairs) {
    const mapping = mappingOf(pair);
    const isAlone = asksEveryField(pair);
    const agrees = ({ mapping: other }: Index) =>
      [...mapping].every(([name, type]) => (other.get(name) ?? type) === type);
    const index = isAlone ? undefined : found.find(each => !each.isAlone && agrees(each));
    if (index === undefined)
      found.push({ name: `events-${found.length}`, mapping: new Map(mapping), pairs: [pair], isAlone });
    else {
      for (const [name, type] of mapping) index.mapping.set(name, type);
      index.pairs.push(pair);
    }
  }
  return found;
}

/** Objects within lists would each need a mapping of their own, where dotted names no longer are plain fields. */
function asksNested({ readings }: Pair): boolean {
  return readings.some(({ predicate }) => [...leaves(predicate)].some(({ leaf }) => leaf.kind === 'element'));
}

/** The analyser of scripts is a part of Elasticsearch that the node is made without. */
function asksScripts({ readings }: Pair): boolean {
  return readings.some(({ predicate }) =>
    [...leaves(predicate)].some(({ leaf }) => leaf.kind === 'analysed' && leaf.analyser !== undefined),
  );
}

function asksEveryField({ readings }: Pair): boolean {
  return readings.some(({ predicate }) =>
    [...leaves(predicate)].some(
      ({ leaf }) => leaf.kind === 'keyword' || subjects(leaf).some(each => each.kind === 'fieldPattern'),
    ),
  );
}

async function judgeIndex(
  node: ElasticNode,
  { name, mapping, pairs }: Index,
  verdicts: ReadonlyMap<string, Verdicts>,
): Promise<void> {
  await sure(node.ask('PUT', name, indexOf(mapping), 120));
  const stored = new Set<string>();
  const lines = pairs.flatMap((pair, number) =>
    pair.events.flatMap((event, at) => {
      const document = flat(event);
      if (!fits(document, mapping)) return [];
      return [{ index: { _index: name, _id: `${number}-${at}` } }, document];
    }),
  );
  for (let at = 0; at < lines.length; at += 4000) await store(node, lines.slice(at, at + 4000), stored);
  await sure(node.ask('POST', `${name}/_refresh`, undefined, 120));
  const kuery = new Kuery(await fieldsOf(node, name));
  for (const [number, pair] of pairs.entries()) {
    const ids = pair.events.map((_, at) => `${number}-${at}`);
    const hits = await hitsOf(node, name, pair, ids, kuery);
    const answers: Answers = ids.map(id =>
      stored.has(id) ? (typeof hits === 'string' ? hits : hits.has(id)) : undefined,
    );
    verdicts.get(pair.dialect.name)?.judge(pair, answers);
  }
}

/** Every field that the index has by now, with its type, as Kibana asks for them. */
async function fieldsOf(node: ElasticNode, index: string): Promise<ReadonlyMap<string, string>> {
  const { body } = await sure(node.ask('GET', `${index}/_mapping`));
  const { mappings } = Object.values(
    body as Record<string, { mappings: { properties?: Record<string, { type?: string }> } }>,
  )[0] ?? { mappings: {} };
  return new Map(
    Object.entries(mappings.properties ?? {}).map(([name, { type }]) => [name, type ?? 'object']),
  );
}

export function indexOf(mapping: ReadonlyMap<string, string>): unknown {
  const keyword = { match_mapping_type: '*', mapping: { type: 'keyword' } };
  return {
    settings: {
      number_of_replicas: 0,
      // Every query is asked once: what a cache keeps of it would fill the heap.
      'queries.cache.enabled': false,
      'requests.cache.enable': false,
      'mapping.total_fields.limit': 50_000,
      max_result_window: 50_000,
    },
    mappings: {
      subobjects: false,
      date_detection: false,
      dynamic_templates: [{ everything: keyword }],
      properties: Object.fromEntries([...mapping].map(([name, type]) => [name, { type }])),
    },
  };
}

/** Documents that do not fit the mapping are none that an index holds. */
async function store(node: ElasticNode, lines: readonly unknown[], stored: Set<string>): Promise<void> {
  const text = `${lines.map(line => JSON.stringify(line)).join('\n')}\n`;
  const { body } = await sure(node.ask('POST', '_bulk', text, 120));
  const { items } = body as { items: readonly { index: { _id: string; status: number } }[] };
  for (const { index } of items) if (index.status < 300) stored.add(index._id);
}

/** Ids of the events that a query finds, or what the node says of the query. */
async function hitsOf(
  node: ElasticNode,
  index: string,
  { dialect, query }: Pair,
  ids: readonly string[],
  kuery: Kuery,
): Promise<ReadonlySet<string> | string> {
  const only = { ids: { values: ids } };
  try {
    return dialect.name === 'esql'
      ? await rowsOf(node, query.replace(/^from .* metadata/, `from ${index} metadata`), only)
      : await documentsOf(
          node,
          index,
          [dialect.name === 'kql' ? kuery.toQueryDsl(query) : queryString(query), only],
          ids.length,
        );
  } catch (error) {
    return String(error).split('\n')[0] ?? 'it failed';
  }
}

async function rowsOf(
  node: ElasticNode,
  query: string,
  filter: unknown,
): Promise<ReadonlySet<string> | string> {
  const answer = await node.ask('POST', '_query', { query: `${query}\n| keep _id\n| limit 10000`, filter });
  if (!answer.ok) return problemOf(answer);
  const { values } = answer.body as { values: readonly (readonly string[])[] };
  return new Set(values.map(([id = '']) => id));
}

async function documentsOf(
  node: ElasticNode,
  index: string,
  filter: readonly unknown[],
  size: number,
): Promise<ReadonlySet<string> | string> {
  const answer = await node.ask('POST', `${index}/_search`, {
    size,
    _source: false,
    query: { bool: { filter } },
  });
  if (!answer.ok) return problemOf(answer);
  const { hits } = answer.body as { hits: { hits: readonly { _id: string }[] } };
  return new Set(hits.hits.map(({ _id }) => _id));
}

/** As Kibana sends it for a rule. */
function queryString(query: string): unknown {
  return { query_string: { query, analyze_wildcard: true, time_zone: 'Zulu' } };
}

export function problemOf({ body }: Answer): string {
  const { error } = body as { error?: { root_cause?: readonly { reason?: string }[]; reason?: string } };
  return error?.root_cause?.[0]?.reason ?? error?.reason ?? JSON.stringify(body).slice(0, 300);
}

export async function sure(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`the node refused: ${problemOf(answer)}`);
  return answer;
}
