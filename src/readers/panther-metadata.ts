import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type AttackTactic, type Metadata, type RuleLevel, tacticOf } from '../ir/index.ts';
import { type DataMap, entryOf, plainData } from '../source/index.ts';

/** Keys that are read into fields of their own, or that say where the search stands. */
const known: ReadonlySet<string> = new Set([
  ...['AnalysisType', 'Filename', 'Detection', 'RuleID', 'DisplayName', 'Description', 'Severity', 'Status'],
  ...['LogTypes', 'ScheduledQueries', 'Reference', 'Runbook', 'Tags', 'SummaryAttributes'],
  ...['CreateAlert', 'InlineFilters', 'Threshold'],
]);

const levels: Readonly<Record<string, RuleLevel>> = {
  info: 'informational',
  low: 'low',
  medium: 'medium',
  high: 'high',
  critical: 'critical',
};

/** Statuses that panther-analysis uses, as Sigma words them; others stay as written. */
const statuses: Readonly<Record<string, string>> = {
  stable: 'stable',
  beta: 'test',
  experimental: 'experimental',
  deprecated: 'deprecated',
};

/** The key of `Reports` under which rules name techniques: `TA0006:T1552.007`. */
const attackReport = 'MITRE ATT&CK';

/** All that a rule says of itself; what has no field of its own (Tests, OutputIds) stays in `extra`. */
export function readPantherMetadata(
  map: DataMap,
  fallback: string,
): { readonly metadata: Metadata; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const text = (key: string): string | undefined => {
    const value = entryOf(map, key)?.value;
    if (value === undefined || (value.kind === 'scalar' && value.value === null)) return undefined;
    if (value.kind === 'scalar') return value.written;
    diagnostics.push(diagnose('panther/metadata', { key, expected: 'a text' }, value.span));
    return undefined;
  };
  const id = text('RuleID');
  const description = text('Description')?.trim();
  const severity = text('Severity');
  const level = severity === undefined ? undefined : levels[severity.toLowerCase()];
  const status = text('Status');
  const reference = text('Reference')?.trim();
  const note = text('Runbook')?.trim();
  const reports = reportsOf(map);
  const enabled = switchOf(map);
  if (severity !== undefined && level === undefined)
    diagnostics.push(
      diagnose(
        'panther/metadata',
        { key: 'Severity', expected: 'Info, Low, Medium, High or Critical' },
        entryOf(map, 'Severity')?.value.span,
      ),
    );
  const metadata: Metadata = {
    vendor: 'panther',
    title: text('DisplayName') ?? id ?? fallback,
    ...(id === undefined ? {} : { id }),
    ...(description === undefined ? {} : { description }),
    ...(level === undefined ? {} : { level }),
    ...(status === undefined ? {} : { status: statuses[status.toLowerCase()] ?? status }),
    ...(enabled === undefined ? {} : { enabled }),
    authors: [],
    references: reference === undefined || reference === '' ? [] : [reference],
    falsePositives: [],
    attack: reports.attack,
    tags: textsOf(map, 'Tags'),
    related: [],
    ...(isFalse(map, 'CreateAlert') ? { isBuildingBlock: true } : {}),
    fields: textsOf(map, 'SummaryAttributes'),
    ...(note === undefined ? {} : { note }),
    extra: { ...restOf(map, enabled === undefined ? [] : ['Enabled']), ...reports.extra },
  };
  return { metadata, diagnostics };
}

function switchOf(map: DataMap): boolean | undefined {
  const value = entryOf(map, 'Enabled')?.value;
  return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

function isFalse(map: DataMap, key: string): boolean {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' && value.value === false;
}

function restOf(map: DataMap, read: readonly string[]): Readonly<Record<string, unknown>> {
  const rest = map.entries.filter(
    ({ key: { written } }) => !known.has(written) && written !== 'Reports' && !read.includes(written),
  );
  return Object.fromEntries(rest.map(({ key, value }) => [key.written, plainData(value)]));
}

export function textsOf(map: DataMap, key: string): readonly string[] {
  const value = entryOf(map, key)?.value;
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  return items.flatMap(item => (item.kind === 'scalar' && item.value !== null ? [item.written] : []));
}

/** Techniques under their tactics; other reports, and what is no technique, stay as they are. */
function reportsOf(map: DataMap): Pick<Metadata, 'attack' | 'extra'> {
  const value = entryOf(map, 'Reports')?.value;
  if (value?.kind !== 'map') return { attack: [], extra: {} };
  const attack: AttackTactic[] = [];
  const odd: string[] = [];
  for (const written of textsOf(value, attackReport)) {
    const [, tactic, technique] = attackPair.exec(written.trim()) ?? [];
    if (tactic === undefined && technique === undefined) odd.push(written);
    else addTechnique(attack, tactic?.toUpperCase(), technique?.toUpperCase());
  }
  const others = value.entries.filter(({ key }) => key.written !== attackReport);
  const left = {
    ...(odd.length === 0 ? {} : { [attackReport]: odd }),
    ...Object.fromEntries(others.map(entry => [entry.key.written, plainData(entry.value)])),
  };
  return { attack, extra: Object.keys(left).length === 0 ? {} : { Reports: left } };
}

/** Panther asks for `TA0006:T1552.007`; rules have blanks in it, or one half alone. */
const attackPair = /^(?:(TA\d{4})(?:\s*:\s*(?=T)|$))?(T\d{4}(?:\.\d{3})?)?$/i;

function addTechnique(attack: AttackTactic[], id: string | undefined, technique: string | undefined): void {
  const techniques = technique === undefined ? [] : [{ id: technique }];
  const at = attack.findIndex(({ tactic }) => tactic?.id === id);
  const earlier = attack[at];
  if (earlier !== undefined) attack[at] = { ...earlier, techniques: [...earlier.techniques, ...techniques] };
  else if (id === undefined) attack.push({ techniques });
  else attack.push({ tactic: { id, name: tacticOf(id)?.shortName ?? id }, techniques });
}
