import type { EventData } from '../../bench/corpus/inputs.ts';
import { Random } from '../../bench/mutants/random.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { nested } from './events.ts';
import type { JudgedRule } from './rules.ts';

/** Texts that a language may take for something else, and letters whose cases are not each other's alone. */
const texts: readonly string[] = [
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

/** No value of any kind: what an event may hold beside texts. */
const others: readonly unknown[] = [
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

const sigmaFields = ['Image', 'CommandLine', 'fieldA', 'field.b'];
const elasticFields = ['process.name', 'process.command_line', 'custom.a', 'custom.b'];

/** Rules by chance, the same in each run, with events made of the same values. */
export async function inventedRules(count: number): Promise<readonly JudgedRule[]> {
  const random = new Random(41);
  const found: JudgedRule[] = [];
  for (let index = 0; index < count; index++) {
    const [kind, write] = writers[index % writers.length] ?? ['sigma', sigma];
    const path = `invented/${index}.${kind === 'sigma' ? 'yml' : kind}`;
    const fields = kind === 'sigma' ? sigmaFields : elasticFields;
    found.push(...(await rulesIn(path, write(random), random, fields)));
  }
  return found;
}

async function rulesIn(
  path: string,
  text: string,
  random: Random,
  fields: readonly string[],
): Promise<readonly JudgedRule[]> {
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  const labelled = Array.from({ length: 24 }, (_, at) => ({
    name: `${at}`,
    matches: false,
    event: eventOf(text, random, fields),
  }));
  return (reader?.read(file, { placeholders: new Map() }) ?? []).flatMap(read => {
    const rule = read.rule === undefined ? undefined : resolve(read.rule).value;
    return rule?.search.kind === 'events' ? [{ path, text, rule, search: rule.search, labelled }] : [];
  });
}

function eventOf(rule: string, random: Random, fields: readonly string[]): EventData {
  const event: Record<string, unknown> = {};
  const own = texts.filter(text => text.trim().length > 0 && rule.includes(text));
  for (const name of fields) {
    const value = heldBy(random, own);
    if (value !== undefined) event[name] = value;
  }
  return fields === elasticFields ? (nested(event) ?? event) : event;
}

function heldBy(random: Random, own: readonly string[]): unknown {
  const text = (random.below(2) === 0 ? random.one(own) : undefined) ?? random.one(texts) ?? '';
  switch (random.below(8)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.toLowerCase();
    case 2:
      return `x${text}`;
    case 3:
      return `${text}x`;
    case 4:
      return random.one(others);
    default:
      return text;
  }
}

const some = (random: Random, write: () => string): string[] =>
  Array.from({ length: 1 + random.below(3) }, write);

function joined(random: Random, write: () => string, negated: (text: string) => string): string {
  const parts = some(random, () => (random.below(4) === 0 ? negated(write()) : write()));
  return parts.join(random.below(2) === 0 ? ' and ' : ' or ');
}

const oneOf = (random: Random, values: readonly string[]): string => random.one(values) ?? '';

const textIn = (random: Random): string => oneOf(random, texts);

function sigma(random: Random): string {
  const items = some(random, () => sigmaItem(random));
  const condition = oneOf(random, ['s', 'not s', 's and not t', 's or t', 'not s and not t']);
  const names = ['s', 't'].filter(name => new RegExp(`\\b${name}\\b`).test(condition));
  const selections = names.map(name => `  ${name}:\n${items.map(item => `    - ${item}\n`).join('')}`);
  const shape = (text: string) => (random.below(2) === 0 ? text.replaceAll('    - ', '    ') : text);
  return `title: T\nlogsource:\n  product: windows\n  category: process_creation\ndetection:\n${selections.map(shape).join('')}  condition: ${condition}\n`;
}

function sigmaItem(random: Random): string {
  const field = oneOf(random, sigmaFields);
  const modifier = oneOf(random, [
    ...['', '', '', '|contains', '|startswith', '|endswith', '|cased', '|contains|cased', '|contains|all'],
    ...['|startswith|cased', '|endswith|cased', '|neq', '|windash|contains'],
  ]);
  const values = some(random, () => sigmaValue(random));
  if (modifier.endsWith('|all')) values.push(sigmaValue(random));
  return values.length === 1
    ? `${field}${modifier}: ${values[0]}`
    : `${field}${modifier}: [${values.join(', ')}]`;
}

/** A value as it stands, whose wildcards are wildcards, or one whose wildcards are characters; numbers and null too. */
function sigmaValue(random: Random): string {
  if (random.below(12) === 0) return oneOf(random, ['5', 'true', 'null', '5.5']);
  const text = textIn(random);
  const plain = random.below(2) === 0 ? text : text.replaceAll(/[\\*?]/g, '\\$&');
  return JSON.stringify(random.below(4) === 0 ? `${plain}*` : plain);
}

function kql(random: Random): string {
  const quoted = (text: string) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
  const bare = (text: string) =>
    text
      .replaceAll(/[\\():<>"{}]/g, '\\$&')
      .replaceAll(/[\t\n]/g, ' ')
      .replaceAll(/\b(and|or|not|null)\b/gi, 'x')
      .trim() || 'x';
  const value = () => {
    const text = textIn(random);
    return oneOf(random, [quoted(text), quoted(text), bare(text), `${bare(text)}*`, `*${bare(text)}*`]);
  };
  return joined(
    random,
    () => `${oneOf(random, elasticFields)}:${oneOf(random, [value(), `(${value()} or ${value()})`, '*'])}`,
    text => `not ${text}`,
  );
}

function lucene(random: Random): string {
  const quoted = (text: string) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
  const bare = (text: string) => text.replaceAll(/[^\p{L}\p{N}*?]/gu, '\\$&').replaceAll(/\\\n/g, 'n') || 'x';
  const value = () => {
    const text = textIn(random);
    return oneOf(random, [quoted(text), quoted(text), bare(text), `${bare(text)}*`, `*${bare(text)}`]);
  };
  const term = () => `${oneOf(random, elasticFields)}:${value()}`;
  return joined(
    random,
    () => oneOf(random, [term(), `(${term()} OR ${term()})`]),
    text => `NOT ${text}`,
  )
    .replaceAll(' and ', ' AND ')
    .replaceAll(' or ', ' OR ');
}

function eqlText(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}

function eql(random: Random): string {
  const value = () => eqlText(textIn(random));
  const leaf = () => {
    const field = oneOf(random, elasticFields);
    const list = `(${value()}, ${value()})`;
    return oneOf(random, [
      ...[
        `${field} == ${value()}`,
        `${field} != ${value()}`,
        `${field} : ${value()}`,
        `${field} like ${list}`,
      ],
      ...[`${field} like~ ${list}`, `${field} in ${list}`, `${field} in~ ${list}`, `${field} not in ${list}`],
      ...[
        `startsWith(${field}, ${value()})`,
        `endsWith~(${field}, ${value()})`,
        `stringContains~(${field}, ${value()})`,
      ],
      ...[`${field} == null`, `${field} != null`, `length(${field}) > ${random.below(9)}`],
    ]);
  };
  return `any where ${joined(random, leaf, text => `not (${text})`)}`;
}

function esql(random: Random): string {
  const value = () => eqlText(textIn(random));
  const leaf = () => {
    const field = oneOf(random, elasticFields);
    return oneOf(random, [
      ...[
        `${field} == ${value()}`,
        `${field} != ${value()}`,
        `${field} like ${value()}`,
        `${field} in (${value()}, ${value()})`,
      ],
      ...[
        `${field} not in (${value()}, ${value()})`,
        `${field} is null`,
        `${field} is not null`,
        `${field} : ${value()}`,
      ],
      ...[
        `to_lower(${field}) == ${value()}`,
        `starts_with(${field}, ${value()})`,
        `ends_with(to_upper(${field}), ${value()})`,
      ],
      ...[`length(${field}) > ${random.below(9)}`, `coalesce(${field}, "none") == ${value()}`],
    ]);
  };
  return `from logs-* metadata _id, _version, _index\n| where ${joined(random, leaf, text => `not (${text})`)}`;
}

const writers: readonly (readonly [string, (random: Random) => string])[] = [
  ['sigma', sigma],
  ['kql', kql],
  ['lucene', lucene],
  ['eql', eql],
  ['sigma', sigma],
  ['esql', esql],
];
