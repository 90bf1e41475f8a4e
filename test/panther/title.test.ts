import { expect, test } from 'vitest';
import { compile, read } from '../../src/index.ts';

/** Python before 3.12 refuses a module with a backslash or a quote in a field of an f-string. */
test.each([
  ['UserName', `return f"Who [{event.deep_get('UserName', default='<unknown>')}]"`],
  ['\\quser', 'return "Who"'],
  ["it's.user", 'return "Who"'],
  ['C:\\Users\\x"', 'return "Who"'],
])('the title tells whom an alert is about where a field of an f-string can: %s', async (field, line) => {
  const text = `title: Who\nlogsource: {product: acme}\ndetection:\n  s: {${JSON.stringify(field)}: root}\n  condition: s\n`;
  const [{ rule } = {}] = await read({ path: 'who.yml', text });
  if (rule === undefined) throw new Error('not read');
  const { documents } = await compile(rule, 'panther');
  expect(documents.map(({ text: written }) => written).join('\n')).toContain(line);
});
