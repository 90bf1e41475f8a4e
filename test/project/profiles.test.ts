import { expect, test } from 'vitest';
import { readConfig } from '../../src/project/read-config.ts';
import { SourceFile } from '../../src/source/index.ts';

const good = `rules:
  - paths: [rules]
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
`;

function problems(text: string): readonly string[] {
  const file = new SourceFile('ruleglot.config.yaml', `${good}${text}`);
  return readConfig(file, file.path, () => 'there is no such file').diagnostics.map(
    ({ code, span, message }) => `${code} ‹${span?.file.text.slice(span.start, span.end)}› ${message}`,
  );
}

const place = 'takes a search of events, which conditions can follow';

const bad: Readonly<Record<string, readonly [text: string, ...expected: string[]]>> = {
  'where events are found, with a command': [
    'sources: { okta.system: { splunk: { search: index=a | where b=1 } } }\n',
    `config/bad-value ‹index=a | where b=1› search ${place}; this one has a command after a pipe`,
  ],
  'by way of a macro of the profile': [
    'profiles: { p: { splunk: { searches: { okta.system: "`a(b)`" }, macros: { "a(1)": index=$x$ | head 1 } } } }\n',
    `config/bad-value ‹"\`a(b)\`"› okta.system ${place}; this one has a command after a pipe`,
  ],
  'a macro that stands for itself': [
    'profiles: { p: { splunk: { searches: { okta.system: "`a`" }, macros: { a: "`a`" } } } }\n',
    'macros are nested more than 100 deep',
  ],
  'a parenthesis that stays open': [
    'profiles: { p: { splunk: { searches: { okta.system: index=a AND ( } } } }\n',
    'its parentheses do not match',
  ],
  'a string that stays open': [
    `profiles: { p: { splunk: { searches: { okta.system: 'index="a' } } } }\n`,
    place,
  ],
  'a search of nothing': [
    `profiles: { p: { splunk: { searches: { okta.system: '' } } } }\n`,
    'this one is empty',
  ],
  'a field that is text and a keyword': [
    'profiles: { p: { elastic: { text: [a.*, b], keyword: [a.c, b] } } }\n',
    "config/bad-value ‹b› keyword takes a name that is not in the list text, too, not 'b'",
  ],
  'one value and several': [
    'profiles: { p: { panther: { multi-valued: [a], single-valued: [b, a] } } }\n',
    "config/bad-value ‹a› single-valued takes a name that is not in the list multi-valued, too, not 'a'",
  ],
  'several documents': ['---\nversion: 1\n', 'the configuration is to be one document, not several'],
};

test.each(Object.entries(bad))('%s', (_name, [text, ...expected]) => {
  const found = problems(text);
  expect(found).toHaveLength(expected.length);
  for (const [at, each] of expected.entries()) expect(found[at]).toContain(each);
});

test.each([
  'profiles: { p: { splunk: { searches: { okta.system: "`ours` (index=a OR index=b)" } } } }\n',
  `profiles: { p: { splunk: { searches: { okta.system: 'index=a name="x | (y"' } } } }\n`,
  'profiles: { p: { elastic: { text: [a.*], keyword: [a.b] } } }\n',
  '---\n',
])('nothing is wrong with %j', text => expect(problems(text)).toEqual([]));
