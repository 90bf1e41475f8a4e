import { expect, test } from 'vitest';
import { ranHere } from './in-process.ts';

test.each([
  ['converge', "there is no command 'converge'", "did you mean 'convert'?"],
  ['atlas rules', "there is no command 'atlas'", '`ruleglot --help` lists the commands'],
  ['help atlas', "there is no command 'atlas'", '`ruleglot --help` lists the commands'],
  ['describe', 'PATH is missing', ''],
  ['diff rules', 'OLD NEW is missing', ''],
  ['verify', 'PATH is missing', ''],
  ['check', 'PATH is missing', ''],
  ['verify rules --engine reel', "not 'reel'", 'did you mean real?'],
  ['convert', 'PATH is missing', ''],
  ['convert rules', '--target is missing', ''],
  ['convert rules -t', 'the value of --target is missing', ''],
  ['convert rules -t splnk', "not 'splnk'", 'did you mean splunk?'],
  ['convert rules -t elastic:eqll', "not 'elastic:eqll'", 'did you mean elastic:eql?'],
  ['convert rules -t splunk:cim:x', "not 'splunk:cim:x'", 'did you mean splunk:cim?'],
  ['convert rules -t splunk -f escuu', "not 'escuu'", 'did you mean escu?'],
  ['convert rules -t splunk -f toml', '--format takes a format of the targets: savedsearches', ''],
  ['convert rules -t splunk -p x.yml', '--pipeline takes a readable file', ''],
  ['convert rules -t splunk --filtre x.yml', "unknown option '--filtre'", 'did you mean --filter?'],
  ['convert rules --taget splunk', "unknown option '--taget'", 'did you mean --target?'],
  ['convert rules -t splunk --casing keeep', "not 'keeep'", 'did you mean keep?'],
  ['convert rules -t splunk --new-terms lookups', "not 'lookups'", 'did you mean lookup?'],
  ['convert rules -t splunk --evidence provd', "not 'provd'", 'did you mean proved?'],
  ['convert rules -t splunk --fail-on brodaer', "not 'brodaer'", 'did you mean broader?'],
  ['convert rules -t splunk --fail-on given:', "not 'given:'", ''],
  ['convert rules -t splunk --report sarfi=x', "not 'sarfi=x'", 'did you mean sarif=FILE?'],
  ['convert rules -t splunk --report githbu', "not 'githbu'", 'did you mean github?'],
  ['convert rules -t splunk --report ndjson', 'the file of --report ndjson=FILE', 'is missing'],
  ['convert rules -t splunk --report sarif=', 'the file of --report sarif=FILE', 'is missing'],
  ['convert rules -t splunk --fail-on changed', "not 'changed'", ''],
  ['convert rules -t splunk --fail-on given:sam-name', '', 'did you mean given:same-name?'],
  ['match rules --events x --fail-on broader', 'a list of unreadable, bad-event, refused, none', ''],
  ['check rules --fail-on wraning', "not 'wraning'", 'did you mean warning?'],
  ['diff rules rules --fail-on narrower', "not 'narrower'", ''],
  ['build --fail-on stronger', "not 'stronger'", ''],
  ['build --config=', 'the value of --config is missing', ''],
  ['build --config src', "not 'src'", ''],
  ['build --config .', "not '.'", 'did you mean ruleglot.config.yaml?'],
  ['convert rules -t splunk --quiet=yes', 'unexpected argument: value of --quiet', ''],
  ['convert - -t splunk', '--from FORMAT, for standard input, is missing', ''],
  ['convert - --from kqll -t splunk', "not 'kqll'", 'did you mean kql?'],
  ['convert rules -t splunk --placeholders nowhere.yml', 'there is no such file', ''],
  ['match rules', '--events is missing', ''],
  ['match rules --events nowhere', 'there is no such file', ''],
  ['match rules --events src', 'it is a folder', ''],
  ['match - --from kql --events -', 'a file, when standard input holds the rules', ''],
  ['match rules --events x --events-form elastik', "not 'elastik'", 'did you mean elastic?'],
  ['match rules --events x --until 2024-01-01', "unknown option '--until'", ''],
  ['list', 'targets|formats|sources|fields|features is missing', ''],
  ['list tragets', "not 'tragets'", 'did you mean targets?'],
  ['list targets formats', 'unexpected argument: formats', ''],
  ['list fields', '--source is missing', ''],
  ['list fields --source windows.proces_creation', '', 'did you mean windows.process_creation?'],
  ['list fields --source google_workspace.d', '', 'google_workspace.drive, google_workspace.device'],
  ['explain plan/brodaer', "there is no diagnostic 'plan/brodaer'", 'did you mean plan/broader?'],
  ['explain broader', "there is no diagnostic 'broader'", 'did you mean plan/broader?'],
  ['explain constructor', "there is no diagnostic 'constructor'", ''],
  ['explain plan/broader plan/narrower', 'unexpected argument: plan/narrower', ''],
])('ruleglot %s', async (words, message, help) => {
  const { code, stdout, stderr: said } = await ranHere(words.split(' '));
  expect(stdout).toBe('');
  expect(code).toBe(2);
  expect(said).toMatch(/^ruleglot: error\[cli\/[a-z-]+\]: /);
  expect(said).toContain(message);
  expect(said).toContain(help);
});

