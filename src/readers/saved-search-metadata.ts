import type { Metadata, RuleLevel } from '../ir/index.ts';
import { isCalendarDay } from './calendar-day.ts';
import type { Stanza } from './conf-stanza.ts';
import { splunkTechniques } from './splunk-techniques.ts';

const levels: readonly RuleLevel[] = ['informational', 'low', 'medium', 'high', 'critical'];

/** https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/9.4/configuration-file-reference/9.4.0-configuration-file-reference/savedsearches.conf: 1 debug to 6 fatal. */
const alertLevels: Readonly<Record<string, RuleLevel>> = {
  '1': 'informational',
  '2': 'informational',
  '3': 'low',
  '4': 'medium',
  '5': 'high',
  '6': 'critical',
};

/** Settings that are read into fields of their own, or elsewhere. */
const known =
  /^(?:search|description|cron_schedule|enableSched|disabled|counttype|relation|quantity|dispatch\.(?:earliest|latest)_time|alert\.suppress.*|action\.correlationsearch\.(?:label|annotations)|action\.notable\.param\.severity|action\.escu\.(?:how_to_implement|known_false_positives|creation_date|modification_date))$/;

/** What a correlation search says of itself; the other settings stay in `extra`, as they are written. */
export function readSavedMetadata(stanza: Stanza): Metadata {
  const annotations = jsonOf(stanza, 'action.correlationsearch.annotations');
  const own = jsonOf(stanza, 'action.correlationsearch.metadata');
  const id = textOf(own['detection_id']);
  const description = stanza.text('description');
  const level = levelOf(stanza);
  const risk = riskOf(stanza);
  const setup = stanza.text('action.escu.how_to_implement');
  const falsePositives = stanza.text('action.escu.known_false_positives');
  const created = dateOf(stanza, 'action.escu.creation_date');
  const enabled = switchOf(stanza);
  const modified = dateOf(stanza, 'action.escu.modification_date');
  return {
    vendor: 'splunk',
    title: stanza.text('action.correlationsearch.label') ?? stanza.name,
    ...(id === undefined ? {} : { id }),
    ...(description === undefined ? {} : { description }),
    ...(level === undefined ? {} : { level }),
    ...(risk === undefined ? {} : { riskScore: risk }),
    ...(enabled === undefined ? {} : { enabled }),
    authors: textsOf(own['author']),
    references: textsOf(own['references']),
    falsePositives: falsePositives === undefined ? textsOf(own['false_positives']) : [falsePositives],
    ...(created === undefined ? {} : { created }),
    ...(modified === undefined ? {} : { modified }),
    attack: splunkTechniques(textsOf(annotations['mitre_attack'])),
    tags: textsOf(annotations['analytic_story']).map(each => `Analytic Story: ${each}`),
    related: [],
    fields: [],
    ...(setup === undefined ? {} : { setup }),
    extra: Object.fromEntries(
      [...stanza.own.values()].filter(({ key }) => !known.test(key)).map(({ key, text }) => [key, text.text]),
    ),
  };
}

/** A search runs where it is not disabled and is put on its schedule; nothing is said of one that has neither setting. */
function switchOf(stanza: Stanza): boolean | undefined {
  const [disabled, scheduled] = [stanza.text('disabled'), stanza.text('enableSched')];
  if (disabled === undefined && scheduled === undefined) return undefined;
  return !isTrue(disabled ?? '0') && isTrue(scheduled ?? '1');
}

/** https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/9.4/configuration-file-reference/9.4.0-configuration-file-reference/savedsearches.conf */
function isTrue(text: string): boolean {
  return /^(?:1|true|t|yes|y|on|enabled)$/i.test(text.trim());
}

function levelOf(stanza: Stanza): RuleLevel | undefined {
  const notable = stanza.text('action.notable.param.severity')?.toLowerCase();
  return levels.find(each => each === notable) ?? alertLevels[stanza.text('alert.severity') ?? ''];
}

/** The highest score that the search adds to an object. */
function riskOf(stanza: Stanza): number | undefined {
  const list = parsed(stanza.text('action.risk.param._risk'));
  const scores = (Array.isArray(list) ? list : [])
    .map((each: unknown) => (isTable(each) ? Number(each['risk_score']) : Number.NaN))
    .filter(Number.isFinite);
  return scores.length === 0 ? undefined : Math.max(...scores);
}

function dateOf(stanza: Stanza, key: string): string | undefined {
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(stanza.text(key) ?? '')?.[0];
  return date !== undefined && isCalendarDay(date) ? date : undefined;
}

function jsonOf(stanza: Stanza, key: string): Readonly<Record<string, unknown>> {
  const value = parsed(stanza.text(key));
  return isTable(value) ? value : {};
}

function parsed(text: string | undefined): unknown {
  if (text === undefined || text.length > 1_000_000) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each: unknown) => textOf(each) ?? []);
}
