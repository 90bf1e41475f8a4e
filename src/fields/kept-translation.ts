import type { Leaf, LogSource, Vendor } from '../ir/index.ts';
import { ofTables } from './registry.ts';
import type { FieldTranslation } from './translation.ts';

type Translate = (leaf: Leaf, source: LogSource, vendor: Vendor, positive: boolean) => FieldTranslation;

interface Kept {
  readonly source: LogSource;
  readonly vendor: Vendor;
  readonly positive: boolean;
  readonly translation: FieldTranslation;
}

const kept = ofTables(() => new WeakMap<Leaf, Kept[]>());

/** Plan, the view that a proof holds its query against, and example events ask for the same leaves: each is translated once. */
export function keptTranslation(
  leaf: Leaf,
  source: LogSource,
  vendor: Vendor,
  positive: boolean,
  translate: Translate,
): FieldTranslation {
  const known = kept();
  const ofLeaf = known.get(leaf) ?? [];
  for (const each of ofLeaf)
    if (each.source === source && each.vendor === vendor && each.positive === positive)
      return each.translation;
  const translation = translate(leaf, source, vendor, positive);
  ofLeaf.push({ source, vendor, positive, translation });
  known.set(leaf, ofLeaf);
  return translation;
}
