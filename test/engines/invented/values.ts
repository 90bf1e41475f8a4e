import type { Random } from '../../../bench/mutants/random.ts';

/** Texts that a language may take for something else, and letters whose cases are not each other's alone. */
export const texts: readonly string[] = [
  ...[
    'cmd.exe',
    'C:\\Temp\\',
    '\\\\srv\\share',
    'a\\*b',
    'a*b',
    'a?b',
    '*',
    '?',
    '\\',
    '\\\\',
    'a"b',
    '"',
    "it's",
  ],
  ...['', ' ', ' lead', 'trail ', 'two  blanks', 'a\tb', 'a\nb', 'x'.repeat(300)],
  ...['5', '05', '5.0', '-1', '1e3', '0x10', 'true', 'TRUE', 'null', 'None', '10.0.0.1', '::1', '10.0.0.0/8'],
  ...[
    '2026-01-05',
    '2026-01-05T10:00:00Z',
    '$(x)',
    '%TEMP%',
    '{{x}}',
    '#x',
    '[a]',
    '(a)',
    'a|b',
    '^a$',
    'a_b',
    'a%b',
  ],
  ...[
    'and',
    'OR',
    'not',
    'a:b',
    'a=b',
    'a,b',
    '-x',
    '/x',
    '/a/',
    '<x>',
    '~x',
    '!x',
    '&&',
    '||',
    '@x',
    '`x`',
    'a.b',
    'a+b',
    '–x',
    '-a',
    'Y21k',
    '10.1.2.3',
    'fe80::1',
  ],
  ...[
    'ß',
    'SS',
    'İ',
    'i',
    'ı',
    '\u212a',
    'k',
    'ſ',
    's',
    'É',
    'é',
    'Σ',
    'ς',
    'Ångström',
    '日本',
    '🙂',
    'e\u0301',
  ],
];

/** Numbers, times and addresses, as what compares them takes them. */
export const numbers: readonly string[] = ['0', '5', '-1', '5.5', '1000', '1e3'];
export const networks: readonly string[] = [
  '10.0.0.0/8',
  '10.0.0.1/32',
  '192.168.0.0/16',
  '::/0',
  'fe80::/10',
];

/** Regexes that every dialect here takes, though not each for the same. */
export const regexes: readonly string[] = [
  ...[
    'a.*b',
    'a[0-9]+',
    '(cmd|x).exe',
    '.*x',
    'x?',
    'a\\.b',
    '[^a]',
    '[a-z]{2,3}',
    'a|b',
    '.',
    'S',
    'k+',
    '[k-s]',
  ],
  ...['\\(a\\)', '5', '', '.*\\\\.*', 'a#b', 'a@b', '~x', '<x>', '"', 'a&b'],
];
/** What regexes of Perl's kind have beside. */
export const perlRegexes: readonly string[] = [
  ...[
    '^a',
    'x$',
    '^cmd\\.exe$',
    '\\d+',
    '\\bcmd\\b',
    '(?i)CMD',
    '(?:a|b)c',
    'a.*?b',
    '\\s',
    '^$',
    '\\x41',
    '[\\w.]+$',
  ],
  ...['^(?!cmd).*', 'a(?=b)', '(?s)a.b', '(?m)^b', '\\Aa', 'b\\Z', '[[:alpha:]]', '\\u00e9', '(a)\\1'],
];

/** No value of any kind: what an event may hold beside texts. */
export const others: readonly unknown[] = [
  5,
  5.5,
  0,
  -1,
  true,
  false,
  null,
  [],
  ['a', 'b'],
  ['cmd.exe', 'x'],
  undefined,
];

export const sigmaFields = ['Image', 'CommandLine', 'fieldA', 'field.b'];
export const elasticFields = ['process.name', 'process.command_line', 'custom.a', 'custom.b'];
export const splunkFields = ['proc', 'custom_c', 'custom_a', 'b'];

export const some = (random: Random, write: () => string): string[] =>
  Array.from({ length: 1 + random.below(3) }, write);

export function joined(random: Random, write: () => string, negated: (text: string) => string): string {
  const parts = some(random, () => (random.below(4) === 0 ? negated(write()) : write()));
  return parts.join(random.below(2) === 0 ? ' and ' : ' or ');
}

export const oneOf = (random: Random, values: readonly string[]): string => random.one(values) ?? '';

export const textIn = (random: Random): string => oneOf(random, texts);
