import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generatedPages, withMatrix } from './pages.ts';

test.each([...generatedPages()])('%s is as the code makes it', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('the README shows the support matrix as it is', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toBe(withMatrix(readme));
  expect(readme).toContain('| equality, any case |');
});
