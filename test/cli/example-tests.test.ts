import { expect, test } from 'vitest';
import { exampleTests } from '../../src/cli/example-tests.ts';
import { compile, read } from '../../src/index.ts';

const index = 'index = ["logs-nginx.access-*", "logs-apache.access-*"]\n';

function elasticRule(type: string, more = ''): string {
  return `[rule]\nname = "n"\ndescription = "d"\nrule_id = "9797d2c8-8ec9-48e6-a022-350cdfbf2d00"\nrisk_score = 21\nseverity = "low"\ntype = "${type}"\nlanguage = "kuery"\n${index}query = 'http.response.status_code: 404'\n${more}`;
}

const newTerms =
  '[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["agent.id"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"\n';

async function testsOf(text: string): Promise<number> {
  const [first] = await read({ path: 'r.toml', text });
  const rule = first?.rule;
  const planned = rule && (await compile(rule, 'panther')).planned;
  return rule && planned ? exampleTests(rule, 'panther', planned).length : -1;
}

test('a rule over single events of several logs has tests made of its values', async () => {
  expect(await testsOf(elasticRule('query'))).toBeGreaterThan(1);
});

test('a rule that looks for new terms has none: its events need what is new too', async () => {
  expect(await testsOf(elasticRule('new_terms', newTerms))).toBe(0);
});
