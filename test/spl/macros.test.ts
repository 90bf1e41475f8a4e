import { describe, expect, test } from 'vitest';
import { printPredicate } from '../../src/ir/index.ts';
import { lowerSpl, type Macros, type SplOptions } from '../../src/languages/spl/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

const macros: Macros = {
  sysmon: { definition: 'sourcetype=sysmon' },
  either: { definition: '(a=1 OR b=2)' },
  'field(2)': { parameters: ['name', 'value'], definition: '$name$="*$value$*"' },
  outer: { definition: '`either` c=3' },
  commented: { definition: 'a=1 ```b=2```' },
  loop: { definition: '`loop`' },
  'looks(1)': { passes: true },
};

function read(query: string, options: SplOptions = { macros }) {
  const { value, diagnostics } = lowerSpl(EmbeddedText.whole(new SourceFile('rule.spl', query)), {}, options);
  const problems = diagnostics.map(({ code, span }) => `${code} ${query.slice(span?.start, span?.end)}`);
  return value?.kind === 'events' ? printPredicate(value.where).replace(/\s+/g, ' ') : problems.join();
}

describe('macros', () => {
  test.each([
    ['`sysmon` x=1', 'and sourcetype =~ "sysmon" x =~ "1"'],
    ['x=1 `either`', 'and x =~ "1" or a =~ "1" b =~ "2"'],
    ['`field(x, "y z")`', 'x like~ *"y z"*'],
    ['`outer`', 'and or a =~ "1" b =~ "2" c =~ "3"'],
    ['`commented`', 'a =~ "1"'],
    ['x=1 | `looks(y)`', 'x =~ "1"'],
    ['x=1 | `looks(y)` | search y=2', 'and x =~ "1" y =~ "2"'],
    ['x="`sysmon`"', 'x =~ "`sysmon`"'],
    ['`loop`', 'spl/macro-depth `loop`'],
    ['x=1 `field(x)`', 'spl/unknown-macro `field(x)`'],
    ['x=1 | `my_filter`', 'spl/unknown-macro `my_filter`'],
  ])('%s', (query, meaning) => {
    expect(read(query)).toBe(meaning);
  });

  test('a problem within a macro points at its call', () => {
    expect(read('x=1 `bad` y=2', { macros: { bad: { definition: 'a==1' } } })).toBe(
      'spl/double-equals `bad`',
    );
  });

  test('a problem behind a macro points at itself', () => {
    expect(read('`sysmon` x=1 y==2')).toBe('spl/double-equals ==');
  });
});

describe('lenient macros', () => {
  test.each([
    ['x=1 | `my_filter`', 'x =~ "1"'],
    ['x=1 | `my_filter` | search y=2', 'spl/unknown-macro `my_filter`'],
    ['x=1 `my_filter`', 'spl/unknown-macro `my_filter`'],
  ])('%s', (query, meaning) => {
    expect(read(query, { lenientMacros: true })).toBe(meaning);
  });
});

describe('plain numbers', () => {
  test.each([
    ['x=5', 'x =~ 5'],
    ['x=05', 'x =~ "05"'],
    ['x=5*', 'x like~ "5"*'],
    ['x>5', 'x gt 5 as number'],
  ])('%s', (query, meaning) => {
    expect(read(query, { plainNumbers: true })).toBe(meaning);
  });

  test('of some fields', () => {
    expect(read('x=5 y=5', { plainNumbers: name => name === 'x' })).toBe('and x =~ 5 y =~ "5"');
  });
});
