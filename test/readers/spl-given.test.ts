import { expect, test } from 'vitest';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

const detection = (search: string) =>
  `name: a\nid: 11111111-2222-4333-8444-555555555555\ntype: TTP\ndata_source: []\nsearch: ${JSON.stringify(search)}\ntags: {}\n`;
const saved = (search: string) => `[a]\nsearch = ${search}\naction.notable = 1\n`;

async function givenOf(path: string, text: string): Promise<readonly string[]> {
  const file = new SourceFile(path, text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  if (read?.rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  return read.rule.given ?? [];
}

const hours = 'index=a | where cidrmatch("10.0.0.0/8", src) AND strftime(_time, "%H")="03"';

test.each([
  ['a search', 'a.spl', 'index=a src=10.0.0.0/8', ['no-mapped-address:src']],
  ['a function', 'a.spl', 'index=a | where cidrmatch("10.0.0.0/8", src)', ['no-mapped-address:src']],
  ['a network of IPv6', 'a.spl', 'index=a | where cidrmatch("fe80::/10", src)', []],
  ['hours beside it', 'a.spl', hours, ['time-zone:UTC', 'no-mapped-address:src']],
  ['security content', 'a.yml', detection(hours), ['time-zone:UTC', 'no-mapped-address:src']],
  ['a saved search', 'savedsearches.conf', saved(hours), ['time-zone:UTC', 'no-mapped-address:src']],
  ['another language', 'a.eql', 'any where cidrMatch(source.ip, "10.0.0.0/8")', []],
])('what %s rests on', async (_name, path, text, given) => {
  expect(await givenOf(path, text)).toEqual(given);
});
