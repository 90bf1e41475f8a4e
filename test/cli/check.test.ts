import { expect, test } from 'vitest';
import type { CheckLine } from '../../src/cli/report-lines.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const folder = inOwnFolder();

function rule(title: string, detection: string, more = ''): string {
  return sigmaRule(title, detection.replaceAll(/^/gm, '  '), more);
}

const id = 'id: 5a6b8a0c-6b8c-4a51-9d3e-9a76d9c30001\n';

writeFiles(folder, {
  'clean.yml': sigmaRule(
    'Clean',
    plainDetection,
    'tags: [attack.execution, attack.t1059.001, attack.g0016, attack.s0002]\n',
  ),
  'never.yml': rule('Never', 'a: { Image: x }\nb: { Image|startswith: x }\ncondition: a and not b'),
  'always.yml': rule('Always', 'a: { Image: x }\ncondition: a or not a'),
  'dead.yml': rule(
    'Dead',
    'a: { User: u }\nb: { Image: x }\nc: { Image|endswith: x }\ncondition: a or (b and not c)',
  ),
  'idle.yml': rule(
    'Idle',
    "a: { Image|endswith: '.exe' }\nb: { Image|contains: '.dll\\x.txt' }\nc: { Image: x.dll }\ncondition: a and not c",
  ),
  'covered.yml': rule(
    'Covered',
    'a:\n  CommandLine|contains:\n    - one\n    - bone\n    - two\ncondition: a',
  ),
  'double.yml': rule('Double', 'a:\n  CommandLine|contains:\n    - One\n    - one\ncondition: a'),
  'twice.yml': rule(
    'Twice',
    'a:\n  CommandLine|contains:\n    - One\n    - one\nb: { User: x }\ncondition: a and b or a and not b',
  ),
  'again.yml': rule('Again', 'a: { User: x }\nb: { User: x }\ncondition: a or b'),
  'named.yml': rule('Named', 'a: { User: x }\nb: { Image: y }\ncondition: a or (a and b) or a'),
  'networks.yml': rule(
    'Networks',
    'a:\n  DestinationIp|cidr:\n    - 10.0.0.0/8\n    - 10.1.0.0/16\ncondition: a',
  ),
  'words.yml': rule('Words', 'a:\n  - foo\n  - foobar\ncondition: a'),
  'dashes.yml': rule('Dashes', "a:\n  CommandLine|windash|contains:\n    - ' -a'\n    - ' /a'\ncondition: a"),
  'offsets.yml': rule(
    'Offsets',
    'a:\n  CommandLine|base64offset|contains:\n    - foo\n    - foobar\ncondition: a',
  ),
  'hours.yml': rule('Hours', 'a: { UtcTime|hour|gt: 23 }\ncondition: a'),
  'nothing/one.yml': rule('Nothing', 'a: { User: x }\nb: { User: y }\ncondition: a and b', id),
  'nothing/two.yml': rule('None', 'a: { User: x }\nb: { User|startswith: y }\ncondition: a and b'),
  'in.spl': 'index=a x IN (foo*, bar, foobar)',
  'groups.esql': 'from logs-* | stats c = count(*) by u | where c > 5 and c < 3',
  'bounds.esql': 'from logs-* | stats c = count(*) by u | where c > 5 and c > 3',
  'false.eql': 'sequence by k [any where a == 1 and 1 == 2] [any where b == 1]',
  'twin/one.yml': rule('One', "a: { CommandLine|contains: ' /q' }\ncondition: a", id),
  'twin/two.eql':
    'process where host.os.type == "windows" and event.type == "start" and process.command_line : "* /q*"\n',
  'regexes/one.yml': rule('One', "a: { CommandLine|contains: ['-enc', '/q'] }\ncondition: a", id),
  'regexes/two.yml': rule('Two', "a: { CommandLine|re|i: '.*(-enc|/q).*' }\ncondition: a"),
  'ids/one.yml': rule('One', 'a: { User: one }\ncondition: a', id),
  'ids/two.yml': rule('Two', 'a: { User: two }\ncondition: a', id),
  'attack.yml': sigmaRule('Attack', plainDetection, 'tags:\n  - attack.t10591\n'),
  'versions.yml': sigmaRule(
    'Versions',
    plainDetection,
    'tags:\n  - attack.t1562.001\n  - attack.t1685\n  - attack.t1559.099\n  - attack.t1059\n',
  ),
  'tactics.yml': sigmaRule(
    'Tactics',
    plainDetection,
    'tags:\n  - attack.ta0099\n  - attack.defense_evasion\n  - attack.stealth\n  - attack.ta0112\n',
  ),
  'objects.yml': sigmaRule(
    'Objects',
    plainDetection,
    'tags:\n  - attack.g0016\n  - attack.S0002\n  - attack.ds0009\n  - attack.g0057\n  - attack.s9999\n  - attack.m0001\n  - attack.c0003\n',
  ),
  'broken.yml': 'title: [',
  'bounds.spl': 'index=* x>5 x<3',
  'within.spl': 'index=a x=5 | where x>3',
});

