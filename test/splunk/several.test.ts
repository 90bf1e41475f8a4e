import { describe, expect, test } from 'vitest';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile, type Translation, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { SourceFile } from '../../src/source/index.ts';

function translate(rest: string): Translation {
  const text = `[rule]
name = "Several"
rule_id = "5ed0eb6a-3dd0-4b7f-8a3d-6f3e2c4a1b10"
risk_score = 47
severity = "medium"
description = "d"
author = ["a"]
index = ["logs-windows.sysmon_operational-*"]
from = "now-9m"
${rest}
`;
  const [found] = elasticTomlReader.read(new SourceFile('rule', text), { placeholders: new Map() });
  const rule: Rule | undefined = found?.rule && resolve(found.rule).value;
  if (rule === undefined) throw new Error(found?.diagnostics.map(each => each.message).join());
  return compile(rule, splunk, { casing: 'keep', strictFields: false, profile: defaultProfile });
}

function eql(query: string): string {
  return `type = "eql"\nlanguage = "eql"\nquery = '''${query}'''`;
}

/** The commands after the first one, each on one line. */
function commands(translation: Translation): readonly string[] {
  const lines = (translation.query ?? translation.reasons.join()).split('\n');
  return lines.filter(line => line.startsWith('|'));
}

const threshold = (rest: string): string =>
  `type = "threshold"\nlanguage = "kuery"\nquery = "event.code:1"\n[rule.threshold]\n${rest}`;

function esql(commands: string): string {
  const from = 'from logs-windows.sysmon_operational-* metadata _id, _version, _index';
  return `type = "esql"\nlanguage = "esql"\nquery = '''${from} | where event.code == "1" | ${commands}'''`;
}

describe('texts that are taken apart, and functions', () => {
  test.each([
    [
      'grok process.command_line """id=%{INT:Esql.id} (?<rest>.*)$"""',
      [
        '| fields - rest',
        '| rex field=CommandLine "(?m)id=(?<Esql_id>[+-]?\\\\d+) (?<rest>.*)$"',
        '| rename Esql_id AS "Esql.id"',
      ],
    ],
    [
      'dissect process.command_line """%{a.b}\\%{}"%{c}" """',
      [
        '| fields - c',
        '| rex field=CommandLine "(?s)^(?<a_b>[^\\\\\\\\]*)\\\\\\\\[^\\"]*\\"(?<c>.*?)\\" "',
        '| rename a_b AS "a.b"',
      ],
    ],
    [
      'eval x = concat(process.command_line, "-") | grok x "(?<x>.)-"',
      ['| eval x=(CommandLine . "-")', '| rex field=x "(?<x_2>.)-"', '| rename x_2 AS x'],
    ],
    [
      'eval x = replace(process.command_line, """(\\w)\\.(?!x)""", """$1\\$""")',
      ['| eval x=replace(CommandLine, "(\\\\w)\\\\.(?!x)", "\\\\1$")'],
    ],
    [
      'eval a = ltrim(process.command_line), b = right(process.command_line, 2)',
      ['| eval a=replace(CommandLine, "^\\\\s+", ""), b=replace(CommandLine, "(?s)^.*(?=.{2}\\\\z)", "")'],
    ],
    [
      'eval a = mv_dedupe(mv_append(x, y)), b = mv_count(split(process.command_line, "/"))',
      [
        '| eval a=mvdedup(if(isnull(x) OR isnull(y), null(), mvappend(x, y))), b=mvcount(split(CommandLine, "/"))',
      ],
    ],
    [
      'eval a = pow(x, 2), b = log10(x), c = signum(x)',
      ['| eval a=pow(x, 2), b=log(x, 10), c=case(x>0, 1, x<0, -1, x==0, 0)'],
    ],
  ])('%s', (query, expected) => {
    const printed = commands(translate(esql(`${query} | limit 3`)));
    expect(printed.slice(-2)).toEqual(['| sort 0 _time', '| head 3']);
    expect(printed.slice(0, -2).slice(-expected.length)).toEqual(expected);
  });
});

