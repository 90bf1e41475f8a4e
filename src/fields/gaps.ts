import { field, type Vendor } from '../ir/index.ts';
import { datasetOf, overviewOfModels } from './data-models.ts';
import type { DataSource, Family } from './data-source.ts';
import { families } from './families.ts';
import { nameIn } from './field-table.ts';
import { findField } from './find-field.ts';
import { fieldTable } from './registry.ts';

/**
 * What tells that a product does not have a field of a source, which the maps know by another vendor's name: a page, or the project's
 * own configuration; undefined where the product has it, and where nobody has looked.
 */
export function gapPage(
  source: DataSource,
  author: Vendor,
  name: string,
  product: Vendor,
): string | undefined {
  const found = findField(field(name, author), fieldTable(source));
  if (found === undefined || nameIn(found, author) === undefined) return undefined;
  if (found.view(product) !== undefined) return undefined;
  if (found.isLacking?.(product)) return 'ruleglot.config.yaml';
  return pageOf(source, product);
}

/** Each field that a product lacks asks again. */
const known = new WeakMap<DataSource, Map<Vendor, string | undefined>>();

function pageOf(source: DataSource, product: Vendor): string | undefined {
  const pages = known.get(source) ?? new Map<Vendor, string | undefined>();
  known.set(source, pages);
  if (!pages.has(product)) pages.set(product, findPage(source, product));
  return pages.get(product);
}

function findPage(source: DataSource, product: Vendor): string | undefined {
  if (product === 'cim') return datasetOf(source.splunk.dataModel)?.source ?? overviewOfModels;
  const family = families.find(({ dataSources }) => dataSources.some(({ id }) => id === source.id));
  const pages = family?.references.filter(page => pagesOf[product].test(page)) ?? [];
  const own = product === 'elastic' ? pageOfPackage(source, pages) : undefined;
  return own ?? pages.find(page => !isOfOther(page, source, family)) ?? pages[0];
}

/**
 * The page of the integration that the source's indices are named after: `logs-gcp.audit-*` is of the package gcp. That of Elastic Defend
 * lists the fields of each kind of its events.
 */
function pageOfPackage({ elastic }: DataSource, pages: readonly string[]): string | undefined {
  const names = new Set(elastic.indices.flatMap(index => /^logs-([a-z0-9_]+)\./.exec(index)?.[1] ?? []));
  if (names.has('endpoint')) return pageOfDefend;
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) return undefined;
  const page = `https://www.elastic.co/docs/reference/integrations/${name}`;
  return pages.find(each => each === page || each.startsWith(`${page}/`)) ?? page;
}

const pageOfDefend =
  'https://github.com/elastic/endpoint-package/tree/main/custom_documentation/doc/endpoint';

/** Whether a page is of another product of the family alone, which its address says. */
function isOfOther(page: string, { id }: DataSource, family: Family | undefined): boolean {
  const [own] = id.split('.');
  const products = new Set(family?.dataSources.flatMap(each => each.id.split('.')[0] ?? []));
  const named = [...products].filter(product => new RegExp(`/${product}\\b`).test(page));
  return named.length > 0 && !named.some(product => product === own);
}

const pagesOf: Readonly<Record<Vendor, RegExp>> = {
  sigma: /sigma/i,
  elastic: /elastic/,
  splunk: /splunk/,
  cim: /common-information-model/,
  panther: /panther/,
};
