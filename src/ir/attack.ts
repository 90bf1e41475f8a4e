import table from './attack-techniques.json' with { type: 'json' };
import type { AttackTactic } from './rule.ts';

/** An ATT&CK enterprise tactic. */
export interface Tactic {
  readonly id: string;
  /** As in Sigma tags: initial-access. */
  readonly shortName: string;
  readonly name: string;
}

/**
 * The tactics of ATT&CK for enterprise (https://attack.mitre.org/tactics/enterprise/). `stealth` and
 * `defense-impairment` are the names that version 19 gave to the two halves of defense-evasion.
 */
export const tactics: readonly Tactic[] = [
  { id: 'TA0043', shortName: 'reconnaissance', name: 'Reconnaissance' },
  { id: 'TA0042', shortName: 'resource-development', name: 'Resource Development' },
  { id: 'TA0001', shortName: 'initial-access', name: 'Initial Access' },
  { id: 'TA0002', shortName: 'execution', name: 'Execution' },
  { id: 'TA0003', shortName: 'persistence', name: 'Persistence' },
  { id: 'TA0004', shortName: 'privilege-escalation', name: 'Privilege Escalation' },
  { id: 'TA0005', shortName: 'defense-evasion', name: 'Defense Evasion' },
  { id: 'TA0005', shortName: 'stealth', name: 'Stealth' },
  { id: 'TA0112', shortName: 'defense-impairment', name: 'Defense Impairment' },
  { id: 'TA0006', shortName: 'credential-access', name: 'Credential Access' },
  { id: 'TA0007', shortName: 'discovery', name: 'Discovery' },
  { id: 'TA0008', shortName: 'lateral-movement', name: 'Lateral Movement' },
  { id: 'TA0009', shortName: 'collection', name: 'Collection' },
  { id: 'TA0011', shortName: 'command-and-control', name: 'Command and Control' },
  { id: 'TA0010', shortName: 'exfiltration', name: 'Exfiltration' },
  { id: 'TA0040', shortName: 'impact', name: 'Impact' },
];

/** Other words for tactics that rules and people use. */
const aliases: Readonly<Record<string, string>> = {
  c2: 'command-and-control',
  'command-&-control': 'command-and-control',
  'command-control': 'command-and-control',
  'defence-evasion': 'defense-evasion',
  'defence-impairment': 'defense-impairment',
  'impair-defenses': 'defense-impairment',
  'privileged-escalation': 'privilege-escalation',
};

/** The tactic of an id, a short name or a name, in any case, with blanks, hyphens or underscores. */
export function tacticOf(text: string): Tactic | undefined {
  const written = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  const wanted = Object.hasOwn(aliases, written) ? aliases[written] : written;
  return tactics.find(({ id, shortName }) => id.toLowerCase() === wanted || shortName === wanted);
}

/**
 * A technique of ATT&CK for enterprise, version 19, with the short names of its tactics: facts of the table that MITRE publishes
 * (https://attack.mitre.org/techniques/enterprise/). © The MITRE Corporation. This work is reproduced and distributed with the
 * permission of The MITRE Corporation (https://attack.mitre.org/resources/legal-and-branding/terms-of-use/).
 */
export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly string[];
  /** The id that it has now, where the one that was asked for is of an earlier version. */
  readonly instead?: string;
}

const techniques: Readonly<Record<string, readonly (string | readonly string[])[]>> = table.techniques;
const revokedBy: Readonly<Record<string, string>> = table.revokedBy;
/** What techniques were called whose ids are revoked. */
const formerNames: Readonly<Record<string, string>> = table.formerNames;

/** The technique of an id, in any case; of a revoked id, the one that took its place. */
export function techniqueOf(written: string): Technique | undefined {
  const asked = written.toUpperCase();
  const successor = Object.hasOwn(revokedBy, asked) ? revokedBy[asked] : undefined;
  const id = successor ?? asked;
  const [name, tactics] = Object.hasOwn(techniques, id) ? (techniques[id] ?? []) : [];
  if (typeof name !== 'string' || typeof tactics !== 'object') return undefined;
  return { id, name, tactics, ...(successor === undefined ? {} : { instead: successor }) };
}

