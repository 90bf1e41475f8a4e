import type { Vendor } from '../ir/index.ts';
import { modelNames } from './data-models.ts';
import type { OpenNames } from './data-source.ts';
import { isEcsName, isKeptName } from './ecs-names.ts';
import type { Letters, LogNames } from './log-names.ts';
import type { MappedField } from './mapped-field.ts';
import { splunkPath } from './multi-valued.ts';
import { hasPosition } from './position.ts';
import { isOfEveryEvent } from './taken-names.ts';

/** The field without an entry that a vendor's name stands for, by the first rule that fits it. `log`: the names that the log has. */
export function openedBy(
  rules: readonly OpenNames[],
  vendor: Vendor,
  name: string,
  log: LogNames,
): MappedField | undefined {
  for (const open of rules) {
    const prefix = open.prefix[vendor];
    if (open.of !== undefined && open.of !== vendor) continue;
    if (prefix === undefined || !name.startsWith(prefix) || name.length === prefix.length) continue;
    const rest = name.slice(prefix.length);
    if (vendor === 'elastic' && hasPosition(rest)) return undefined;
    if (vendor === 'splunk' && isSplunkName(rest, open)) return undefined;
    if (isOfWindows(open) && isEcsName(rest)) return undefined;
    if (prefix === '' && vendor !== 'elastic' && isKeptName(rest)) return undefined;
    if (vendor === 'elastic' && !isHeld(open, rest)) continue;
    const field = openField(open, vendor, vendor === 'splunk' ? rest.replaceAll('{}', '') : rest);
    if (!isListed(field, open, vendor, log)) return { ...field, isUnlisted: true };
    return vendor !== 'splunk' && isWithinOpen(field, open, log)
      ? { ...field, assumes: 'no-list', assumedOf: 'splunk' }
      : field;
  }
  return undefined;
}

/** Names of what Splunk has of every event, which no log has, and of data models, which no data of a Windows event bear. */
function isSplunkName(name: string, open: OpenNames): boolean {
  return isOfEveryEvent(name) || (isOfWindows(open) && modelNames.has(name));
}

export function isOfWindows({ prefix }: OpenNames): boolean {
  return prefix.elastic?.startsWith('winlog.') === true;
}

/** Sigma's names that are known to be there. */
export function knownNames({ closed, types = {}, letters, prefix }: OpenNames): readonly string[] {
  if (closed === undefined || prefix.sigma === undefined) return [];
  const held = Object.keys(types).map(name => (letters === 'snake' ? camelCase(name) : name));
  return held.map(name => `${prefix.sigma}${name}`);
}

/** Whether a list of the log's names has the field, by the name of any product that keeps the log's own. */
function isListed(field: MappedField, open: OpenNames, vendor: Vendor, log: LogNames): boolean {
  const name = field.canonical.slice(open.prefix.elastic?.length ?? 0);
  // What one product alone has goes nowhere.
  if (Object.keys(open.prefix).length === 1) return true;
  if (open.closed !== undefined && open.types !== undefined && isHeld(open, name)) return true;
  const letters: Letters = vendor === 'panther' ? 'any case' : open.letters === undefined ? 'exact' : 'snake';
  const prefixes = [open.prefix.sigma, open.prefix.panther, open.prefix.splunk];
  const own = isOfWindows(open) ? ['', ...prefixes] : prefixes;
  return own.some(prefix => prefix !== undefined && log.has(`${prefix}${name}`, letters));
}

/** Whether nothing tells which objects on the way to a field are lists, that Splunk marks in its names. */
function isWithinOpen(field: MappedField, open: OpenNames, log: LogNames): boolean {
  const { splunk, sigma, panther } = open.prefix;
  if (splunk === undefined || isOfWindows(open)) return false;
  const rest = field.canonical.slice(open.prefix.elastic?.length ?? 0);
  const letters: Letters = open.letters === undefined ? 'exact' : 'snake';
  return [splunk, sigma, panther].some(
    prefix => prefix !== undefined && log.isOpen(`${prefix}${rest}`, letters),
  );
}

/** Whether Elastic's integration takes a name over, as far as that is known of all of its names. */
function isHeld({ closed, types = {}, free = [] }: OpenNames, name: string): boolean {
  if (closed === undefined || name.includes('*') || Object.hasOwn(types, name)) return true;
  return free.some(object => name === object || name.startsWith(`${object}.`));
}

/** Beats and Splunk's add-on write blanks in the names of a Windows event's data (`New Value`) as underscores. */
function openField(open: OpenNames, vendor: Vendor, rest: string): MappedField {
  const isWindows = isOfWindows(open);
  const joined = isWindows ? rest.replaceAll(' ', '_') : rest;
  const snake = vendor === 'elastic' || open.letters === undefined ? joined : snakeCase(rest);
  const camel = vendor === 'elastic' && open.letters === 'snake' ? camelCase(rest) : rest;
  return {
    canonical: `${open.prefix.elastic ?? ''}${snake}`,
    type: open.types?.[snake] ?? open.type,
    ...(open.blanks === undefined ? {} : { blanks: open.blanks }),
    view: other => {
      const xml = open.elementOf?.[other];
      if (xml !== undefined) return { name: xml, element: rest };
      const prefix = open.prefix[other];
      if (prefix === undefined || (other === 'elastic' && !isHeld(open, snake))) return undefined;
      if (isWindows && other === 'splunk') return prefix + joined;
      return other === 'splunk' ? splunkPath(prefix + camel) : prefix + (other === 'elastic' ? snake : camel);
    },
  };
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
