import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { levelOfNotable, severities, splunk } from '../../backends/splunk/index.ts';
import { dispatchOf, period } from '../../backends/splunk/schedule.ts';
import { equals, type PlannedRule } from '../../src/ir/index.ts';
import { cronRuns } from '../../src/readers/cron.ts';
import { readConf } from './lexer.ts';
import { planned, splunkField } from './planned.ts';

const where = equals(splunkField('Image'), ['cmd.exe'], { casing: 'ignored' });

function emit(format: string, rule: PlannedRule = planned(where)) {
  const [dialect] = splunk.dialects;
  if (dialect === undefined) throw new Error('no dialect');
  const query = dialect.print(rule);
  const verdict = { verdict: 'broader', reasons: ['because'] };
  const { files, lost } = splunk.emit({
    planned: rule,
    query,
    dialect,
    format,
    events: [],
    fileName: 'the_rule',
    verdict,
  });
  const [file] = files;
  return { path: file?.path, text: file?.text ?? '', lost, query };
}

function stanzaOf(rule?: PlannedRule) {
  const { stanzas, comments } = readConf(emit('savedsearches', rule).text);
  const [[name, settings] = ['', {}]] = Object.entries(stanzas);
  return { name, settings, comments };
}

describe('savedsearches', () => {
  test('holds the search, when it runs, and whom it puts at risk', () => {
    const { name, settings, comments } = stanzaOf();
    expect(name).toBe('Endpoint - Shell Started By Office - Rule');
    expect(settings).toMatchObject({
      description: 'An office program starts a shell.',
      search: 'index=main sourcetype="xml" Image="cmd.exe" | table _time, host, user, Image, CommandLine',
      cron_schedule: '0 * * * *',
      'dispatch.earliest_time': '-70m@m',
      'dispatch.latest_time': '-10m@m',
      enableSched: '1',
      'alert.severity': '5',
      'action.correlationsearch.enabled': '1',
      'action.correlationsearch.annotations': '{"mitre_attack":["T1059.001","T1204"]}',
      'action.notable.param.severity': 'high',
      'action.notable.param.security_domain': 'endpoint',
      'action.risk.param._risk':
        '[{"risk_object_field":"host","risk_object_type":"system","risk_score":73},{"risk_object_field":"user","risk_object_type":"user","risk_score":73}]',
    });
    expect(comments).toEqual(
      expect.arrayContaining([
        'Shell Started By Office',
        'Author: A. Author, B. Writer',
        'License: DRL 1.1',
        'Reference: https://example.org/a',
        'Translation: broader',
        'because',
      ]),
    );
  });

  test('has nowhere the command that AppInspect fails an app for, and says the same', () => {
    const rule = planned(equals(splunkField('Image'), ['rm -rf /'], { casing: 'ignored' }));
    const { metadata } = rule.rule;
    const told = { title: 'A rm -rf', description: 'It runs rm -rf /.', falsePositives: ['rm -rf by cron'] };
    const given = { ...rule, rule: { ...rule.rule, metadata: { ...metadata, ...told } } };
    expect(emit('savedsearches', given).text).not.toContain('rm -rf');
    const { settings } = stanzaOf(given);
    expect(settings).toMatchObject({
      description: 'It runs rm  -rf /.',
      search: expect.stringContaining('| where match(Image, "(?i)^rm\\\\x20-rf /\\\\z")'),
    });
    expect(JSON.parse(settings['action.correlationsearch.metadata'] ?? '')).toMatchObject({
      title: 'A rm -rf',
      false_positives: ['rm -rf by cron'],
    });
  });

  test('keeps as data what there is no setting for', () => {
    const { settings } = stanzaOf();
    expect(JSON.parse(settings['action.correlationsearch.metadata'] ?? '')).toMatchObject({
      detection_id: '5f8d3a10-9c1b-4f8e-8d5e-0c9b8a7f6e5d',
      author: ['A. Author', 'B. Writer'],
      license: 'DRL 1.1',
      references: ['https://example.org/a'],
      false_positives: ['Add-ins'],
      status: 'test',
      created: '2026-01-02',
      modified: '2026-03-04',
      tags: ['cve.2021-44228'],
    });
  });

  test("takes the rule's own schedule, risk score and suppression", () => {
    const { settings } = stanzaOf(
      planned(where, {
        schedule: { every: 300, lookBack: 540 },
        metadata: { riskScore: 40, note: 'Look.' },
        suppression: { by: [splunkField('host')], seconds: 1800 },
      }),
    );
    expect(settings).toMatchObject({
      cron_schedule: '*/5 * * * *',
      'dispatch.earliest_time': '-9m@m',
      'dispatch.latest_time': 'now',
      'alert.suppress': '1',
      'alert.suppress.fields': 'host',
      'alert.suppress.period': '30m',
      'action.notable.param.next_steps': '{"version":1,"data":"Look."}',
    });
    expect(settings['action.risk.param._risk']).toContain('"risk_score":40');
  });

  test('says what it loses', () => {
    const rule = planned(where, {
      metadata: { vendor: 'elastic', extra: { max_signals: 100 } },
      suppression: { by: [splunkField('resources{}.ARN')], seconds: 60 },
    });
    expect(emit('savedsearches', rule).lost).toEqual(['fields', 'suppression', 'max_signals']);
    expect(emit('savedsearches').lost).toEqual([]);
  });

  test('cuts a long title and keeps it its own', () => {
    const { name } = stanzaOf(planned(where, { metadata: { title: 'T'.repeat(200) } }));
    expect(name).toMatch(/^Endpoint - T+ 5f8d3a10 - Rule$/);
    expect(name.length).toBeLessThanOrEqual(99);
  });
});

