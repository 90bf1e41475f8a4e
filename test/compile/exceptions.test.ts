import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const rule =
  '[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\ntype = "query"\nlanguage = "kuery"\nquery = "process.pid: 4"\nindex = ["logs-*"]\n';
const list = '[[rule.exceptions_list]]\nid = "e"\nlist_id = "trusted-scanners"\n';

test('what a list of exceptions that stays behind leaves out is given, where the rule leaves its product', async () => {
  const given = async (text: string, target: string) =>
    (await verdictOf('rule.toml', text, target)).given.filter(each => each.startsWith('exceptions'));
  expect(await given(rule + list, 'splunk')).toEqual(['exceptions:trusted-scanners']);
  expect(await given(rule + list, 'panther')).toEqual(['exceptions:trusted-scanners']);
  expect(await given(rule + list, 'elastic')).toEqual([]);
  expect(await given(rule, 'splunk')).toEqual([]);
});
