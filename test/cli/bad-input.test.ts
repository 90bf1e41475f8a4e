import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FailureLine, MatchLine, TranslationLine } from '../../src/cli/report-lines.ts';
import {
  plainDetection,
  reportAt,
  shippedCommand,
  sigmaRule,
  temporaryFolder,
  writeFiles,
} from './ruleglot.ts';
import { violationsOf } from './schema.ts';

type ReportLine = FailureLine | MatchLine | TranslationLine;

const ruleglot = shippedCommand();
const folder = temporaryFolder();
const good = sigmaRule('Good', plainDetection);

function bytes(text: string, encoding: BufferEncoding, mark: readonly number[] = []): Uint8Array {
  return Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]);
}

/** Levels of aliases to ten aliases of the level before. */
function bomb(): string {
  const levels = Array.from({ length: 10 }, (_, index) =>
    index === 0
      ? 'a0: &a0 [x]'
      : `a${index}: &a${index} [${Array(10)
          .fill(`*a${index - 1}`)
          .join(', ')}]`,
  );
  return `${levels.join('\n')}\n${good}`;
}

const nestedQuery = `${'('.repeat(20_000)}a: b${')'.repeat(20_000)}`;

interface Expected {
  readonly code: string;
  readonly line?: number;
  readonly column?: number;
}

/** What a file holds, and the one error that it comes to. */
const unreadable: Readonly<Record<string, readonly [content: string | Uint8Array, expected: Expected]>> = {
  'binary.yml': [new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), { code: 'read/not-text' }],
  'empty.yml': ['', { code: 'read/empty' }],
  'blank.toml': [' \n\t\n', { code: 'read/empty' }],
  'utf16le.yml': [bytes(good, 'utf16le', [0xff, 0xfe]), { code: 'read/not-text' }],
  'utf16-without-mark.yml': [bytes(good, 'utf16le'), { code: 'read/not-text' }],
  'latin1.yml': [
    bytes('title: Good\nauthor: Ren\u00e9\n', 'latin1'),
    { code: 'read/not-utf8', line: 2, column: 12 },
  ],
  'ten-megabytes.yml': [`${good}# ${'x'.repeat(10 * 1024 * 1024)}\n`, { code: 'read/too-large' }],
  'deep.toml': [
    `[rule]\nname = "Deep"\ntype = "query"\nlanguage = "kuery"\nquery = "a: b"\n[rule.${Array(5000).fill('a').join('.')}]\nx = 1\n`,
    { code: 'elastic/toml', line: 1 },
  ],
  'truncated.yml': [
    'title: Good\nlogsource:\n  categ',
    { code: 'read/sigma-wrong-shape', line: 3, column: 3 },
  ],
  'open-quote.yml': ['title: "Good\n', { code: 'read/yaml-syntax', line: 2, column: 1 }],
  'duplicate.yml': [
    sigmaRule('Twice', '  a:\n    Image: x\n    Image: y\n  condition: a\n'),
    { code: 'read/yaml-duplicate-key', line: 8, column: 5 },
  ],
  'bomb.yml': [bomb(), { code: 'read/yaml-alias-bomb' }],
  'deep.yml': [`a: ${'['.repeat(50_000)}`, { code: 'read/yaml-too-deep' }],
  'deep-condition.yml': [
    sigmaRule('Deep', `  a:\n    Image: x\n  condition: ${'('.repeat(50_000)}a${')'.repeat(50_000)}\n`),
    { code: 'parse/sigma-condition-too-deep', line: 8 },
  ],
  'deep.kql': [nestedQuery, { code: 'kql/too-deep', line: 1 }],
  'deep.lucene': [nestedQuery, { code: 'lucene/too-deep', line: 1 }],
  'deep.eql': [`any where ${'('.repeat(20_000)}true${')'.repeat(20_000)}`, { code: 'eql/too-deep', line: 1 }],
  'modifier.yml': [
    sigmaRule('Modifier', '  a:\n    Image|endswth: x\n  condition: a\n'),
    { code: 'lower/unknown-modifier', line: 7, column: 11 },
  ],
  'selection.yml': [
    sigmaRule('Selection', '  a:\n    Image: x\n  condition: a and b\n'),
    { code: 'lower/unknown-selection', line: 8, column: 20 },
  ],
  'list.yml': ['- a\n- b\n', { code: 'read/sigma-not-a-rule', line: 1, column: 1 }],
  'broken.toml': ['[rule]\nname = "x\n', { code: 'elastic/toml', line: 2 }],
  'broken.kql': ['a: (b or', { code: 'kql/unexpected-token', line: 1, column: 9 }],
  'broken.lucene': ['a:[1 TO', { code: 'lucene/unexpected-token', line: 1 }],
  'broken.eql': ['process where', { code: 'eql/unexpected-token', line: 1 }],
};