async function found(...paths: readonly string[]): Promise<[string, number | undefined][]> {
  const { stdout } = await ranHere(['check', '-q', ...paths, '--report', 'ndjson=-']);
  const lines = linesOf<CheckLine>(stdout);
  expect(violationsOf(lines)).toEqual([]);
  return lines.flatMap(line =>
    line.diagnostics
      .filter(({ code }) => code.startsWith('check/'))
      .map(({ code, line: at }) => [code, at] as [string, number | undefined]),
  );
}

test.each<[readonly string[], [string, number | undefined][]]>([
  [['clean.yml'], []],
  [['never.yml'], [['check/never-matches', 8]]],
  [['always.yml'], [['check/always-matches', 7]]],
  [['dead.yml'], [['check/dead-branch', 9]]],
  [['idle.yml'], [['check/idle-condition', 9]]],
  [['covered.yml'], [['check/covered-value', 9]]],
  [['double.yml'], [['check/covered-value', 9]]],
  [
    ['twice.yml'],
    [
      ['check/idle-condition', 11],
      ['check/idle-condition', 11],
      ['check/covered-value', 9],
    ],
  ],
  [['again.yml'], [['check/idle-condition', 7]]],
  [['named.yml'], [['check/idle-condition', 8]]],
  [['networks.yml'], [['check/covered-value', 9]]],
  [['words.yml'], [['check/covered-value', 8]]],
  [
    ['dashes.yml'],
    [
      ['check/covered-value', 9],
      ['check/covered-value', 8],
    ],
  ],
  [['offsets.yml'], [['check/covered-value', 7]]],
  [['hours.yml'], [['check/never-matches', 6]]],
  // Both match nothing, which makes them no duplicates.
  [
    ['nothing'],
    [
      ['check/never-matches', 9],
      ['check/never-matches', 8],
    ],
  ],
  [['in.spl'], [['check/covered-value', 1]]],
  [['groups.esql'], [['check/never-matches', 1]]],
  [['bounds.esql'], [['check/idle-condition', 1]]],
  [['false.eql'], [['check/never-matches', 1]]],
  [['twin'], [['check/duplicate-rule', 1]]],
  [['regexes'], [['check/duplicate-rule', 1]]],
  // Of several values one may be above and one below; each bound is read as one of numbers and one of texts.
  [['bounds.spl'], []],
  [['within.spl'], [['check/idle-condition', 1]]],
  [['ids'], [['check/duplicate-id', 1]]],
  [['attack.yml'], [['check/malformed-attack-id', 3]]],
  [
    ['versions.yml'],
    [
      ['check/revoked-attack-id', 3],
      ['check/unknown-attack-id', 5],
    ],
  ],
  [
    ['objects.yml'],
    [
      ['check/revoked-attack-id', 6],
      ['check/unknown-attack-id', 7],
      ['check/unknown-attack-id', 8],
      ['check/unknown-attack-id', 9],
    ],
  ],
  [
    ['tactics.yml'],
    [
      ['check/unknown-attack-id', 3],
      ['check/former-attack-tactic', 4],
    ],
  ],
])('check %j', async (paths, codes) => {
  expect(await found(...paths)).toEqual(codes);
});

test('a finding stands under the line that it is about', async () => {
  const { stderr } = await ranHere(['check', 'covered.yml']);
  expect(stderr).toContain(
    'note[check/covered-value]: the value *"bone"* is covered by *"one"* in the same list',
  );
  expect(stderr).toContain('^^^^');
  expect(stderr).toContain('1 rules checked');
});

test.each([
  [0, ['covered.yml', 'never.yml']],
  [1, ['covered.yml', '--fail-on', 'note']],
  [0, ['covered.yml', '--fail-on', 'warning']],
  [1, ['never.yml', '--fail-on', 'warning']],
  [1, ['broken.yml']],
  [0, ['broken.yml', '--fail-on', 'warning']],
] as const)('%i: check %j', async (code, words) => {
  expect(await ranHere(['check', '-q', ...words])).toMatchObject({ code });
});
