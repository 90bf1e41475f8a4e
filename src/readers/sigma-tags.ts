import { type AttackTactic, type Metadata, tacticOf } from '../ir/index.ts';

/**
 * `attack.` tags of tactics and techniques, in order, and the rest as written (groups and software of ATT&CK too). Version 1
 * wrote tactics with `_`. https://sigmahq.io/sigma-specification/specification/sigma-appendix-tags.html
 */
export function readTags(tags: readonly string[]): Pick<Metadata, 'attack' | 'tags'> {
  const attack: AttackTactic[] = [];
  const rest: string[] = [];
  for (const tag of tags) {
    const name = /^attack\.(.+)$/i.exec(tag)?.[1]?.toLowerCase().replaceAll('_', '-');
    const tactic = name === undefined ? undefined : tacticOf(name);
    if (tactic !== undefined)
      attack.push({ tactic: { id: tactic.id, name: tactic.shortName }, techniques: [] });
    else if (name !== undefined && /^t\d{4}(?:\.\d{3})?$/.test(name))
      addTechnique(attack, name.toUpperCase());
    else rest.push(tag);
  }
  return { attack, tags: rest };
}

/** Sigma does not say of which tactic a technique is: techniques stand beside the tactics, in their order. */
function addTechnique(attack: AttackTactic[], id: string): void {
  const last = attack.at(-1);
  if (last !== undefined && last.tactic === undefined)
    attack[attack.length - 1] = { techniques: [...last.techniques, { id }] };
  else attack.push({ techniques: [{ id }] });
}

/** The tags as they would be written from what was read. */
export function writtenTags({ attack, tags }: Pick<Metadata, 'attack' | 'tags'>): readonly string[] {
  const fromAttack = attack.flatMap(({ tactic, techniques }) => [
    ...(tactic === undefined ? [] : [`attack.${tactic.name}`]),
    ...techniques.map(technique => `attack.${technique.id.toLowerCase()}`),
  ]);
  return [...fromAttack, ...tags];
}
