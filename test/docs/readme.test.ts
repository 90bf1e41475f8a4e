import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const [, example = ''] = /^## An example with its verdict\n([\s\S]*?)^## /m.exec(readme) ?? [];

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm').exec(example)?.[1] ?? 'no such block';
}

function ofSample(target: string, ending: string): string {
  return readFileSync(
    `golden/archive-of-the-finance-share/${target}/archive_of_the_finance_share.${ending}`,
    'utf8',
  );
}

describe('the example of the README is what its command prints', () => {
  test('the rule', () => {
    const rule = readFileSync('rules/archive-of-the-finance-share/archive-of-the-finance-share.yml', 'utf8');
    expect(rule).toContain(block('yaml'));
  });

  test.each([
    ['elastic', 'eql'],
    ['splunk', 'spl'],
  ])('%s', (target, language) => {
    expect(ofSample(target, 'txt')).toContain(block(language));
  });

  test.each(['elastic', 'splunk'])('the verdict of %s', target => {
    expect(ofSample(target, 'txt')).toMatch(/^verdict: exact$/m);
  });
});
