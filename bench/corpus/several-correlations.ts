import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const logons = `title: Failed sign-in
name: failed
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
    condition: selection
`;

const success = `title: Sign-in
name: success
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4624
    condition: selection
`;

const flows = `title: Flow
name: flows
logsource:
    category: network_connection
    product: windows
detection:
    selection:
        Initiated: 'true'
    condition: selection
`;

const many = `title: Many failed sign-ins
name: many
correlation:
    type: event_count
    rules:
        - failed
    group-by:
        - IpAddress
    timespan: 10m
    condition:
        gte: 10
`;

/** Each type of Sigma's correlations, with its conditions, aliases and correlations of correlations. */
const correlations: Readonly<Record<string, { readonly of: readonly string[]; readonly text: string }>> = {
  event_count: { of: [logons], text: counted('event_count', '        gte: 10') },
  'event_count, less than': { of: [logons], text: counted('event_count', '        lt: 3') },
  'event_count, equal': { of: [logons], text: counted('event_count', '        eq: 3') },
  'event_count, between': { of: [logons], text: counted('event_count', '        gte: 3\n        lt: 9') },
  value_count: {
    of: [logons],
    text: counted('value_count', '        field: TargetUserName\n        gte: 5'),
  },
  value_sum: { of: [flows], text: measured('value_sum', '        field: DestinationPort\n        gt: 1000') },
  value_avg: { of: [flows], text: measured('value_avg', '        field: DestinationPort\n        gt: 1000') },
  value_percentile: {
    of: [flows],
    text: measured(
      'value_percentile',
      '        field: DestinationPort\n        percentile: 95\n        gt: 1000',
    ),
  },
  value_median: {
    of: [flows],
    text: measured('value_median', '        field: DestinationPort\n        gt: 1000'),
  },
  temporal: { of: [logons, success], text: both('temporal') },
  temporal_ordered: { of: [logons, success], text: both('temporal_ordered') },
  'temporal, extended condition': {
    of: [logons, success],
    text: `${both('temporal')}    condition: failed and not success\n`,
  },
  'temporal, number of rules': {
    of: [logons, success],
    text: `${both('temporal')}    condition:\n        gte: 1\n`,
  },
  'temporal_ordered, aliases': {
    of: [logons, flows],
    text: `title: c
correlation:
    type: temporal_ordered
    rules:
        - failed
        - flows
    aliases:
        address:
            failed: IpAddress
            flows: SourceIp
    group-by:
        - address
    timespan: 10m
`,
  },
  'temporal_ordered of an event_count': {
    of: [logons, success, many],
    text: both('temporal_ordered').replace('- failed', '- many'),
  },
};

function counted(type: string, condition: string): string {
  return `title: c
correlation:
    type: ${type}
    rules:
        - failed
    group-by:
        - IpAddress
    timespan: 10m
    condition:
${condition}
`;
}

function measured(type: string, condition: string): string {
  return counted(type, condition).replace('- failed', '- flows').replace('- IpAddress', '- SourceIp');
}

function both(type: string): string {
  return `title: c
correlation:
    type: ${type}
    rules:
        - failed
        - success
    group-by:
        - IpAddress
    timespan: 10m
`;
}

export function correlationSamples(): readonly { readonly kind: string; readonly rule: Rule }[] {
  return Object.entries(correlations).map(([kind, { of, text }]) => {
    const file = new SourceFile(`${kind}.yml`, [...of, text].join('---\n'));
    const read = sigmaReader.read(file, { placeholders: new Map() }).at(-1);
    if (read?.rule === undefined) throw new Error(`${kind}: ${read?.diagnostics[0]?.message ?? 'unread'}`);
    return { kind, rule: resolve(read.rule).value };
  });
}
