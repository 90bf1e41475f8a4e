import { and, type Equals, fold, type LogSource, type Predicate, plainText } from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { dataSource, dataSources } from './registry.ts';

export interface Recognised {
  readonly id: string;
  readonly scope: Predicate | undefined;
  readonly where: Predicate;
}

/** A conjunct that may select a source: a field, the values asked of it, and whether it asks for any of them or for none. */
interface Fact {
  readonly field: string;
  readonly values: readonly string[];
  readonly positive: boolean;
  readonly conjunct: Predicate;
}

/** Fields that select a source rather than a threat; those marked tell sources apart, so other values mean another source. */
const scoping: Readonly<Record<string, 'identity' | 'detail'>> = {
  'event.dataset': 'identity',
  'data_stream.dataset': 'identity',
  'event.category': 'identity',
  'event.type': 'identity',
  'host.os.type': 'identity',
  'host.os.family': 'identity',
  'winlog.channel': 'identity',
  'event.module': 'detail',
  'event.provider': 'detail',
  'event.action': 'identity',
  'event.code': 'identity',
  'event.kind': 'detail',
  'network.protocol': 'detail',
};

/** The data source of an Elastic rule, by its data sets, index patterns and top-level scoping conjuncts. */
export function recogniseElastic(source: LogSource, where: Predicate): Recognised | undefined {
  const facts = conjuncts(where).flatMap(conjunct => factOf(conjunct) ?? []);
  const patterns = (source.elastic?.indices ?? []).map(datasetOfIndex);
  let best: { source: DataSource; used: readonly Fact[]; score: number } | undefined;
  for (const id of candidates(facts, patterns)) {
    const candidate = dataSource(id);
    const used = candidate && usedFacts(candidate, facts, patterns);
    if (candidate === undefined || used === undefined) continue;
    const score = used.length * 10 + (patterns.some(pattern => belongs(candidate, pattern)) ? 5 : 0);
    if (best === undefined || score > best.score) best = { source: candidate, used, score };
  }
  if (best === undefined) return undefined;
  const scope = best.used.map(fact => fact.conjunct);
  const rest = conjuncts(where).filter(conjunct => !scope.includes(conjunct));
  return {
    id: best.source.id,
    scope: scope.length === 0 ? undefined : and(scope),
    where: scope.length === 0 ? where : and(rest, where.origin),
  };
}

function conjuncts(where: Predicate): readonly Predicate[] {
  const found: Predicate[] = [];
  const pending: Predicate[] = [where];
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    if (next.kind === 'and') pending.push(...[...next.operands].reverse());
    else found.push(next);
  return found;
}

function factOf(conjunct: Predicate): Fact | undefined {
  if (conjunct.kind === 'not') {
    const inner = factOf(conjunct.operand);
    return inner && { ...inner, positive: !inner.positive, conjunct };
  }
  if (conjunct.kind === 'or') return alternatives(conjunct);
  if ((conjunct.kind !== 'equals' && conjunct.kind !== 'like') || conjunct.subject.kind !== 'field')
    return undefined;
  const field = conjunct.subject.name;
  if (!Object.hasOwn(scoping, field)) return undefined;
  const texts = conjunct.kind === 'equals' ? conjunct.values.map(String) : conjunct.patterns.map(plainText);
  return texts.every(value => value !== undefined)
    ? { field, values: texts, positive: true, conjunct }
    : undefined;
}

/** `a: x or a: y`, and a data set asked for by either of its names. */
function alternatives(conjunct: Predicate): Fact | undefined {
  const folded = fold(conjunct);
  if (folded.kind !== 'or') {
    const fact = folded.kind === 'always' || folded.kind === 'not' ? undefined : factOf(folded as Equals);
    return fact && { ...fact, conjunct };
  }
  if (folded.operands.length > 8) return undefined;
  const facts = folded.operands.map(operand => (operand.kind === 'equals' ? factOf(operand) : undefined));
  const named = facts.every(fact => fact?.field === 'event.dataset' || fact?.field === 'data_stream.dataset');
  if (!named) return undefined;
  return {
    field: 'data_stream.dataset',
    values: [...new Set(facts.flatMap(fact => fact?.values ?? []))],
    positive: true,
    conjunct,
  };
}

/** `logs-aws.cloudtrail-*` names aws.cloudtrail; a pattern that is no data stream names itself. */
function datasetOfIndex(index: string): string {
  return index
    .replace(/^logs-/, '')
    .replace(/[-.]?\*.*$/, '')
    .replace(/-default$/, '');
}

interface CandidateIndex {
  readonly byDataset: ReadonlyMap<string, readonly string[]>;
  readonly byCategory: ReadonlyMap<string, readonly string[]>;
  readonly byChannel: ReadonlyMap<string, readonly string[]>;
  readonly byModule: ReadonlyMap<string, readonly string[]>;
}

let index: CandidateIndex | undefined;

