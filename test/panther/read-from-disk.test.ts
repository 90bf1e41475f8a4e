import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { compile, defaultProfile, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { pantherReader } from '../../src/readers/panther-yaml.ts';
import type { ReadRule } from '../../src/readers/reader.ts';
import { SourceFile } from '../../src/source/index.ts';

function ruleOf(rest: string): Rule {
  const text = `[rule]\nname = "Kept"\nrule_id = "5ed0eb6a-3dd0-4b7f-8a3d-6f3e2c4a1b10"\nrisk_score = 47\nseverity = "medium"\ndescription = "d"\nauthor = ["a"]\nindex = ["logs-okta.system-*"]\nfrom = "now-10m"\ninterval = "5m"\n${rest}\n`;
  const [found] = elasticTomlReader.read(new SourceFile('rule.toml', text), { placeholders: new Map() });
  const rule = found?.rule && resolve(found.rule).value;
  if (rule === undefined) throw new Error(found?.diagnostics.map(each => each.message).join());
  return rule;
}

/** The files of a translation as they lie in one folder, changed, and the first read as a user's. */
function readBack(
  rest: string,
  change: (text: string) => string = text => text,
  dialect?: string,
): ReadRule | undefined {
  const forced = dialect === undefined ? {} : { dialect };
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile, ...forced } as const;
  const translation = compile(ruleOf(rest), panther, options);
  const { files } = writeDocuments(translation, panther, { format: 'rule', fileName: 'kept', events: [] });
  const folder = files.map(({ path, text }) => new SourceFile(`out/rules/${path}`, change(text)));
  const named = (name: string) => folder.find(each => basename(each.path) === name);
  const file = named('kept.yml');
  const rules = {
    ...{ path: 'out/rules', names: () => folder.map(each => basename(each.path)), file: named },
  };
  const beside = {
    file: (_path: string, name: string) => named(name),
    folder: (_path: string, names: readonly string[]) => (names.includes('rules') ? rules : undefined),
  };
  return file && pantherReader.read(file, { placeholders: new Map(), beside })[0];
}

const login = 'okta.event_type:user.session.start';
const step = (type: string) => `[any where okta.event_type == "${type}"]`;
const newTerms = (fields: string, more = '') =>
  `type = "new_terms"\nlanguage = "kuery"\nquery = "${login}"\n${more}[rule.new_terms]\nfield = "new_terms_fields"\nvalue = [${fields}]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"`;
const eql = (query: string) => `type = "eql"\nlanguage = "eql"\nquery = '''${query}'''`;
const counted = `type = "esql"\nlanguage = "esql"\nquery = '''from logs-okta.system-* | where okta.event_type == "user.session.start" | stats n = count(*), u = count_distinct(okta.actor.alternate_id) by okta.client.ip | where n > 5 and u > 2'''`;

describe('what is written for Panther is read as the files of a user', () => {
  test('a set of strings that a rule keeps is new terms, without the name of the rule', () => {
    const { rule } = readBack(newTerms('"okta.actor.alternate_id"')) ?? {};
    expect(rule?.search).toMatchObject({
      kind: 'newTerms',
      from: { kind: 'events', source: { panther: { logTypes: ['Okta.SystemLog'] } } },
      fields: [{ kind: 'field', name: 'actor.alternateId' }],
      history: 7 * 86_400,
    });
    expect(rule?.given).toContain('cache-of-history');
  });

  test('of a set with another way to forget nothing is known', () => {
    const read = readBack(newTerms('"okta.actor.alternate_id"'), text =>
      text.replace('event.event_time_epoch() + 604800', 'None'),
    );
    expect(read?.rule).toBeUndefined();
    expect(read?.diagnostics.map(({ code }) => code)).toEqual(['python/stateful']);
  });

  test('a query whose rows are alerts runs as often as it says, over the events of its table', () => {
    const { rule } = readBack(counted) ?? {};
    expect(rule?.schedule).toEqual({ every: 300, lookBack: 600 });
    expect(rule?.search.kind).toBe('pipeline');
    expect(JSON.stringify(rule?.search)).toContain('"source":{"panther":{"logTypes":["Okta.SystemLog"]}}');
  });

  test.each([
    [
      'that looks at the rows',
      (text: string) => text.replace('return True', 'return _.get("n") > 9'),
      'panther/analysis-type',
    ],
    [
      'of a table that nobody knows',
      (text: string) => text.replace('okta_systemlog', 'tills'),
      'sql/unsupported',
    ],
    [
      'whose query is not there',
      (text: string) => text.replace('QueryName: ', 'QueryName: Other.'),
      'panther/analysis-type',
    ],
  ])('a scheduled rule %s is not read', (_, change, code) => {
    const read = readBack(counted, change);
    expect(read?.rule).toBeUndefined();
    expect(read?.diagnostics.map(each => each.code)).toEqual([code]);
  });

  const [first, second, third] = ['user.session.start', 'user.mfa.factor.reset_all', 'user.session.end'].map(
    step,
  );

  test('two matches are a sequence', () => {
    const { rule } =
      readBack(eql(`sequence by okta.actor.alternate_id with maxspan=4m ${first} ${second}`)) ?? {};
    expect(rule?.search).toMatchObject({ kind: 'sequence', within: 240 });
  });

  test.each([
    [
      'a missing one between them is a missing event',
      `${first} !${second} ${third}`,
      { kind: 'sequence', steps: [{ absent: false }, { absent: true }, { absent: false }] },
    ],
    [
      'of three the times beside each event tell',
      `${first} ${second} ${third}`,
      { kind: 'pipeline', from: { kind: 'union' } },
    ],
  ])('%s', (_, steps, expected) => {
    const { rule, diagnostics } =
      readBack(
        eql(`sequence by okta.actor.alternate_id with maxspan=4m ${steps}`),
        text => text.replace('LookbackWindowMinutes: 9', 'LookbackWindowMinutes: 20'),
        'correlation',
      ) ?? {};
    expect(diagnostics).toEqual([]);
    expect(rule?.search).toMatchObject(expected);
  });

  test('transitions that leave out a rule are not read', () => {
    const read = readBack(
      eql(`sequence by okta.actor.alternate_id with maxspan=4m ${first} !${second} ${third}`),
      text => text.replace('From: Match2', 'From: Match1'),
    );
    expect(read?.diagnostics.map(({ code }) => code)).toEqual(['panther/correlation']);
  });

  test('a building block stays one', () => {
    const block = newTerms('"okta.actor.alternate_id"', 'building_block_type = "default"\n');
    expect(readBack(block)?.rule?.metadata.isBuildingBlock).toBe(true);
  });
});
