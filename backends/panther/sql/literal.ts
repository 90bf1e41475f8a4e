const named: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "''",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * A string literal of Snowflake, in which the backslash escapes; nothing can leave it.
 * https://docs.snowflake.com/en/sql-reference/data-types-text#escape-sequences-in-single-quoted-string-constants
 */
export function sqlString(text: string): string {
  return `'${[...text].map(escapeCharacter).join('')}'`;
}

function escapeCharacter(character: string): string {
  const simple = named[character];
  if (simple !== undefined) return simple;
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point <= 0xffff) return `\\u${point.toString(16).padStart(4, '0')}`;
  return [...Array(character.length).keys()]
    .map(unit => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A key of an object behind a column: `:name`, or `:"any text"`. */
export function pathPart(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `:${name}` : `:${sqlName(name)}`;
}

/** An identifier: plain where Snowflake takes it so. */
export function identifier(name: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name.toLowerCase());
  return isPlain ? name : sqlName(name);
}

function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""').replaceAll(/\p{C}/gu, ' ')}"`;
}

/** https://docs.snowflake.com/en/sql-reference/reserved-keywords */
export const reserved: ReadonlySet<string> = new Set(
  'account all alter and any as between by case cast check column connect connection constraint create cross current current_date current_time current_timestamp current_user database delete distinct drop else exists false following for from full grant group gscluster having ilike in increment inner insert intersect into is issue join lateral left like localtime localtimestamp minus natural not null of on or order organization qualify regexp revoke right rlike row rows sample schema select set some start table tablesample then to trigger true try_cast union unique update using values view when whenever where with'.split(
    ' ',
  ),
);
