/**
 * The tactics of ATT&CK for enterprises as Elastic names them, by Sigma's short names. Elastic's rules keep Defense Evasion for
 * TA0005, which Sigma follows ATT&CK in calling stealth; defense impairment has an id of its own since version 19.
 * https://attack.mitre.org/tactics/enterprise/
 */
const tactics: Readonly<Record<string, { readonly id: string; readonly name: string }>> = {
  reconnaissance: { id: 'TA0043', name: 'Reconnaissance' },
  'resource-development': { id: 'TA0042', name: 'Resource Development' },
  'initial-access': { id: 'TA0001', name: 'Initial Access' },
  execution: { id: 'TA0002', name: 'Execution' },
  persistence: { id: 'TA0003', name: 'Persistence' },
  'privilege-escalation': { id: 'TA0004', name: 'Privilege Escalation' },
  'defense-evasion': { id: 'TA0005', name: 'Defense Evasion' },
  stealth: { id: 'TA0005', name: 'Defense Evasion' },
  'defense-impairment': { id: 'TA0112', name: 'Defense Impairment' },
  'credential-access': { id: 'TA0006', name: 'Credential Access' },
  discovery: { id: 'TA0007', name: 'Discovery' },
  'lateral-movement': { id: 'TA0008', name: 'Lateral Movement' },
  collection: { id: 'TA0009', name: 'Collection' },
  'command-and-control': { id: 'TA0011', name: 'Command and Control' },
  exfiltration: { id: 'TA0010', name: 'Exfiltration' },
  impact: { id: 'TA0040', name: 'Impact' },
};

/** A tactic by its id, or by its name in any of the usual spellings; undefined for one that is not of this framework. */
export function findTactic(wanted: {
  readonly id?: string;
  readonly name: string;
}): { readonly id: string; readonly name: string } | undefined {
  const slug = wanted.name.toLowerCase().replaceAll(/[\s_]+/g, '-');
  if (Object.hasOwn(tactics, slug)) return tactics[slug];
  return Object.values(tactics).find(tactic => tactic.id === wanted.id?.toUpperCase());
}