function candidates(facts: readonly Fact[], patterns: readonly string[]): ReadonlySet<string> {
  index ??= buildIndex();
  const found = new Set<string>();
  const add = (ids: readonly string[] | undefined): void => {
    for (const id of ids ?? []) found.add(id);
  };
  for (const { field, values, positive } of facts) {
    if (!positive) continue;
    for (const value of values) {
      if (field === 'event.dataset' || field === 'data_stream.dataset') add(index.byDataset.get(value));
      else if (field === 'event.category') add(index.byCategory.get(value));
      else if (field === 'winlog.channel') add(index.byChannel.get(value));
      else if (field === 'event.module' || field === 'event.provider') add(index.byModule.get(value));
      else if (field === 'host.os.type') add([value]);
    }
  }
  for (const pattern of patterns) add(index.byDataset.get(pattern));
  return found;
}

function buildIndex(): CandidateIndex {
  const maps = { byDataset: new Map(), byCategory: new Map(), byChannel: new Map(), byModule: new Map() };
  const put = (map: Map<string, string[]>, keys: readonly string[], id: string): void => {
    for (const key of keys) map.set(key, [...(map.get(key) ?? []), id]);
  };
  for (const source of dataSources()) {
    put(
      maps.byDataset,
      [...new Set([...(source.elastic.datasets ?? []), ...specificIndices(source)])],
      source.id,
    );
    put(maps.byCategory, accepted(source, 'event.category') ?? [], source.id);
    put(maps.byChannel, accepted(source, 'winlog.channel') ?? [], source.id);
    put(
      maps.byModule,
      [...(accepted(source, 'event.module') ?? []), ...(accepted(source, 'event.provider') ?? [])],
      source.id,
    );
  }
  return maps;
}

/** Index patterns that hold many sources: they tell nothing. */
const wide = new Set([
  'winlogbeat',
  'windows.forwarded',
  'endgame',
  'filebeat',
  'auditbeat',
  'packetbeat',
  'windows',
  'system',
  'endpoint.events',
  '',
]);

function specificIndices(source: DataSource): readonly string[] {
  return source.elastic.indices.map(datasetOfIndex).filter(name => !wide.has(name));
}

function belongs(source: DataSource, pattern: string): boolean {
  return (
    !wide.has(pattern) &&
    (specificIndices(source).includes(pattern) || source.elastic.datasets?.includes(pattern) === true)
  );
}

function accepted(source: DataSource, field: string): readonly string[] | undefined {
  if (field === 'event.dataset' || field === 'data_stream.dataset')
    return [...(source.elastic.datasets ?? []), ...specificIndices(source)];
  const scope = source.elastic.scope?.[field];
  const more = source.elastic.recognise?.[field];
  if (scope === undefined && more === undefined) return field === 'event.kind' ? ['event'] : undefined;
  return [...(scope === undefined ? [] : [scope].flat().map(String)), ...(more ?? [])];
}

/** The facts that the source covers; undefined when a fact speaks of another source, or one that it needs is missing. */
function usedFacts(
  source: DataSource,
  facts: readonly Fact[],
  patterns: readonly string[],
): readonly Fact[] | undefined {
  const used: Fact[] = [];
  for (const fact of facts) {
    const values = accepted(source, fact.field);
    if (values === undefined) continue;
    const inside = values.includes('*')
      ? fact.values.length
      : fact.values.filter(value => values.includes(value)).length;
    if (fact.positive && inside === fact.values.length) used.push(fact);
    else if (fact.positive && scoping[fact.field] === 'identity') return undefined;
    else if (!fact.positive && inside > 0 && scoping[fact.field] === 'identity') return undefined;
    else if (!fact.positive && inside === 0) used.push(fact);
  }
  return isSelected(source, used, patterns) ? used : undefined;
}

/** What makes a source itself must be asked for: its data set or index, else category and system, else channel. */
function isSelected(source: DataSource, used: readonly Fact[], patterns: readonly string[]): boolean {
  const has = (...fields: string[]): boolean =>
    used.some(fact => fact.positive && fields.includes(fact.field));
  const { scope = {}, category } = source.elastic;
  if (category === undefined && patterns.some(pattern => belongs(source, pattern)) && !hasOwnCode(scope))
    return true;
  if (has('event.dataset', 'data_stream.dataset') && category === undefined && !hasOwnCode(scope))
    return true;
  if (Object.hasOwn(scope, 'event.category') && !has('event.category')) return false;
  if (
    Object.hasOwn(scope, 'host.os.type') &&
    !(has('host.os.type', 'host.os.family') || category === 'registry')
  )
    return false;
  if (Object.hasOwn(scope, 'network.protocol') && !has('network.protocol')) return false;
  if (hasOwnCode(scope))
    return (
      has('event.code') || patterns.some(pattern => belongs(source, pattern) && /powershell/.test(pattern))
    );
  if (Object.hasOwn(scope, 'winlog.channel') && !has('winlog.channel', 'event.provider', 'event.module'))
    return false;
  return Object.keys(scope).length > 0;
}

function hasOwnCode(scope: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(scope, 'event.code');
}