test.each([
  [[], ['Usage:', 'convert', 'match', 'list', 'explain', 'Verdicts', 'broader', 'Exit codes', 'Start here']],
  [['--help'], ['Usage:']],
  [
    ['help', 'convert'],
    ['ruleglot convert PATH', '--fail-on', 'Verdicts', 'Exit codes', 'Examples:'],
  ],
  [
    ['convert', '--help'],
    ['ruleglot convert PATH', '-t, --target TARGET', 'NAME.events.json'],
  ],
  [
    ['match', '-h'],
    ['ruleglot match PATH', '--events-form', 'Exit codes', 'Examples:'],
  ],
  [['--version'], [/^\d+\.\d+\.\d+\n$/]],
  [
    ['list', 'targets'],
    ['splunk', 'panther', 'sigma', 'elastic', 'savedsearches'],
  ],
  [
    ['list', 'formats'],
    ['sigma', 'elastic-toml', 'kibana-ndjson', '.eql'],
  ],
  [['list', 'sources'], ['windows.process_creation']],
  [
    ['list', 'features'],
    ['elastic:kql', 'refused'],
  ],
  [['list', 'fields', '--source', 'windows.process_creation'], ['process.executable']],
  [
    ['list', 'fields', '--source', 'cloudtrail'],
    ['userIdentity.arn', 'splunk: src src_ip', 'an add-on makes it of'],
  ],
  ...['OktaIM2:log', 'Okta.SystemLog', 'okta', 'okta/okta'].map(
    word => [['list', 'sources', '--source', word], ['okta.system']] as const,
  ),
  [
    ['explain', 'plan/broader'],
    ['warning[plan/broader]', 'others beside'],
  ],
  [['explain'], ['plan/broader', 'internal/crash']],
] as const)('ruleglot %j answers on standard output', async (words, parts) => {
  const { code, stdout, stderr } = await ranHere(words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const part of parts)
    if (typeof part === 'string') expect(stdout).toContain(part);
    else expect(stdout).toMatch(part);
});

test('lists are JSON when asked for', async () => {
  const { stdout } = await ranHere(['list', 'targets', '--json']);
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ target: 'splunk' }));
});

test.each([
  [[], expect.arrayContaining([{ code: 'plan/broader', severity: 'warning' }])],
  [['plan/broader'], { code: 'plan/broader', severity: 'warning', explanation: expect.any(String) }],
  [['given:ip'], { given: 'ip', explanation: expect.any(String) }],
])('explain %j is JSON when asked for', async (words, expected) => {
  const { stdout } = await ranHere(['explain', ...words, '--json']);
  expect(JSON.parse(stdout)).toEqual(expected);
});

test.each(['convert', 'match', 'list', 'explain', 'describe', 'diff', 'verify', 'check'])(
  'the help of %s keeps to a hundred columns',
  async name => {
    const { stdout } = await ranHere(['help', name]);
    expect(stdout.split('\n').filter(line => line.length > 100 && line.trim().includes(' '))).toEqual([]);
  },
);
