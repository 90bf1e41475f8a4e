import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/semantics.md', 'utf8');

/** Languages by the sections on single events. */
const languages = ['The IR', 'Sigma', 'KQL', 'Lucene', 'EQL', 'ES|QL', 'Splunk', 'Panther'];

interface Row {
  readonly law: string;
  readonly source: string;
  readonly test: string;
}

/** Rows of the tables of a section; a bar within a cell is escaped. */
function rowsOf(language: string): readonly Row[] {
  const [, section = ''] = page.split(`\n## ${language}\n`);
  const [own = ''] = section.split('\n## ');
  return own
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| law |'))
    .map(line => {
      const [law = '', source = '', cited = ''] = line
        .slice(2, -2)
        .split(/ \| /)
        .map(cell => cell.replaceAll(String.raw`\|`, '|'));
      return { law, source, test: cited };
    });
}

test.each(languages)('each law of %s has a source', language => {
  const rows = rowsOf(language);
  expect(rows.length).toBeGreaterThanOrEqual(10);
  expect(rows.filter(({ source }) => !/^\[[^\]]+\]\([^)]+\)$/.test(source))).toEqual([]);
});

test.each(languages)('each law of %s has a test that is there', language => {
  expect(rowsOf(language).filter(row => !isHeld(row))).toEqual([]);
});

/** A file of the tests, and a text that stands in it. */
function isHeld({ test: cited }: Row): boolean {
  const [, path = '', , named = ''] = /^(test\/\S+\.ts) (`+)(.+)\2$/.exec(cited) ?? [];
  return path !== '' && existsSync(path) && readFileSync(path, 'utf8').includes(named);
}

test('the tests that the other tables name are there', () => {
  const named = [...page.matchAll(/\b[\w-]+\.test\.ts\b/g)].map(([name]) => name);
  const folders = ['test/evaluate/search', 'test/cli', 'test/evaluate', 'test/docs', 'test'];
  const known = (name: string) => folders.some(folder => existsSync(`${folder}/${name}`));
  expect(named.filter(name => !known(name) && !page.includes(`/${name}`))).toEqual([]);
});
