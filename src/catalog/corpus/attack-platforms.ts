import table from './attack-platforms.json' with { type: 'json' };
import type { CatalogRule } from './corpus.ts';

/**
 * The platforms that ATT&CK for enterprise, version 18, names for techniques: facts of the table that MITRE publishes
 * (https://attack.mitre.org/techniques/enterprise/). © The MITRE Corporation. This work is reproduced and distributed with the
 * permission of The MITRE Corporation (https://attack.mitre.org/resources/legal-and-branding/terms-of-use/).
 */
const {
  names,
  techniques,
}: {
  readonly names: Readonly<Record<string, string>>;
  readonly techniques: Readonly<Record<string, string>>;
} = table;

/** Empty for a technique that the table does not have. */
export function platformsOfTechnique(id: string): readonly string[] {
  const letters = Object.hasOwn(techniques, id) ? techniques[id] : undefined;
  return [...(letters ?? '')].flatMap(letter => names[letter] ?? []);
}

/** What the rules of a catalog call the platforms of ATT&CK; of the others no log tells. */
const asRulesSay: Readonly<Record<string, readonly string[]>> = {
  Windows: ['Windows', 'Endpoint, any'],
  Linux: ['Linux', 'Endpoint, any'],
  macOS: ['macOS', 'Endpoint, any'],
  Containers: ['Kubernetes', 'Container'],
  IaaS: ['AWS', 'Azure', 'Google Cloud'],
  'Office Suite': ['Microsoft 365', 'Google Workspace'],
  SaaS: ['Microsoft 365', 'Google Workspace', 'Code hosting', 'Other services'],
  'Identity Provider': ['Identity provider', 'Azure', 'Microsoft 365'],
  'Network Devices': ['Network'],
};

/** Platforms of a technique for which none of its rules looks. */
export function platformsWithoutRule(id: string, rules: readonly CatalogRule[]): readonly string[] {
  const seen = new Set(rules.flatMap(({ platforms }) => platforms));
  return platformsOfTechnique(id).filter(platform => {
    const own = asRulesSay[platform];
    return own !== undefined && !own.some(name => seen.has(name));
  });
}
