import { expect, test } from 'vitest';
import type { Metadata } from '../../src/ir/index.ts';
import { readText, shownDiagnostics } from './reading.ts';

const rest = 'logsource:\n  category: c\ndetection:\n  s:\n    A: x\n  condition: s\n';

function read(lines: string): {
  readonly metadata: Metadata | undefined;
  readonly diagnostics: readonly string[];
} {
  const [rule] = readText(`${lines}\n${rest}`);
  return { metadata: rule?.rule?.metadata, diagnostics: rule === undefined ? [] : shownDiagnostics(rule) };
}

test('every key of the specification has its place', () => {
  const { metadata, diagnostics } = read(
    [
      'title: Whoami',
      'id: 929a690e-bef0-4204-a928-ef5e620d6fcc',
      'name: whoami',
      'related:',
      '  - id: 08fbc97d-0a2f-491c-ae21-8ffcfd3174e9',
      '    type: derived',
      'taxonomy: sigma',
      'status: test',
      'description: |',
      '  Two',
      '  lines',
      'license: MIT',
      'references: [https://one, https://two]',
      'author: Ann One, Bob (Team)',
      'date: 2025-01-02',
      'modified: 2025-02-03',
      'tags: [attack.execution, attack.t1059, attack.t1059.001, attack.discovery, attack.g0032, cve.2021-44228]',
      'fields: [User]',
      'falsepositives: [Admins]',
      'level: high',
      'scope: [server]',
      'custom: { a: [1, true, null] }',
    ].join('\n'),
  );
  expect(diagnostics).toEqual([]);
  expect(metadata).toEqual({
    vendor: 'sigma',
    title: 'Whoami',
    id: '929a690e-bef0-4204-a928-ef5e620d6fcc',
    name: 'whoami',
    related: [{ id: '08fbc97d-0a2f-491c-ae21-8ffcfd3174e9', type: 'derived' }],
    status: 'test',
    description: 'Two\nlines\n',
    licence: 'MIT',
    references: ['https://one', 'https://two'],
    authors: ['Ann One', 'Bob (Team)'],
    created: '2025-01-02',
    modified: '2025-02-03',
    attack: [
      { tactic: { id: 'TA0002', name: 'execution' }, techniques: [] },
      { techniques: [{ id: 'T1059' }, { id: 'T1059.001' }] },
      { tactic: { id: 'TA0007', name: 'discovery' }, techniques: [] },
    ],
    tags: ['attack.g0032', 'cve.2021-44228'],
    fields: ['User'],
    falsePositives: ['Admins'],
    level: 'high',
    extra: { taxonomy: 'sigma', scope: ['server'], custom: { a: [1, true, null] } },
  });
  expect(Object.keys(metadata?.extra ?? {})).toEqual(['taxonomy', 'scope', 'custom']);
});

test.each<[string, Partial<Metadata>, readonly string[]]>([
  ['title: t\ndate: 2020/1/2', { created: '2020-01-02' }, ['read/sigma-date 2:7']],
  ['title: t\ndate: 2025-02-30', { extra: { date: '2025-02-30' } }, ['read/sigma-metadata 2:7']],
  ['title: t\nmodified: 2025/13/45', { extra: { modified: '2025/13/45' } }, ['read/sigma-metadata 2:11']],
  ['title: t\ndate: yesterday', { extra: { date: 'yesterday' } }, ['read/sigma-metadata 2:7']],
  ['title: t\nlevel: High', { level: 'high', extra: { level: 'High' } }, ['read/sigma-metadata 2:8']],
  ['title: t\nlevel: severe', { extra: { level: 'severe' } }, ['read/sigma-metadata 2:8']],
  ['title: t\nstatus: [a]', { extra: { status: ['a'] } }, ['read/sigma-metadata 2:9']],
  ['title: 2021', { title: '2021' }, []],
  ['title: [t]', { title: 'rule', extra: { title: ['t'] } }, ['read/sigma-metadata 1:8']],
  ['id: x', { title: 'rule', id: 'x' }, ['read/sigma-missing-title 1:1']],
  ['title: t\nauthor: a,b', { authors: ['a', 'b'], extra: { author: 'a,b' } }, []],
  ['title: t\nauthor: [a, b]', { authors: ['a', 'b'], extra: { author: ['a', 'b'] } }, []],
  ['title: t\nauthor: {a: b}', { authors: [], extra: { author: { a: 'b' } } }, ['read/sigma-metadata 2:9']],
  ['title: t\nreferences: https://one', { references: ['https://one'] }, []],
  ['title: t\nreferences: [{a: b}]', { references: [] }, ['read/sigma-metadata 2:13']],
  ['title: t\nfalsepositives:', { falsePositives: [], extra: {} }, []],
  [
    'title: t\ntags: [attack.initial_access, attack.T1059]',
    {
      attack: [
        { tactic: { id: 'TA0001', name: 'initial-access' }, techniques: [] },
        { techniques: [{ id: 'T1059' }] },
      ],
      extra: { tags: ['attack.initial_access', 'attack.T1059'] },
    },
    [],
  ],
  [
    'title: t\ntags: [attack.ta0040]',
    { attack: [{ tactic: { id: 'TA0040', name: 'impact' }, techniques: [] }] },
    [],
  ],
  ['title: t\ntags: [cve.1, attack.impact]', { tags: ['cve.1'], extra: {} }, []],
  ['title: t\ntags: [attack.constructor]', { attack: [], tags: ['attack.constructor'] }, []],
  [
    'title: t\nrelated: [{id: x, type: cousin}]',
    { related: [{ id: 'x', type: 'cousin' }] },
    ['read/sigma-metadata 2:10'],
  ],
  ['title: t\nrelated: x', { related: [], extra: { related: 'x' } }, ['read/sigma-metadata 2:10']],
  ['title: t\n__proto__: x', { title: 't' }, []],
])('%s', (lines, expected, diagnostics) => {
  const result = read(lines);
  expect(result.metadata).toMatchObject(expected);
  expect(result.diagnostics).toEqual(diagnostics);
});

const detection = 'detection:\n  s:\n    A: x\n  condition: s\n';

test.each([
  [
    'logsource: {category: c, product: p, service: s, definition: d}',
    { category: 'c', product: 'p', service: 's', definition: 'd' },
    [],
  ],
  ['logsource: {product: Windows}', { product: 'Windows' }, ['read/sigma-log-source 2:22']],
  ['logsource: {definition: d}', { definition: 'd' }, ['read/sigma-log-source 2:1']],
  ['logsource: {product: [a]}', undefined, ['read/sigma-wrong-shape 2:22']],
  ['logsource: windows', undefined, ['read/sigma-wrong-shape 2:12']],
  ['id: x', undefined, ['read/sigma-missing-key 1:1']],
])('%s', (line, expected, diagnostics) => {
  const [rule] = readText(`title: t\n${line}\n${detection}`);
  const search = rule?.rule?.search;
  expect(search?.kind === 'events' ? search.source.sigma : undefined).toEqual(expected);
  expect(rule && shownDiagnostics(rule)).toEqual(diagnostics);
});

test('other elements of a log source are kept for the way back', () => {
  const [rule] = readText(`title: t\nlogsource: {product: p, channel: x}\n${detection}`);
  expect(rule?.rule?.metadata.extra).toEqual({ logsource: { product: 'p', channel: 'x' } });
});
