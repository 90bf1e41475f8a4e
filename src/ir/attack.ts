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

/** The tactic of an id, a short name or a name, in any case, with blanks, hyphens or underscores. */
export function tacticOf(text: string): Tactic | undefined {
  const wanted = text.toLowerCase().replaceAll(/[\s_]+/g, '-');
  return tactics.find(({ id, shortName }) => id.toLowerCase() === wanted || shortName === wanted);
}
