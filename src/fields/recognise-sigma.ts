import { nearestName } from '../diagnostics/index.ts';
import type { LogSource } from '../ir/index.ts';
import { dataSources, ofTables } from './registry.ts';

type SigmaLogSource = NonNullable<LogSource['sigma']>;

const byLogSource = ofTables(index);

/** The data source of a Sigma log source; parts that say nothing more (a service beside a category) are left out in turn. */
export function recogniseSigma(source: SigmaLogSource): string | undefined {
  for (const parts of attemptsOf(source)) {
    const found = byLogSource().get(parts.join('/').toLowerCase());
    // What runs on machines in general does not run on a product that is none.
    if (found !== undefined && !(isOfProduct(source, parts) && found.startsWith('endpoint.'))) return found;
  }
  return undefined;
}

function attemptsOf({ product = '', category = '', service = '' }: SigmaLogSource): readonly Parts[] {
  return [
    [product, category, service],
    [product, category, ''],
    [product, '', service],
    ['', category, ''],
    [product, '', ''],
  ];
}

type Parts = readonly [product: string, category: string, service: string];

function isOfProduct({ product = '' }: SigmaLogSource, [kept]: Parts): boolean {
  return product !== '' && kept === '';
}

/** A log source that no table has, or has no more of than its product: what is known of it, and what was perhaps meant. */
export interface UnknownLogSource {
  readonly written: string;
  readonly nearest: string | undefined;
}

export function unknownLogSource(source: SigmaLogSource): UnknownLogSource | undefined {
  const { product = '', category = '', service = '' } = source;
  if (product + category + service === '') return undefined;
  const found = attemptsOf(source).find(parts => byLogSource().has(parts.join('/').toLowerCase()));
  const keepsMore = found !== undefined && found[1] + found[2] !== '';
  const id = recogniseSigma(source);
  const isOfCategory = dataSources().some(each => each.id === id && each.sigma.category === category);
  if (id !== undefined && (keepsMore || category + service === '' || isOfCategory)) return undefined;
  return { written: [product, category, service].join('/'), nearest: nearestLogSource(source) };
}

/** One of the same product, where that is known; else the same of another product; the only one that a product has, however far. */
function nearestLogSource(source: SigmaLogSource): string | undefined {
  const [product = '', category, service] = [source.product, source.category, source.service].map(part =>
    (part ?? '').toLowerCase(),
  );
  const keys = [...byLogSource().keys()].map(key => ({ key, parts: key.split('/') }));
  const ofProduct = keys.filter(({ parts }) => parts[0] === product).map(({ key }) => key);
  const written = `${product}/${category}/${service}`;
  if (product === '' || ofProduct.length === 0) {
    const alike = keys.filter(({ parts }) => parts[1] === category && parts[2] === service);
    const known = alike.flatMap(({ parts }) => parts[0] || []);
    const meant = known.find(each => each.startsWith(product)) ?? nearestName(product, known);
    return product !== '' && meant !== undefined
      ? `${meant}/${category}/${service}`
      : nearestName(written, ofProduct);
  }
  const narrower = ofProduct.filter(key => key !== `${product}//`);
  const begun = narrower.filter(key => key.startsWith(written) || written.startsWith(key));
  const [only, ...others] = narrower;
  return (
    nearestName(written, begun) ?? nearestName(written, narrower) ?? (others.length === 0 ? only : undefined)
  );
}

function index(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { id, sigma } of dataSources()) {
    const own = `${sigma.product ?? ''}/${sigma.category ?? ''}/${sigma.service ?? ''}`.toLowerCase();
    for (const key of [own, ...(sigma.also ?? [])]) if (key !== '//' && !found.has(key)) found.set(key, id);
  }
  for (const { id, sigma } of dataSources()) {
    const own = `${sigma.product ?? ''}//${sigma.service}`.toLowerCase();
    if (sigma.service !== undefined && !found.has(own)) found.set(own, id);
    const service = `//${sigma.service?.toLowerCase()}`;
    if (sigma.service !== undefined && !found.has(service)) found.set(service, id);
  }
  return found;
}
