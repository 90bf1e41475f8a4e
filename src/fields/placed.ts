import type { LogSource, Vendor } from '../ir/index.ts';
import type { DataSource, ScopeTable } from './data-source.ts';
import { fieldTable } from './registry.ts';

/**
 * Whether a processing pipeline has said where a target has the events. What selects them by our tables is then left out, as
 * pySigma has none: beside `sourcetype="WinEventLog:Security" EventCode=4688`, or `event_simpleName=ProcessRollup2`, the channel of
 * Sysmon would find nothing at all. An index, a host, an event id that our tables have too, and what is asked of the source's own
 * fields leave the rest of what they say in place. `table`: how the target selects the source.
 */
export function isPlaced(
  { placed = {} }: LogSource,
  known: DataSource | undefined,
  table: ScopeTable,
  vendor: Vendor,
): boolean {
  const scope = Object.entries(table);
  return Object.entries(placed).some(([name, values]) => {
    if (known === undefined && name === 'index') return true;
    if (vendor === 'sigma' || withinPlaces.has(name)) return false;
    if (places.has(name)) return true;
    const own = scope.find(([key]) => key === name || (eventIds.has(key) && eventIds.has(name)))?.[1];
    if (own !== undefined) return !isWithin(values, own);
    const fields = fieldTable(known);
    return !fields.listed(vendor, name) && !fields.listed('sigma', name);
  });
}

function isWithin(values: readonly string[], own: ScopeTable[string]): boolean {
  const known = new Set((typeof own === 'object' ? own : [own]).map(each => `${each}`.toLowerCase()));
  return values.length > 0 && values.every(each => known.has(each.toLowerCase()));
}

const eventIds: ReadonlySet<string> = new Set(['EventID', 'EventCode', 'event.code', 'winlog.event_id']);

/** Where logs of all kinds are kept together, and what they come from. */
const withinPlaces: ReadonlySet<string> = new Set([
  ...['index', 'host', 'splunk_server', 'Computer', 'ComputerName'],
  ...['_index', 'host.name', 'host.hostname', 'host.os.type', 'host.os.family'],
]);

/** Fields that tell logs apart. */
const places: ReadonlySet<string> = new Set([
  ...['source', 'sourcetype', 'eventtype', 'tag', 'LogName', 'SourceName'],
  ...['Channel', 'Provider_Name', 'winlog.channel', 'winlog.provider_name', 'event.provider', 'p_log_type'],
  ...['event.category', 'event.kind', 'event.dataset', 'event.module', 'data_stream.dataset', 'agent.type'],
]);
