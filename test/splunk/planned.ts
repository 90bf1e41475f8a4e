import {
  always,
  type Field,
  field,
  type Metadata,
  type PlannedRule,
  type Predicate,
} from '../../src/ir/index.ts';

export const metadata: Metadata = {
  vendor: 'sigma',
  id: '5f8d3a10-9c1b-4f8e-8d5e-0c9b8a7f6e5d',
  title: 'Shell Started By Office',
  description: 'An office program starts a shell.',
  level: 'high',
  status: 'test',
  authors: ['A. Author', 'B. Writer'],
  licence: 'DRL 1.1',
  references: ['https://example.org/a'],
  falsePositives: ['Add-ins'],
  created: '2026-01-02',
  modified: '2026-03-04',
  attack: [{ tactic: { name: 'execution' }, techniques: [{ id: 'T1059.001' }, { id: 'T1204' }] }],
  tags: ['cve.2021-44228'],
  related: [],
  fields: ['CommandLine'],
  extra: {},
};

interface Options {
  readonly scope?: Predicate;
  readonly search?: string;
  readonly dataModel?: string;
  readonly multiValued?: readonly string[];
  readonly metadata?: Partial<Metadata>;
  readonly schedule?: { readonly every: number; readonly lookBack: number };
  readonly suppression?: PlannedRule['rule']['suppression'];
}

/** A planned rule of one predicate; nothing else of the compiler is needed. */
export function planned(where: Predicate, options: Options = {}): PlannedRule {
  const splunk = { search: options.search ?? 'index=main sourcetype="xml"' };
  return {
    rule: {
      metadata: { ...metadata, ...options.metadata },
      search: { kind: 'events', source: { id: 'windows.process_creation' }, where, origin: [] },
      ...(options.schedule === undefined ? {} : { schedule: options.schedule }),
      ...(options.suppression === undefined ? {} : { suppression: options.suppression }),
    },
    where,
    scope: options.scope ?? always(true),
    source: {
      id: 'windows.process_creation',
      title: 'Windows process creation',
      elastic: { indices: [] },
      splunk: options.dataModel === undefined ? splunk : { ...splunk, dataModel: options.dataModel },
      panther: { logTypes: [] },
      sigma: { product: 'windows', category: 'process_creation' },
    },
    profile: {
      isText: () => false,
      isMultiValued: name => options.multiValued?.includes(name) ?? false,
      caselessSubfield: () => undefined,
    },
  };
}

export function splunkField(name: string): Field {
  return field(name, 'splunk');
}