/** What the technique of an id, as it is written, is called or was: name and id are of one version. */
export function techniqueName(written: string): string | undefined {
  const id = written.toUpperCase();
  if (Object.hasOwn(formerNames, id)) return formerNames[id];
  return techniqueOf(id)?.name;
}

/** All ids of a technique in any version, for those who look for one that is misspelt. */
export function techniqueIds(): readonly string[] {
  return [...Object.keys(techniques), ...Object.keys(revokedBy)];
}

/** Ids of the sub-techniques of a technique, in order. */
export function subTechniqueIds(id: string): readonly string[] {
  return Object.keys(techniques)
    .filter(each => each.startsWith(`${id}.`))
    .sort();
}

/**
 * Whether what a rule refers to is of what is looked for, whichever version of ATT&CK either is of: T1685 is of T1562, whose
 * place it took, T1059.001 of T1059, and stealth of defense evasion.
 */
export function isOfAttack(own: string, wanted: string): boolean {
  const [tactic, wantedTactic] = [tacticOf(own), tacticOf(wanted)];
  if (tactic !== undefined || wantedTactic !== undefined)
    return tactic !== undefined && wantedTactic !== undefined && areKin(tactic, wantedTactic);
  const id = techniqueOf(own)?.id ?? own.toUpperCase();
  return nowOf(wanted.toUpperCase()).some(each => id === each || id.startsWith(`${each}.`));
}

function areKin({ shortName: one }: Tactic, { shortName: other }: Tactic): boolean {
  return one === other || formerly[one] === other || formerly[other] === one;
}

/** An id and, of one that was revoked, all that it and those below it became. */
function nowOf(id: string): readonly string[] {
  const older = Object.keys(revokedBy).filter(each => each === id || each.startsWith(`${id}.`));
  return [id, ...older.flatMap(each => revokedBy[each] ?? [])];
}

/** Defense evasion was what are two tactics since version 19. */
const formerly: Readonly<Record<string, string>> = {
  stealth: 'defense-evasion',
  'defense-impairment': 'defense-evasion',
};

/**
 * A rule's references with each technique under its tactics: one that stands beside them (as Sigma's tags do) goes under those
 * of the rule's that are its own, else under the first of its own. One that is not known stays where it is.
 */
export function placedAttack(attack: readonly AttackTactic[]): readonly AttackTactic[] {
  const held = attack.flatMap(({ tactic, techniques: own }) =>
    tactic === undefined ? [] : [{ tactic, techniques: own.map(withName) }],
  );
  const left: AttackTactic['techniques'][number][] = [];
  for (const entry of attack) {
    if (entry.tactic !== undefined) continue;
    for (const technique of entry.techniques) {
      const known = techniqueOf(technique.id);
      const [now] = known?.tactics ?? [];
      const first = known?.instead === undefined ? now : formerName(now);
      const places = held.filter(({ tactic }) => known !== undefined && isOf(tactic.name, known));
      if (places.length === 0 && first !== undefined) {
        const place = { tactic: tacticReference(first), techniques: [] };
        held.push(place);
        places.push(place);
      }
      for (const place of places) place.techniques = [...place.techniques, withName(technique)];
      if (places.length === 0) left.push(technique);
    }
  }
  return left.length === 0 ? held : [...held, { techniques: left }];
}

/** Of a technique with an id of an earlier version, the tactic that it was of then. */
function formerName(now: string | undefined): string | undefined {
  return now === undefined ? undefined : (formerly[now] ?? now);
}

/** What version 19 made of a tactic that it no longer has. */
export function tacticsInstead(name: string): readonly string[] {
  return Object.keys(formerly).filter(each => formerly[each] === name);
}

function isOf(tactic: string, { tactics: own }: Technique): boolean {
  const name = tacticOf(tactic)?.shortName ?? tactic;
  return own.some(each => each === name || formerly[each] === name);
}

function tacticReference(name: string): NonNullable<AttackTactic['tactic']> {
  const id = tacticOf(name)?.id;
  return id === undefined ? { name } : { id, name };
}

function withName(technique: AttackTactic['techniques'][number]): AttackTactic['techniques'][number] {
  const name = technique.name ?? techniqueName(technique.id);
  return name === undefined ? technique : { ...technique, name };
}
