import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { cacheFolder, installOnce, must, needTool } from '../toolchain.ts';

/** MIT; Kibana's own KQL, as it was published apart from Kibana. */
const wanted = 'kbn-es-query@1.0.7';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly esTypes: readonly string[];
}

type Node = unknown;

interface KbnEsQuery {
  fromKueryExpression(text: string): Node;
  toElasticsearchQuery(node: Node, indexPattern: { title: string; fields: readonly Field[] }): unknown;
}

/** KQL as the query DSL that Kibana makes of it. */
export class Kuery {
  readonly #library: KbnEsQuery;
  readonly #fields: readonly Field[];

  constructor(kinds: ReadonlyMap<string, string>) {
    this.#library = load();
    this.#fields = [...kinds].map(([name, kind]) => ({
      name,
      type: kibanaTypes[kind] ?? 'string',
      esTypes: [kind],
    }));
  }

  toQueryDsl(text: string): unknown {
    const pattern = { title: 'events', fields: this.#fields };
    const node = this.#library.fromKueryExpression(text);
    const asked = this.#library.toElasticsearchQuery(node, pattern);
    return withWildcardsOf(asked, this.#library.toElasticsearchQuery(withEscapes(node), pattern));
  }
}

const kibanaTypes: Readonly<Record<string, string>> = {
  ip: 'ip',
  long: 'number',
  double: 'number',
  boolean: 'boolean',
  date: 'date',
};

function load(): KbnEsQuery {
  needTool('npm');
  const folder = cacheFolder('kuery');
  installOnce(folder, wanted, () =>
    must('npm', ['install', '--silent', '--no-save', '--prefix', folder, wanted]),
  );
  const require = createRequire(resolve(join(folder, 'index.js')));
  return (require('kbn-es-query') as { kbnEsQuery: KbnEsQuery }).kbnEsQuery;
}

const anything = '@kuery-wildcard@';

/** Text fields, and all fields at once, are asked by query_string, for which this version has its own escapes. */
function withWildcardsOf(asked: unknown, escaped: unknown): unknown {
  if (Array.isArray(asked) && Array.isArray(escaped))
    return asked.map((each, index) => withWildcardsOf(each, escaped[index]));
  if (typeof asked !== 'object' || asked === null) return asked;
  const other = escaped as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(asked).map(([key, each]) => [
      key,
      key === 'wildcard' ? other[key] : withWildcardsOf(each, other[key]),
    ]),
  );
}

/**
 * This version leaves `?` and the backslash of a pattern bare, where they mean something to a wildcard query; Kibana escapes
 * them since 8.12.1 (https://github.com/elastic/kibana/pull/174464).
 */
function withEscapes(node: Node): Node {
  if (Array.isArray(node)) return node.map(withEscapes);
  if (typeof node !== 'object' || node === null) return node;
  const held = node as Readonly<Record<string, unknown>>;
  if (held['type'] === 'wildcard' && typeof held['value'] === 'string' && held['value'] !== anything)
    return { ...held, value: held['value'].replaceAll(/[\\?*]/g, String.raw`\$&`) };
  return Object.fromEntries(Object.entries(held).map(([key, value]) => [key, withEscapes(value)]));
}