writeFiles(
  folder,
  Object.fromEntries(Object.entries(unreadable).map(([path, [content]]) => [`bad/${path}`, content])),
);
writeFiles(folder, {
  'bad/good.yml': good,
  'bad/with-mark.yml': bytes(good, 'utf8', [0xef, 0xbb, 0xbf]),
  'bad/carriage-returns.yml': good.replaceAll('\n', '\r\n'),
  'bad/unknown-field.yml':
    'title: F\nlogsource: {product: linux, category: process_creation}\ndetection:\n  a:\n    Immage: x\n  condition: a\n',
  'bad/folder.yml/inside.yml': good,
  'bad/export.ndjson': [
    '{"rule_id":"r1","name":"One","type":"query","language":"kuery","query":"a: b","index":["x-*"],"risk_score":1,"severity":"low"}',
    '{"rule_id":"r2","name":"Two",',
    '{"rule_id":"r3","name":"Three","type":"query","language":"kuery","query":"a: c","index":["x-*"],"risk_score":1,"severity":"low"}',
  ].join('\n'),
  'empty/notes.txt': 'no rule',
});
symlinkSync('nowhere.yml', join(folder, 'bad/broken-link.yml'));
symlinkSync('self.yml', join(folder, 'bad/self.yml'));
const fifo = spawnSync('mkfifo', [join(folder, 'bad/pipe.yml')]).status === 0;
mkdirSync(join(folder, 'nothing'));

const operands = ['bad', 'empty', 'nothing', 'missing', '/dev/zero', 'bad/good.yml', './bad/good.yml'];
const ran = ruleglot(
  ['convert', ...operands, '-t', 'splunk', '-o', 'out', '--report', 'ndjson=report.ndjson'],
  {
    cwd: folder,
  },
);
const lines = reportAt<ReportLine>(join(folder, 'report.ndjson'));

function linesFor(path: string): ReportLine[] {
  return lines.filter(line => line.path === path);
}

function errorsOf(line: ReportLine | undefined) {
  return line === undefined || line.kind === 'match'
    ? []
    : line.diagnostics.filter(({ severity }) => severity === 'error');
}

test.each(Object.entries(unreadable))('%s', (path, [, expected]) => {
  const found = linesFor(`bad/${path}`);
  expect(found).toMatchObject([{ kind: 'failure' }]);
  expect(errorsOf(found[0])[0]).toMatchObject(expected);
  expect(ran.stderr).toContain(`bad/${path}`);
});

const paths: readonly (readonly [path: string, code: string, message: string])[] = [
  ['bad/broken-link.yml', 'read/unreadable', 'there is no such file'],
  ['bad/self.yml', 'read/unreadable', 'its links lead in a circle'],
  ['missing', 'read/unreadable', 'there is no such file'],
  ['empty', 'cli/no-rules', 'holds no rules'],
  ['nothing', 'cli/no-rules', 'holds no rules'],
  ['dev/zero', 'read/unreadable', 'it is no regular file'],
  ...(fifo ? [['bad/pipe.yml', 'read/unreadable', 'it is no regular file'] as const] : []),
];

test.each(paths)('%s', (path, code, message) => {
  const found = lines.filter(line => line.path === path || line.path.endsWith(`../${path}`));
  expect(found).toMatchObject([{ kind: 'failure', diagnostics: [{ code }] }]);
  expect(errorsOf(found[0])[0]?.message).toContain(message);
});

test.each([
  'good.yml',
  'with-mark.yml',
  'carriage-returns.yml',
  'folder.yml/inside.yml',
  'unknown-field.yml',
])('%s is translated', path => {
  expect(linesFor(`bad/${path}`)).toMatchObject([{ kind: 'translation', files: [expect.any(String)] }]);
});

test('a field that no map has is told with its place', () => {
  const [line] = linesFor('bad/unknown-field.yml');
  expect(line?.kind === 'translation' && line.diagnostics).toMatchObject([
    {
      code: 'fields/unmapped',
      severity: 'warning',
      line: 5,
      column: 5,
      help: expect.stringContaining('Image'),
    },
    { code: 'plan/no-level', severity: 'note' },
  ]);
});

test('of an export with a broken line the other rules are translated', () => {
  const found = linesFor('bad/export.ndjson');
  expect(found.map(({ kind }) => kind)).toEqual(['translation', 'failure', 'translation']);
  expect(errorsOf(found[1])[0]).toMatchObject({ code: 'elastic/json', line: 2 });
});

test('each file has its lines once, and all of them fit the schema', () => {
  expect(linesFor('bad/good.yml')).toHaveLength(1);
  expect(violationsOf(lines)).toEqual([]);
});

test('what cannot be read makes the exit code 1, and nothing else', () => {
  expect(ran.code).toBe(1);
  expect(ran.stdout).toBe('');
  expect(ran.stderr).not.toContain('internal/crash');
  const all = ['convert', 'bad', '-t', 'splunk', '-o', 'out', '-q'];
  expect(ruleglot([...all, '--fail-on', 'broader,narrower,different,refused'], { cwd: folder }).code).toBe(0);
});

test('match reads the same files, and goes on', () => {
  writeFiles(folder, {
    'events.ndjson':
      '{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\\\cmd.exe"}\n',
  });
  const matched = ruleglot(
    ['match', ...operands, '--events', 'events.ndjson', '--report', 'ndjson=match.ndjson', '-q'],
    {
      cwd: folder,
    },
  );
  expect(matched.code).toBe(1);
  const told = reportAt<ReportLine>(join(folder, 'match.ndjson'));
  expect(violationsOf(told)).toEqual([]);
  expect(told.filter(({ kind }) => kind === 'failure')).toEqual(
    lines.filter(({ kind }) => kind === 'failure'),
  );
  expect(told.filter(({ kind }) => kind === 'match').map(({ path }) => path)).toEqual([
    'bad/carriage-returns.yml',
    'bad/folder.yml/inside.yml',
    'bad/good.yml',
    'bad/with-mark.yml',
  ]);
});
