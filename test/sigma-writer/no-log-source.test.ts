import { describe, expect, test } from 'vitest';
import { compile, read, verify } from '../../src/index.ts';

/** A rule of Elastic's over events that Sigma's taxonomy names no log source of. */
function toml(rest: string): string {
  return `[rule]\nname = "Odd Alert"\nindex = ["logs-x-*"]\nrule_id = "29a49b55-8e42-5dd4-9bbc-ab858afe28a1"\nrisk_score = 47\nseverity = "medium"\n${rest}`;
}

const rules: Readonly<Record<string, readonly [rule: string, detection: string]>> = {
  'a query': [
    'type = "query"\nlanguage = "kuery"\nquery = "event.module:cyberarkpas and event.code:4"',
    'selection:\nevent.module|cased: cyberarkpas\nevent.code: 4\ncondition: selection',
  ],
  'nothing but what selects the events': [
    'type = "query"\nlanguage = "kuery"\nquery = "event.kind:alert and data_stream.dataset:sentinel_one.threat"',
    'selection:\nevent.kind|cased: alert\ndata_stream.dataset|cased: sentinel_one.threat\ncondition: selection',
  ],
  'a threshold': [
    'type = "threshold"\nlanguage = "kuery"\nquery = "event.kind:alert and data_stream.dataset:sentinel_one.threat"\n[rule.threshold]\nfield = ["host.name"]\nvalue = 5',
    'selection:\nevent.kind|cased: alert\ndata_stream.dataset|cased: sentinel_one.threat\nhost.name|exists: true\ncondition: selection',
  ],
  'steps of a sequence': [
    `type = "eql"\nlanguage = "eql"\nquery = '''sequence by user.name with maxspan=5m\n  [any where data_stream.dataset == "crowdstrike.alert"]\n  [file where data_stream.dataset == "cloud_defend.file" and file.path : "/etc/*"]\n'''`,
    'selection:\nevent.category|cased: file\ndata_stream.dataset|cased: cloud_defend.file\nTargetFilename|startswith: /etc/\ncondition: selection',
  ],
};

describe('what selects events that Sigma has no log source of stands in the detection', () => {
  test.each(Object.entries(rules))('%s', async (_name, [rest, detection]) => {
    const [found] = await read({ path: 'rule.toml', text: toml(rest) });
    if (found?.rule === undefined) throw new Error(JSON.stringify(found?.diagnostics));
    const written = await compile(found.rule, 'sigma');
    const lines = (written.query ?? '').split('\n').map(line => line.trim());
    expect(lines.join('\n')).toContain(detection);
    const verified = await verify(found.rule, written);
    expect([verified.verdict, verified.contradicted]).toEqual([
      rest.includes('threshold') ? 'broader' : 'exact',
      false,
    ]);
    expect(verified.given.some(each => each.startsWith('log-source:'))).toBe(true);
  });
});
