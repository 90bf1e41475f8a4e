import type { Emission, EmitRequest, Metadata } from '../../../src/ir/index.ts';
import { ruleKeys, tableOf } from './rule-keys.ts';

/**
 * A line for Kibana's import of rules, one object a rule; the rule comes disabled. Behind it the lists of exceptions, their items and the
 * connectors that it names, as its own export had them: without a connector Kibana takes no rule, and without a list it forgets the list.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/manage-detection-rules#import-export-rules-ui
 */
export function emitNdjson(request: EmitRequest): Emission {
  const { metadata } = request.planned.rule;
  const { attached = [] } = metadata;
  const { keys, lost, ...told } = ruleKeys(request);
  const rule = {
    ...keys,
    enabled: false,
    to: 'now',
    version: 1,
    ...pick(keys, ['enabled', 'to', 'version']),
  };
  return {
    files: [{ path: `${request.fileName}.ndjson`, text: [JSON.stringify(rule), ...attached, ''].join('\n') }],
    lost: [...lost, ...lostTables(metadata)],
    ...told,
  };
}

/** An object of Kibana's has no place for the tables around the rule. */
function lostTables({ vendor, extra }: Metadata): readonly string[] {
  if (vendor !== 'elastic') return [];
  const head = Object.keys(tableOf(extra['metadata'])).map(key => `metadata.${key}`);
  return [...head, ...Object.keys(extra).filter(key => key !== 'metadata' && key !== 'rule')];
}

function pick(table: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).filter(([key]) => keys.includes(key)));
}
