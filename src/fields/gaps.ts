import { field, type Vendor } from '../ir/index.ts';
import { datasetOf, overviewOfModels } from './data-models.ts';
import type { DataSource } from './data-source.ts';
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
  if (product === 'cim') return datasetOf(source.splunk.dataModel)?.source ?? overviewOfModels;
  const family = families.find(({ dataSources }) => dataSources.some(({ id }) => id === source.id));
  return family?.references.find(page => pagesOf[product].test(page));
}

const pagesOf: Readonly<Record<Vendor, RegExp>> = {
  sigma: /sigma/i,
  elastic: /elastic/,
  splunk: /splunk/,
  cim: /common-information-model/,
  panther: /panther/,
};
