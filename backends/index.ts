import type { Backend } from '../src/ir/index.ts';

/** A target with the means to load its backend only when it is asked for. */
export interface TargetEntry {
  readonly target: string;
  readonly title: string;
  readonly load: () => Promise<Backend>;
}

/** Every target that rules are emitted for. */
export const targets: readonly TargetEntry[] = [
  { target: 'splunk', title: 'Splunk SPL', load: async () => (await import('./splunk/index.ts')).splunk },
  {
    target: 'panther',
    title: 'Panther Python',
    load: async () => (await import('./panther/index.ts')).panther,
  },
  { target: 'sigma', title: 'Sigma YAML', load: async () => (await import('./sigma/index.ts')).sigma },
  {
    target: 'elastic',
    title: 'Elastic queries',
    load: async () => (await import('./elastic/index.ts')).elastic,
  },
];
