import type { Rule } from '../ir/index.ts';
import { type Span, spanOf } from '../source/index.ts';
import { placeOf } from './located.ts';

/** Keys that documents have for what is called otherwise here. */
const written: Readonly<Record<string, readonly string[]>> = {
  'building block': ['building_block_type', 'CreateAlert'],
  dates: ['date', 'modified', 'creation_date', 'updated_date'],
  'risk score': ['risk_score'],
  schedule: ['interval', 'from', 'cron_schedule', 'Schedule'],
  suppression: ['alert_suppression', 'suppress', 'DedupPeriodMinutes'],
};

/**
 * Where the rule's document says something of its metadata, at the beginning of a line; else where it begins to say what it looks for.
 * The module of a Panther rule says none of it.
 */
export function placeOfKey(rule: Rule, key: string): Span | undefined {
  const place = placeOf(rule);
  if (place === undefined || place.file.path.endsWith('.py')) return undefined;
  const { file, start } = place;
  const from = file.text.lastIndexOf('\n---', start) + 1;
  const end = file.text.indexOf('\n---', start);
  const document = file.text.slice(from, end === -1 ? undefined : end);
  const found = patternOf(key).exec(document);
  const [at, { length }] = found === null ? [start, firstLine(place)] : [from + found.index, found[0]];
  return spanOf(file, at, at + length);
}

function firstLine({ file, start, end }: Span): string {
  return file.text.slice(start, end).split('\n', 1)[0] ?? '';
}

const patterns = new Map<string, RegExp>();

/** `tags` as a key of YAML or TOML, or as the name of a table. */
function patternOf(key: string): RegExp {
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const names = written[key] ?? [key.slice(key.lastIndexOf('.') + 1)];
  const words = names.map(name => name.replaceAll(/[^\w-]/g, '\\$&')).join('|');
  const made = new RegExp(`(?<=^\\[{0,2}(?:\\w+\\.)*["']?)(?:${words})(?=["']?[ \\t]*[:=\\].])`, 'im');
  patterns.set(key, made);
  return made;
}
