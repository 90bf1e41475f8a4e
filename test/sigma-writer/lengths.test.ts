import { expect, test } from 'vitest';
import { sigma } from '../../backends/sigma/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import type { Predicate } from '../../src/ir/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const events = [
  {},
  { x: null },
  { x: [] },
  ...['', 'a', 'abc', 'abcd', 'a\nb', ['a', 'abcd'], ['abcd', 'abcde']].map(x => ({ x })),
];

function readSigma(detection: string): Predicate {
  const lines = detection.replaceAll(/^(?=.)/gm, '    ');
  const text = `title: lengths\nlogsource:\n    product: any\ndetection:\n${lines}`;
  const [read] = sigmaReader.read(new SourceFile('rule.yml', text), { placeholders: new Map() });
  if (read?.rule?.search.kind !== 'events') throw new Error(`not read back: ${detection}`);
  return read.rule.search.where;
}

/** Of several values one of the length is enough, and no value has none. */
test.each(['<= 3', '< 3', '> 3', '>= 1', '== 3', '< 1'])(
  'length(x) %s holds of the same events',
  async comparison => {
    const file = new SourceFile('query.eql', `any where length(x) ${comparison}`);
    const [read] = bareQueryReader('eql').read(file, { placeholders: new Map() });
    if (read?.rule?.search.kind !== 'events') throw new Error('not read');
    const { search } = read.rule;
    const written = compile(read.rule, sigma, {
      casing: 'keep',
      strictFields: false,
      profile: defaultProfile,
    });
    const { query } = written;
    if (query === undefined) throw new Error('not written');
    expect(written.verdict).toBe('exact');
    const back = readSigma(query);
    const [wanted, found] = [compilePredicate(search.where), compilePredicate(back)];
    for (const event of events) expect([event, found(event)]).toEqual([event, wanted(event)]);
  },
);
