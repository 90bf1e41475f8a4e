import { type AttackTactic, type Metadata, placedAttack, techniqueName } from '../../../src/ir/index.ts';
import { findTactic } from './attack.ts';

/** `threat` of a rule, as Kibana takes it: tactics, their techniques, and those's own. */
export interface Threat {
  readonly framework: 'MITRE ATT&CK';
  readonly technique?: readonly Technique[];
  readonly tactic: Reference;
}

interface Reference {
  readonly id: string;
  readonly name: string;
  readonly reference: string;
}

interface Technique extends Reference {
  readonly subtechnique?: readonly Reference[];
}

type Given = AttackTactic['techniques'][number];

/**
 * Techniques that the source gives without a tactic go under their own, or, not known, to the first; Kibana holds no technique
 * without one, so that unknown techniques of a rule without tactics are `left`.
 */
export function threatsOf(metadata: Metadata): {
  readonly threats: readonly Threat[];
  readonly left: readonly string[];
} {
  const attack = placedAttack(metadata.attack);
  const loose = attack.filter(entry => entry.tactic === undefined).flatMap(entry => entry.techniques);
  const held = new Map<string, { tactic: Reference; techniques: Given[] }>();
  const left: string[] = [];
  for (const { tactic, techniques } of attack) {
    if (tactic === undefined) continue;
    const found = findTactic(tactic);
    if (found === undefined) left.push(tactic.name, ...techniques.map(technique => technique.id));
    else {
      const entry = held.get(found.id) ?? {
        tactic: reference('tactics', found.id, found.name),
        techniques: [],
      };
      entry.techniques.push(...techniques);
      held.set(found.id, entry);
    }
  }
  const [first] = held.values();
  if (first) first.techniques.push(...loose);
  else left.push(...loose.map(technique => technique.id));
  return { threats: [...held.values()].map(entry => threat(entry.tactic, entry.techniques)), left };
}

function threat(tactic: Reference, given: readonly Given[]): Threat {
  const technique = nest(given);
  return {
    framework: 'MITRE ATT&CK',
    ...(technique.length > 0 ? { technique } : {}),
    tactic,
  };
}

/** Sub-techniques under their technique, which is there even when only its part is given. */
function nest(given: readonly Given[]): readonly Technique[] {
  const names = new Map(given.map(({ id, name }) => [id.toUpperCase(), name]));
  const ids = [...names.keys()];
  const parents = [...new Set(ids.map(id => id.split('.')[0] ?? id))];
  return parents.map(parent => {
    const subtechnique = ids
      .filter(id => id.startsWith(`${parent}.`))
      .map(id => reference('techniques', id, names.get(id) ?? techniqueName(id) ?? id));
    return {
      ...reference('techniques', parent, names.get(parent) ?? techniqueName(parent) ?? parent),
      ...(subtechnique.length > 0 ? { subtechnique } : {}),
    };
  });
}

function reference(kind: 'tactics' | 'techniques', id: string, name: string): Reference {
  return { id, name, reference: `https://attack.mitre.org/${kind}/${id.replace('.', '/')}/` };
}
