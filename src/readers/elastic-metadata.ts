import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { AttackTactic, Metadata, RuleLevel } from '../ir/index.ts';
import { isCalendarDay } from './calendar-day.ts';
import { isTable, type RuleDocument, stringsOf } from './elastic-document.ts';
import { parseBefore, parseSpan } from './elastic-schedule.ts';

type Table = Readonly<Record<string, unknown>>;

const levels: readonly RuleLevel[] = ['low', 'medium', 'high', 'critical'];
const statuses: Readonly<Record<string, string>> = {
  production: 'stable',
  development: 'test',
  experimental: 'experimental',
  deprecated: 'deprecated',
};

/** All that the document says of the rule; `extra` holds its tables with the keys that have no place of their own. */
export function readMetadata(
  document: RuleDocument,
  rule: Table,
  title: string,
  diagnostics: Diagnostic[],
): Metadata {
  const head = isTable(document.data['metadata']) ? document.data['metadata'] : {};
  const level = readLevel(document, rule, diagnostics);
  const investigated = isTable(rule['investigation_fields']) ? rule['investigation_fields'] : {};
  return {
    vendor: 'elastic',
    title,
    ...optional('id', textOf(rule['rule_id'])),
    ...optional('description', textOf(rule['description'])),
    ...optional('level', level),
    ...optional('riskScore', typeof rule['risk_score'] === 'number' ? rule['risk_score'] : undefined),
    ...optional('status', statuses[textOf(head['maturity']) ?? '']),
    ...optional('enabled', typeof rule['enabled'] === 'boolean' ? rule['enabled'] : undefined),
    authors: stringsOf(rule['author']),
    ...optional('licence', textOf(rule['license'])),
    references: stringsOf(rule['references']),
    falsePositives: stringsOf(rule['false_positives']).map(unwrapped),
    ...optional('created', isoDate(head['creation_date'] ?? rule['created_at'])),
    ...optional('modified', isoDate(head['updated_date'] ?? rule['updated_at'])),
    attack: readAttack(rule['threat']),
    tags: stringsOf(rule['tags']),
    related: [],
    ...(rule['building_block_type'] === 'default' ? { isBuildingBlock: true } : {}),
    fields: stringsOf(investigated['field_names']),
    ...optional('note', textOf(rule['note'])),
    ...optional('setup', textOf(rule['setup'])),
    extra: readExtra(document.data, rule, head),
  };
}

/**
 * detection-rules wraps and indents the texts of lists, and its own reader puts the lines together again:
 * https://github.com/elastic/detection-rules/blob/main/detection_rules/rule_formatter.py
 */
function unwrapped(text: string): string {
  const lines = text.trimEnd().split('\n');
  const isWrapped = lines.every(line => /^\s/.test(line) && !/^\s*(?:[-*]|\d+\.)\s/.test(line));
  return isWrapped ? lines.map(line => line.trim()).join(' ') : text.trim();
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [name in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [name in Key]: Value });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isoDate(value: unknown): string | undefined {
  const [, year, month, day] = /^(\d{4})[/-](\d\d)[/-](\d\d)/.exec(String(value)) ?? [];
  const date = `${year}-${month}-${day}`;
  return year !== undefined && isCalendarDay(date) ? date : undefined;
}

function readLevel(document: RuleDocument, rule: Table, diagnostics: Diagnostic[]): RuleLevel | undefined {
  const severity = rule['severity'];
  if (severity === undefined) return undefined;
  const level = levels.find(each => each === severity);
  if (level === undefined)
    diagnostics.push(
      diagnose(
        'elastic/unknown-severity',
        { severity: String(severity) },
        document.span(['rule', 'severity']),
      ),
    );
  return level;
}

const attackFramework = 'MITRE ATT&CK';

function readAttack(threat: unknown): readonly AttackTactic[] {
  const entries: readonly unknown[] = Array.isArray(threat) ? threat : [];
  return entries.filter(isTable).filter(isAttack).map(readTactic);
}

function isAttack(entry: Table): boolean {
  return entry['framework'] === undefined || entry['framework'] === attackFramework;
}

function readTactic(entry: Table): AttackTactic {
  const tactic = isTable(entry['tactic']) ? entry['tactic'] : undefined;
  const name = textOf(tactic?.['name']);
  const techniques = tables(entry['technique']).flatMap(technique => [
    technique,
    ...tables(technique['subtechnique']),
  ]);
  return {
    ...(name === undefined ? {} : { tactic: { ...optional('id', textOf(tactic?.['id'])), name } }),
    techniques: techniques.flatMap(technique => {
      const id = textOf(technique['id']);
      return id === undefined ? [] : [{ id, ...optional('name', textOf(technique['name'])) }];
    }),
  };
}

function tables(value: unknown): readonly Table[] {
  return Array.isArray(value) ? value.filter(isTable) : [];
}

/** Keys that the rule's search, schedule, suppression or metadata hold whole. */
const heldKeys = new Set([
  ...['rule_id', 'name', 'description', 'risk_score', 'author', 'license', 'references', 'false_positives'],
  ...['tags', 'note', 'setup', 'type', 'language', 'query', 'index', 'filters'],
  ...['threshold', 'new_terms', 'new_terms_fields', 'history_window_start'],
  ...['threat_index', 'threat_query', 'threat_language', 'threat_mapping', 'threat_filters'],
  ...['event_category_override', 'enabled'],
]);

function readExtra(data: Table, rule: Table, head: Table): Metadata['extra'] {
  const others = Array.isArray(rule['threat'])
    ? rule['threat'].filter(entry => !isTable(entry) || !isAttack(entry))
    : [];
  const keptRule = { ...keep(rule, isHeldOfRule), ...(others.length > 0 ? { threat: others } : {}) };
  return Object.fromEntries(
    Object.entries(data).map(([name, table]) => [
      name,
      name === 'rule' ? keptRule : name === 'metadata' ? keep(head, isHeldOfHead) : table,
    ]),
  );
}

function keep(table: Table, isHeld: (key: string, value: unknown) => boolean): Table {
  return Object.fromEntries(Object.entries(table).filter(([key, value]) => !isHeld(key, value)));
}

function isHeldOfHead(key: string, value: unknown): boolean {
  switch (key) {
    case 'creation_date':
    case 'updated_date':
      return isoDate(value) !== undefined;
    case 'maturity':
      return statuses[String(value)] !== undefined;
    default:
      return false;
  }
}

function isHeldOfRule(key: string, value: unknown): boolean {
  switch (key) {
    case 'to':
      return (parseBefore(String(value)) ?? 0) > 0;
    case 'from':
      return parseBefore(String(value)) !== undefined;
    case 'interval':
      return parseSpan(String(value)) !== undefined;
    case 'severity':
      return levels.includes(value as RuleLevel);
    case 'threat':
      return true;
    case 'investigation_fields':
      return isTable(value) && Object.keys(value).join() === 'field_names';
    case 'alert_suppression':
      return isTable(value);
    case 'building_block_type':
      return value === 'default';
    default:
      return heldKeys.has(key);
  }
}