describe('searches over several events in SPL', () => {
  test.each([
    [
      'a threshold counts its groups',
      threshold('field = ["winlog.event_data.IntegrityLevel"]\nvalue = 10'),
      [
        '| stats count AS count min(_time) AS firstTime max(_time) AS lastTime values(host) AS host values(user) AS user BY IntegrityLevel',
        '| where count>=10',
      ],
    ],
    [
      'different values are counted',
      threshold(
        'field = []\nvalue = 1\n[[rule.threshold.cardinality]]\nfield = "winlog.event_data.IntegrityLevel"\nvalue = 3',
      ),
      [
        '| stats count AS count dc(IntegrityLevel) AS distinct min(_time) AS firstTime max(_time) AS lastTime values(host) AS host values(user) AS user',
        '| where count>=1 AND distinct>=3',
      ],
    ],
    [
      'new terms are those whose first event is recent',
      'type = "new_terms"\nlanguage = "kuery"\nquery = "event.code:1"\n[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["winlog.event_data.IntegrityLevel"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"',
      [
        '| where isnotnull(IntegrityLevel)',
        '| stats min(_time) AS firstTime max(_time) AS lastTime values(host) AS host values(user) AS user BY IntegrityLevel',
        '| where firstTime >= relative_time(now(), "-540s")',
      ],
    ],
    [
      'so many events within a span',
      eql('sequence by process.entity_id with maxspan=1m [process where process.pid > 4] with runs=5'),
      [
        '| where isnotnull(ProcessGuid)',
        '| sort 0 _time',
        '| streamstats time_window=60s count AS count BY ProcessGuid',
        '| where count>=5',
      ],
    ],
    [
      'a sequence carries the start of its latest beginning',
      eql(
        'sequence by process.entity_id with maxspan=1m [process where process.pid > 4] [process where process.pid > 5] [process where process.pid > 6]',
      ),
      [
        '| multisearch',
        '| sort 0 _time, -step',
        '| eval start=if(step=1, _time, null()), at=if(step=1, _time, null())',
        '| streamstats current=f last(start) AS start_1 last(at) AS at_1 BY key_1',
        '| eval start=if(step=2 AND isnotnull(start_1), start_1, null()), at=if(step=2 AND isnotnull(start_1), _time, null())',
        '| streamstats current=f last(start) AS start_2 last(at) AS at_2 BY key_1',
        '| where step=3 AND isnotnull(start_2) AND _time - start_2 <= 60',
      ],
    ],
    [
      'an event that must not come between',
      eql(
        'sequence with maxspan=1m [process where process.pid > 4] ![process where process.pid > 5] [process where process.pid > 6]',
      ),
      [
        '| multisearch',
        '| sort 0 _time, -step',
        '| eval start=if(step=1, _time, null()), at=if(step=1, _time, null())',
        '| streamstats current=f last(start) AS start_1 last(at) AS at_1',
        '| streamstats current=f last(eval(if(step=2, _time, null()))) AS unwanted_1',
        '| where step=3 AND isnotnull(start_1) AND _time - start_1 <= 60 AND (isnull(unwanted_1) OR unwanted_1 <= at_1)',
      ],
    ],
    [
      'what ends a sequence',
      eql(
        'sequence [process where process.pid > 4] [process where process.pid > 6] until [process where process.pid > 5]',
      ),
      [
        '| multisearch',
        '| sort 0 _time, -step',
        '| eval start=if(step=1, _time, null()), at=if(step=1, _time, null())',
        '| streamstats current=f last(start) AS start_1 last(at) AS at_1',
        '| streamstats current=f last(eval(if(step=0, _time, null()))) AS ended',
        '| where step=2 AND isnotnull(start_1) AND (isnull(ended) OR ended < start_1)',
      ],
    ],
    [
      'missing events before the first one, of which the latest is carried on',
      eql(
        'sequence with maxspan=1m ![process where process.pid > 5] ![process where process.pid > 7] [process where process.pid > 4] [process where process.pid > 6]',
      ),
      [
        '| multisearch',
        '| sort 0 _time, -step',
        '| streamstats current=f last(eval(if(step=1 OR step=2, _time, null()))) AS unwanted_0',
        '| eval start=if(step=3, _time, null()), at=if(step=3, _time, null()), lead=if(step=3, coalesce(unwanted_0, 0), null())',
        '| streamstats current=f last(start) AS start_1 last(at) AS at_1 last(lead) AS lead_1',
        '| streamstats current=f last(eval(if(step=4, _time, null()))) AS seen_2',
        '| where step=4 AND isnotnull(start_1) AND _time - start_1 <= 60 AND _time - lead_1 > 60 AND (isnull(seen_2) OR seen_2 <= at_1)',
        '| where _time >= relative_time(now(), "-300s")',
      ],
    ],
    [
      'missing events after the last one, of which the next is looked for from the end, once the span is over',
      eql(
        'sequence with maxspan=1m [process where process.pid > 4] [process where process.pid > 6] ![process where process.pid > 5]',
      ),
      [
        '| multisearch',
        '| sort 0 _time, -step',
        '| eval start=if(step=1, _time, null()), at=if(step=1, _time, null())',
        '| streamstats current=f last(start) AS start_1 last(at) AS at_1',
        '| streamstats current=f last(eval(if(step=2, _time, null()))) AS seen_2',
        '| eval over=if(step=2 AND isnotnull(start_1) AND _time - start_1 <= 60 AND (isnull(seen_2) OR seen_2 <= at_1), start_1 + 60, null()), later=if(step=2, 0, 1)',
        '| sort 0 -_time, later',
        '| streamstats current=f last(eval(if(step=3, _time, null()))) AS unwanted_2',
        '| where over >= relative_time(now(), "-300s") AND over < now() AND (isnull(unwanted_2) OR unwanted_2 > over)',
      ],
    ],
    [
      'one event and none after it: the keys are there',
      eql(
        'sequence by user.id with maxspan=1m [process where process.pid > 4] ![process where process.pid > 5]',
      ),
      [
        '| multisearch',
        '| sort 0 _time, -step',
        '| eval over=if(step=1 AND isnotnull(key_1), _time + 60, null()), later=if(step=1, 0, 1)',
        '| sort 0 -_time, later',
        '| streamstats current=f last(eval(if(step=2, _time, null()))) AS unwanted_1 BY key_1',
        '| where over >= relative_time(now(), "-300s") AND over < now() AND (isnull(unwanted_1) OR unwanted_1 > over)',
      ],
    ],
    [
      'missing events at both ends',
      eql(
        'sequence with maxspan=1m ![process where process.pid > 5] [process where process.pid > 4] ![process where process.pid > 7]',
      ),
      [
        '| multisearch',
        '| sort 0 _time, -step',
        '| streamstats current=f last(eval(if(step=1, _time, null()))) AS unwanted_0',
        '| eval over=if(step=2, if(coalesce(unwanted_0, 0) + 60 > _time, coalesce(unwanted_0, 0) + 60, _time), null()), later=if(step=2, 0, 1)',
        '| sort 0 -_time, later',
        '| streamstats current=f last(eval(if(step=3, _time, null()))) AS unwanted_1',
        '| where over >= relative_time(now(), "-300s") AND over < now() AND (isnull(unwanted_1) OR unwanted_1 > over)',
      ],
    ],
    [
      'an event before one alone',
      eql(
        'sequence by user.id with maxspan=1m ![process where process.pid > 5] [process where process.pid > 4]',
      ),
      [
        '| multisearch',
        '| sort 0 _time, -step',
        '| streamstats current=f last(eval(if(step=1, _time, null()))) AS unwanted_0 BY key_1',
        '| where step=2 AND isnotnull(key_1) AND (isnull(unwanted_0) OR _time - unwanted_0 > 60)',
        '| where _time >= relative_time(now(), "-300s")',
      ],
    ],
  ])('%s', (_name, rule, expected) => {
    expect(commands(translate(rule))).toEqual(expected);
  });
});

test.each([
  ['the history of new terms', '-10080m@m', translateNewTerms()],
  ['a span beside the time between two runs', '-65m@m', translate(eql(longSequence()))],
])('a saved search looks back on %s', (_name, earliest, translation) => {
  const { files } = writeDocuments(translation, splunk, {
    format: 'savedsearches',
    fileName: 'several',
    events: [],
  });
  expect(files[0]?.text).toContain(`dispatch.earliest_time = ${earliest}`);
});

function longSequence(): string {
  return 'sequence with maxspan=1h [process where process.pid > 4] [process where process.pid > 6]';
}

function translateNewTerms(): Translation {
  return translate(
    'type = "new_terms"\nlanguage = "kuery"\nquery = "event.code:1"\n[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["user.name"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"',
  );
}
