import type { CatalogRule } from '../corpus/corpus.ts';
import { groupRules, techniqueIds } from '../corpus/corpus.ts';
import type { SiteFile } from './layout.ts';
import { vendorName, vendorOrder } from './names.ts';

/** Layers for the ATT&CK Navigator: https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md */
export function navigatorLayers(rules: readonly CatalogRule[]): readonly SiteFile[] {
  const vendors = vendorOrder.filter(vendor => rules.some(rule => rule.vendor === vendor));
  return [
    layer('navigator.json', 'All rules of the catalog', rules),
    ...vendors.map(vendor =>
      layer(
        `navigator-${vendor}.json`,
        `Rules of ${vendorName(vendor)}`,
        rules.filter(rule => rule.vendor === vendor),
      ),
    ),
  ];
}

function layer(path: string, name: string, rules: readonly CatalogRule[]): SiteFile {
  const groups = [...groupRules(rules, techniqueIds)];
  const most = Math.max(1, ...groups.map(([, own]) => own.length));
  const techniques = groups.map(([techniqueID, own]) => ({
    techniqueID,
    score: own.length,
    comment: vendorOrder
      .flatMap(vendor => {
        const count = own.filter(rule => rule.vendor === vendor).length;
        return count === 0 ? [] : [`${vendorName(vendor)} ${count}`];
      })
      .join(', '),
    enabled: true,
  }));
  const data = {
    name,
    versions: { layer: '4.5', navigator: '5.1.0' },
    domain: 'enterprise-attack',
    description: `${rules.length} rules; the score of a technique is the number of its rules.`,
    gradient: { colors: ['#deecf9', '#2a6cb0'], minValue: 0, maxValue: most },
    techniques,
  };
  return { path, text: `${JSON.stringify(data, undefined, 1)}\n` };
}
