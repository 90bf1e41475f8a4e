import { expect, test } from 'vitest';
import { compile, read } from '../../src/index.ts';

const module = { path: 'door.py', text: 'def rule(event):\n    return event.get("eventName") == "A"\n' };
const rule = {
  path: 'door.yml',
  text: 'AnalysisType: rule\nFilename: door.py\nRuleID: Acme.Door-7\nEnabled: true\nSeverity: Low\nLogTypes: [AWS.CloudTrail]\n',
};
const sigma = {
  path: 'door.yml',
  text: 'title: Door\nid: 8c5e9b22-7d5f-4f5a-9d6b-6c2e9a6e4a11\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n  s: { eventName: A }\n  condition: s\n',
};

test.each([
  ['of Panther keeps its own', [rule, module], 'Acme.Door-7'],
  ['of another product is made of log type and file', [sigma], 'AWS.CloudTrail.Door'],
])('the RuleID of a rule %s', async (_, files, id) => {
  const [found] = await read(files);
  if (found?.rule === undefined) throw new Error(JSON.stringify(found?.diagnostics));
  const { documents } = await compile(found.rule, 'panther', { fileName: 'door' });
  expect(documents.map(({ text }) => /^RuleID: (.*)$/m.exec(text)?.[1]).filter(Boolean)).toEqual([id]);
});