test('spl is the query under a comment', () => {
  const { path, text, query, lost } = emit('spl', planned(where, { schedule: { every: 60, lookBack: 60 } }));
  expect(path).toBe('the_rule.spl');
  expect(text).toMatch(/^```\nShell Started By Office\nId: 5f8d3a10/);
  expect(text).toContain('Severity: high, risk 73');
  expect(text.endsWith(`\`\`\`\n${query}\n`)).toBe(true);
  expect(lost).toEqual(['schedule']);
});

test('escu is a detection of security content', () => {
  const { path, text, query } = emit('escu');
  const document = parse(text);
  expect(path).toBe('the_rule.yml');
  expect(text).toContain('# License: DRL 1.1');
  expect(document).toMatchObject({
    name: 'Shell Started By Office',
    id: '5f8d3a10-9c1b-4f8e-8d5e-0c9b8a7f6e5d',
    date: '2026-03-04',
    type: 'TTP',
    status: 'experimental',
    search: `${query}\n| \`shell_started_by_office_filter\``,
    rba: {
      risk_objects: [
        { field: 'host', type: 'system', score: 73 },
        { field: 'user', type: 'user', score: 73 },
      ],
    },
    tags: { mitre_attack_id: ['T1059.001', 'T1204'], security_domain: 'endpoint' },
  });
});

/** https://github.com/splunk/contentctl: what its models ask of a detection. */
test('escu is as contentctl takes it', () => {
  const rule = planned(where, {
    metadata: {
      title: 'Überfall: (of) `Tills` $x$ / Doors',
      status: 'stable',
      setup: 'no',
      falsePositives: ['?'],
      authors: Array.from({ length: 40 }, (_, at) => `A. Number ${at}`),
      references: ['https://example.org/a', 'a book', 'https://'],
      description: 'd'.repeat(20_000),
      attack: [
        {
          techniques: ['T1059', 'T1059.001', 'T1204'].map(id => ({ id, name: id })),
        },
      ],
    },
    suppression: { by: [splunkField('host')], seconds: 5400 },
  });
  const { text, query, lost } = emit('escu', rule);
  const { author, description, ...document } = parse(text);
  expect(document).toMatchObject({
    name: 'Uberfall of Tills x / Doors',
    status: 'experimental',
    data_source: [],
    search: `${query}\n| \`uberfall_of_tills_x___doors_filter\``,
    how_to_implement: 'no (as the rule says)',
    known_false_positives: '? (as the rule says)',
    references: ['https://example.org/a'],
    tags: { mitre_attack_id: ['T1059.001', 'T1204'], throttling: { fields: ['host'], period: '90m' } },
  });
  expect(author.length).toBeLessThanOrEqual(255);
  expect(author).toMatch(/^A\. Number 0, .*\d$/);
  expect(description).toHaveLength(10_000);
  expect(lost).not.toContain('suppression');
  const all = { ...rule, rule: { ...rule.rule, suppression: { by: [], seconds: 60 } } };
  expect(emit('escu', all).lost).toContain('suppression');
});

test.each([
  ['a\tb', '"a\\tb"'],
  ['a\u0085b', '"a\\u0085b"'],
  ['=', "'='"],
  ['yes', "'yes'"],
  ['12:30', "'12:30'"],
  ['plain', 'plain'],
])('escu writes the text %j so that PyYAML takes it for one', (description, written) => {
  expect(emit('escu', planned(where, { metadata: { description } })).text).toContain(
    `\ndescription: ${written}\n`,
  );
});

test.each([
  [60, '* * * * *'],
  [300, '*/5 * * * *'],
  [420, '*/6 * * * *'],
  [3600, '0 * * * *'],
  [7200, '0 */2 * * *'],
  [18000, '0 */4 * * *'],
  [86400, '0 0 * * *'],
  [604800, '0 0 * * 0'],
])('every %d seconds is %s', (every, cron) => {
  expect(dispatchOf({ every, lookBack: every }).cron).toBe(cron);
});

test.each(['17 * * * *', '5 2-23/3 * * *', '7-59/10 * * * *', '30 3 * * *', '15 6 * * 1', '*/5 * * * *'])(
  'runs of %s stay when they are',
  cron => {
    const { every = 0, phase } = cronRuns(cron) ?? {};
    expect(dispatchOf({ every, lookBack: every, ...(phase === undefined ? {} : { phase }) }).cron).toBe(cron);
  },
);

test('a period that cron cannot repeat is not after an hour', () => {
  expect(dispatchOf({ every: 5400, lookBack: 5400, phase: 600 }).cron).toBe('0 * * * *');
});

test.each([
  [90, '90s'],
  [120, '2m'],
  [7200, '2h'],
])('a period of %d seconds is %s', (seconds, expected) => {
  expect(period(seconds)).toBe(expected);
});

test.each(Object.entries(severities))('the level %s is found again by its word', (level, { notable }) => {
  expect(levelOfNotable(notable)).toBe(level);
});
