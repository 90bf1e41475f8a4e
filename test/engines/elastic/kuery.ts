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
    const node = withEscapes(this.#library.fromKueryExpression(text));
    return this.#library.toElasticsearchQuery(node, { title: 'events', fields: this.#fields });
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
