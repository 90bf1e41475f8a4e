import type { LogSource } from '../ir/index.ts';
import { dataSources, ofTables } from './registry.ts';

type SigmaLogSource = NonNullable<LogSource['sigma']>;

const byLogSource = ofTables(index);

/** The data source of a Sigma log source; parts that say nothing more (a service beside a category) are left out in turn. */
export function recogniseSigma(source: SigmaLogSource): string | undefined {
  const { product = '', category = '', service = '' } = source;
  const attempts = [
    [product, category, service],
    [product, category, ''],
    [product, '', service],
    ['', category, ''],
    [product, '', ''],
  ];
  for (const parts of attempts) {
    const found = byLogSource().get(parts.join('/').toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

function index(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { id, sigma } of dataSources()) {
    const own = `${sigma.product ?? ''}/${sigma.category ?? ''}/${sigma.service ?? ''}`.toLowerCase();
    for (const key of [own, ...(sigma.also ?? [])]) if (key !== '//' && !found.has(key)) found.set(key, id);
  }
  for (const { id, sigma } of dataSources()) {
    const service = `//${sigma.service?.toLowerCase()}`;
    if (sigma.service !== undefined && !found.has(service)) found.set(service, id);
  }
  return found;
}
