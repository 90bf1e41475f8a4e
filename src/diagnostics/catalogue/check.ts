import { type Catalogue, code } from '../define-codes.ts';

/** What `check` finds in rules that can be read. */
export const checkCodes = {
  'check/never-matches': code({
    severity: 'warning',
    message: () => 'no event can match this rule',
    help: () => '`ruleglot describe` says what it asks for; look for conditions that exclude each other',
    explanation:
      'It was proved that the conditions of the rule exclude each other: whatever an event holds, one of them fails. A filter may take away all that a selection lets through, or a field is asked to be two things at once.',
  }),
  'check/always-matches': code({
    severity: 'warning',
    message: () => 'every event of its source matches this rule',
    help: () => 'look for an `or` of a condition and its opposite, or a pattern that fits everything',
    explanation:
      'It was proved that the conditions of the rule hold for every event. One of them, or two together, leaves nothing out.',
  }),
  'check/dead-branch': code({
    severity: 'warning',
    message: () => 'this alternative can never be true here',
    help: () => 'another condition of the rule excludes it: correct one of them, or take it out',
    explanation:
      'It was proved that this part of the rule fails for every event that satisfies the conditions around it, so that it adds nothing to what the rule matches. The rule may miss what its author had in mind.',
  }),
  'check/idle-condition': code({
    severity: 'warning',
    message: () => 'this condition changes nothing',
    help: () => 'other conditions of the rule imply it: take it out, or correct it',
    explanation:
      'It was proved that the rule matches the same events without this condition: where it could decide, others have decided already. It may be a leftover; or it does not say what its author meant, as when a filter names a value that the selection never lets through.',
  }),
  'check/covered-value': code<{ value: string; by: string }>({
    severity: 'note',
    message: ({ value, by }) => `the value ${value} is covered by ${by} in the same list`,
    help: () => 'take it out: the rule means the same without it',
    explanation:
      'Every text that fits this value fits another value of the same list too, as `*ab*` does `*a*`. The value costs time in every search and misleads whoever reads the rule.',
  }),
  'check/duplicate-rule': code<{ other: string }>({
    severity: 'warning',
    message: ({ other }) => `this rule matches the same events as ${other}`,
    help: () => 'keep one of them, or tell them apart; `ruleglot diff` compares them',
    explanation:
      'Two rules were proved to match the same events, whatever formats they are written in. Rules of two products are compared in canonical field names, under the assumptions that `ruleglot diff` lists. Rules are compared when they look at the same fields for the same texts.',
  }),
  'check/duplicate-id': code<{ id: string; other: string }>({
    severity: 'warning',
    message: ({ id, other }) => `the id ${id} belongs to ${other} already`,
    help: () => 'give this rule an id of its own',
    explanation:
      'Ids tell rules apart in every product. Of two rules with one id, one replaces the other when both are loaded.',
  }),
  'check/malformed-attack-id': code<{ id: string }>({
    severity: 'warning',
    message: ({ id }) => `'${id}' is no tactic, technique, group or software of ATT&CK`,
    help: () => 'T1059, T1059.001, TA0002; in Sigma attack.t1059.001, attack.execution',
    explanation:
      'ATT&CK names techniques T and four digits, sub-techniques with a dot and three more, tactics TA, groups G, software S, mitigations M, campaigns C and data sources DS, each with four digits (https://attack.mitre.org). A reference of another form is found by nobody.',
  }),
  'check/unknown-attack-id': code<{
    kind: string;
    id: string;
    nearest: string | undefined;
    /** Of the table that has no such id. */
    version: string;
  }>({
    severity: 'warning',
    message: ({ kind, id, version }) => `ATT&CK for enterprises, version ${version}, has no ${kind} ${id}`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation:
      'Tactics and techniques are looked up in the table that MITRE publishes for enterprises (https://attack.mitre.org/techniques/enterprise/). This id is in no version of it that ruleglot knows: it is misspelt, was withdrawn without a successor, or is of the tables for mobile devices or industrial systems, which say other things. So are the groups, software, mitigations, campaigns and data sources that Sigma tags name; one that is newer than the table is told too.',
  }),
  'check/former-attack-tactic': code<{ name: string; successors: string }>({
    severity: 'note',
    message: ({ name }) => `ATT&CK has no tactic ${name} since version 19`,
    help: ({ successors }) => `write ${successors}`,
    explanation:
      'Version 19 of ATT&CK parted defense evasion into stealth and defense impairment (https://attack.mitre.org/tactics/enterprise/), and the tags of Sigma follow it. Rules of either name meet all the same, in the catalog and in the selections of packs.',
  }),
  'check/revoked-attack-id': code<{ id: string; successor: string; name: string }>({
    severity: 'note',
    message: ({ id, successor, name }) => `ATT&CK calls ${id} by another id now: ${successor} (${name})`,
    help: ({ successor }) => `write ${successor}`,
    explanation:
      'Versions of ATT&CK rename techniques: what was T1562 is T1685, T1686 and others since version 19, which parted defense evasion into stealth and defense impairment. Rules of either id meet all the same, in the catalog and in the selections of packs; other products look for the new one.',
  }),
} as const satisfies Catalogue;
