import { Document, type Node, Pair, Scalar, YAMLMap } from 'yaml';

export interface YamlStyle {
  readonly indent: number;
  readonly singleQuote: boolean;
}

/** As SigmaHQ formats its rules. */
const sigmaStyle: YamlStyle = { indent: 4, singleQuote: true };

/** Of version 1.1 without merge keys; made once, since that takes longer than to write many a text. */
const document = new Document<Node>(undefined, {
  version: '1.1',
  customTags: tags => tags.filter(tag => typeof tag !== 'object' || !tag.tag.endsWith(':merge')),
});

/**
 * YAML in blocks, without folding, whose texts are texts to every reader: those of version 1.1 (PyYAML, which pySigma and Panther's tools
 * read with) take more words for values than those of 1.2, and the reverse, and PyYAML takes
 * no tab in a text without quotes. https://yaml.org/spec/1.2.2/#103-core-schema, https://yaml.org/type/
 */
export function toYaml(value: unknown, style: YamlStyle = sigmaStyle): string {
  return `${block(value, '', style)}\n`;
}

/** The library writes scalars; what is around them is laid out here, since that takes a small part of its time. */
function block(value: unknown, indent: string, style: YamlStyle): string {
  if (typeof value !== 'object' || value === null) return scalarText(value, indent, style);
  if (Array.isArray(value)) {
    const inner = `${indent}  `;
    let items = '';
    for (const item of value) items += `${items === '' ? '' : `\n${indent}`}- ${block(item, inner, style)}`;
    return items === '' ? '[]' : items;
  }
  const inner = indent + ' '.repeat(style.indent);
  let pairs = '';
  for (const [key, held] of Object.entries(value)) {
    if (held === undefined) continue;
    const between = isBlock(held) ? `\n${inner}` : ' ';
    const pair = `${keyText(key, indent, style)}${between}${block(held, inner, style)}`;
    pairs += pairs === '' ? pair : `\n${indent}${pair}`;
  }
  return pairs === '' ? '{}' : pairs;
}

function isBlock(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : Object.values(value).some(held => held !== undefined);
}

/** Begins with no mark, is longer than every word that stands for a value, and has nothing within that ends it. */
const plainWords = /^[A-Za-z\\/$(_](?:[!-"$-9;-~]| (?! *(?:#|$))|:(?=[!-~])|#)*$/;
const longestWord = 5;
const longestPlain = 1000;

const mostKnown = 5000;
const longestKnown = 80;
const known = new Map<string, string>();

/** Needs quotes for its first character, and for nothing else. */
const quotedWords = /^[*%@&!|>{}[\],#`][ !-&(-~]*$/;

/** Its lines, but for the first, begin with `indent`. */
function scalarText(value: unknown, indent: string, { singleQuote }: YamlStyle): string {
  if (isPlain(value)) return value;
  if (singleQuote && typeof value === 'string' && quotedWords.test(value)) return `'${value}'`;
  const text = remembered(`${singleQuote} ${typeof value} ${value}`, () => written('k', value, singleQuote));
  return text.slice('k: '.length).replaceAll(/\n(?!\n|$)/g, `\n${indent}`);
}

/** With its colon, which stands on a line of its own after a long key. */
function keyText(key: string, indent: string, { singleQuote }: YamlStyle): string {
  if (isPlain(key)) return `${key}:`;
  const text = remembered(`${singleQuote} key ${key}`, () => written(key, 0, singleQuote));
  return text.slice(0, -' 0'.length).replaceAll('\n', `\n${indent}`);
}

function isPlain(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > longestWord &&
    value.length <= longestPlain &&
    plainWords.test(value)
  );
}

function remembered(key: string, write: () => string): string {
  if (key.length > longestKnown) return write();
  let text = known.get(key);
  if (text === undefined) {
    if (known.size === mostKnown) known.clear();
    text = write();
    known.set(key, text);
  }
  return text;
}

/** A pair at the beginning of a line; the lines of a text begin at once, without spaces. */
function written(key: string, value: unknown, singleQuote: boolean): string {
  const map = new YAMLMap();
  map.items.push(new Pair(scalarOf(key), scalarOf(value)));
  document.contents = map;
  return document
    .toString({
      indent: 2,
      singleQuote,
      lineWidth: 0,
      doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
    })
    .slice(0, -1)
    .replaceAll('\n  ', '\n')
    .replaceAll(unprintable, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function scalarOf(value: unknown): Scalar {
  const scalar = new Scalar(value);
  if (typeof value !== 'string') return scalar;
  const hasTab = value.includes('\t') && !value.includes('\n');
  if (hasTab || (value.includes('\n') && indented.test(value)) || value.search(unprintable) !== -1)
    scalar.type = 'QUOTE_DOUBLE';
  else if (readOtherwise.test(value)) scalar.type = 'QUOTE_SINGLE';
  return scalar;
}

/** The library says of their blocks that they stand two spaces in, where we put four. */
const indented = /^\n* /;

/** What readers refuse or take for the end of a line when it is not escaped: C1 controls, separators, byte order marks. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Numbers of version 1.2 that 1.1 has as texts; `=` and `<<`, which 1.1 has a meaning for. */
const readOtherwise = /^(?:=|<<|0o[0-7]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;
