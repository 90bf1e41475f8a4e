import { type Expression, fieldsOf, type Given, type Measure, type Rule, type Vendor } from '../ir/index.ts';

/** Of so many different values an estimate of Elasticsearch is the number, as it is by default. */
const counted = 3000;

/** So many rows a window of streamstats holds, unless limits.conf says otherwise. */
const held = 10_000;

/**
 * What is given where a rule asks for more than a product counts: Elasticsearch estimates different values beyond some thousands, and
 * a window of streamstats holds no more than some thousands of rows.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/aggregation-functions#esql-count_distinct-approximate,
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/streamstats
 */
export function limitsOfMeasures(
  { search, metadata }: Pick<Rule, 'search' | 'metadata'>,
  target: Vendor,
): readonly Given[] {
  if (search.kind === 'events') return [];
  const measures = measuresIn(search, false);
  if (measures.length === 0) return [];
  const asked = askedOf(new Set(measures.map(({ name }) => name)), search);
  const isBeyond = (limit: number, wanted: readonly Found[]): boolean =>
    wanted.some(({ name }) => (asked.get(name) ?? 0) > limit);
  const different = measures.filter(each => each.function === 'countDistinct');
  const isEstimated = (metadata.vendor === 'elastic') !== (target === 'elastic');
  const isStreamed = target === 'splunk' && metadata.vendor !== 'splunk';
  const inWindows = measures.filter(each => isStreamed && each.isSliding && /^count/.test(each.function));
  return [
    ...(isEstimated && isBeyond(counted, different) ? ['distinct-estimate'] : []),
    ...(isBeyond(held, inWindows) ? ['stream-window'] : []),
  ];
}

/** Deviations of samples are reckoned from the number of values in SQL, texts among them. */
export function numbersSampled({ search }: Pick<Rule, 'search'>, target: Vendor): readonly Given[] {
  const measures = target === 'panther' ? measuresIn(search, false) : [];
  const samples = measures.filter(each => each.function === 'sampleDeviation');
  return samples.flatMap(({ of }) => of.flatMap(fieldsOf)).map(({ name }): Given => `numeric:${name}`);
}

interface Found {
  readonly name: string;
  readonly of: readonly Expression[];
  readonly function: Measure['function'];
  readonly isSliding: boolean;
}

function measuresIn(node: unknown, isSliding: boolean): readonly Found[] {
  if (Array.isArray(node)) return node.flatMap(each => measuresIn(each, isSliding));
  if (!isNode(node)) return [];
  const { kind, window } = node;
  const slides = kind === 'window' || (isNode(window) && window['kind'] === 'sliding');
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'origin' || key === 'source') return [];
    if (key !== 'measures' || !Array.isArray(value)) return measuresIn(value, isSliding);
    return value.map(
      (each: Measure): Found => ({
        name: each.name,
        of: each.of,
        function: each.function,
        isSliding: slides,
      }),
    );
  });
}

/** The greatest number that each is compared with; of those that more is reckoned with, nobody can say. */
function askedOf(names: ReadonlySet<string>, search: unknown): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { name, number } of usesOf(search))
    if (names.has(name)) found.set(name, Math.max(found.get(name) ?? 0, number));
  return found;
}

function* usesOf(node: unknown): Generator<{ readonly name: string; readonly number: number }> {
  if (Array.isArray(node)) for (const each of node) yield* usesOf(each);
  if (!isNode(node) || node['kind'] === 'exists') return;
  if (node['kind'] === 'field') yield { name: String(node['name']), number: Number.POSITIVE_INFINITY };
  const name = nameOf(node['left']) ?? nameOf(node['subject']);
  const numbers = name === undefined ? [] : numbersIn(node);
  for (const number of numbers) yield { name: name ?? '', number };
  if (numbers.length > 0) return;
  for (const [key, value] of Object.entries(node))
    if (key !== 'origin' && key !== 'source') yield* usesOf(value);
}

function numbersIn({ kind, right, values }: Readonly<Record<string, unknown>>): readonly number[] {
  if (kind === 'compares' && isNode(right) && right['kind'] === 'literal') return [Number(right['value'])];
  return kind === 'equals' && Array.isArray(values) ? values.map(Number) : [];
}

function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node['kind'] === 'coercion') return nameOf(node['operand']);
  return node['kind'] === 'field' ? String(node['name']) : undefined;
}

function isNode(node: unknown): node is Readonly<Record<string, unknown>> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
