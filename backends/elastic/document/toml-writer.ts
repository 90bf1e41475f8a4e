/** Plain data as a TOML document, laid out as Elastic's rules are: one key a line, long texts over several lines. */
export type TomlTable = Readonly<Record<string, unknown>>;

/** https://toml.io/en/v1.0.0. Null and undefined are left out: TOML has no null. */
export function writeToml(document: TomlTable): string {
  const lines: string[] = [];
  writeTable(document, [], lines);
  return `${lines.join('\n').trimStart()}\n`;
}

function writeTable(table: TomlTable, path: readonly string[], lines: string[]): void {
  const entries = Object.entries(table).filter(([, value]) => value !== null && value !== undefined);
  for (const [key, value] of entries)
    if (!isTableLike(value)) lines.push(`${keyText(key)} = ${writeValue(value, key)}`);
  for (const [key, value] of entries) {
    const name = [...path, key];
    if (isTable(value)) writeHeaded(value, name, lines);
    else if (isTableArray(value))
      for (const each of value) {
        lines.push('', `[[${name.map(keyText).join('.')}]]`);
        writeTable(each, name, lines);
      }
  }
}

/** A table with nothing but tables in it needs no line of its own. */
function writeHeaded(table: TomlTable, path: readonly string[], lines: string[]): void {
  const values = Object.values(table).filter(value => value !== null && value !== undefined);
  if (values.length === 0 || !values.every(isTableLike)) lines.push('', `[${path.map(keyText).join('.')}]`);
  writeTable(table, path, lines);
}

function isTableLike(value: unknown): boolean {
  return isTable(value) || isTableArray(value);
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isTableArray(value: unknown): value is readonly TomlTable[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTable);
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : basicString(key);
}

const lineWidth = 120;

function writeValue(value: unknown, key: string): string {
  if (typeof value === 'string') return stringValue(value, key);
  if (!Array.isArray(value)) return scalar(value);
  const items = value.filter(item => item !== null && item !== undefined).map(inlineValue);
  const flat = `[${items.join(', ')}]`;
  const short = !flat.includes('\n') && key.length + 3 + flat.length <= lineWidth;
  return short ? flat : `[\n${items.map(item => `    ${item},`).join('\n')}\n]`;
}

function inlineValue(value: unknown): string {
  if (typeof value === 'string') return basicString(value);
  if (Array.isArray(value)) return `[${value.map(inlineValue).join(', ')}]`;
  if (!isTable(value)) return scalar(value);
  const entries = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return `{ ${entries.map(([key, each]) => `${keyText(key)} = ${inlineValue(each)}`).join(', ')} }`;
}

function scalar(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '""' : value.toISOString();
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : basicString(String(value));
}

/** Whole numbers beyond 2^53 are floats, as is everything with an exponent. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && !/[.e]/.test(text) ? `${text}.0` : text;
}

function stringValue(text: string, key: string): string {
  if (!text.includes('\n')) return basicString(text);
  if (isLiteral(text, key)) return `'''\n${text}'''`;
  return `"""\n${text.split('\n').map(escapeLine).join('\n')}"""`;
}

/** Queries, and texts with backslashes, are easier to read where nothing is escaped. */
function isLiteral(text: string, key: string): boolean {
  return (key === 'query' || text.includes('\\')) && !/'''|'$|[^\P{Cc}\n\t]|\p{Cs}/u.test(text);
}

function escapeLine(line: string): string {
  return escapeText(line)
    .replaceAll('\\"', '"')
    .replaceAll(/""(?=")|"$/g, quotes => quotes.replaceAll('"', '\\"'));
}

function basicString(text: string): string {
  return `"${escapeText(text)}"`;
}

const named: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** Half of a surrogate pair is no character of TOML. */
const plain = /^[ !#-[\]-~]*$/;

function escapeText(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .replaceAll(/[\\"]|\p{Cc}/gu, character => named[character] ?? unicode(character));
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
