/** Snowflake's functions that DuckDB has by other names, as its own macros; each says what Snowflake's manual says of it. */
export const macros: readonly string[] = [
  `text_of(x) AS to_json(x) ->> '$'`,
  `pick(x, k) AS json_extract(to_json(x), '$."' || k || '"')`,
  `to_number_of(x) AS TRY_CAST(x.text_of() AS DOUBLE)`,
  `TO_ARRAY(x) AS CASE WHEN to_json(x) ->> '$' IS NULL THEN NULL WHEN json_type(to_json(x)) = 'ARRAY' THEN to_json(x) -> '$[*]' ELSE [to_json(x)] END`,
  'IFF(c, a, b) AS CASE WHEN c THEN a ELSE b END',
  'TRY_TO_DOUBLE(x) AS TRY_CAST(x AS DOUBLE)',
  'TRY_TO_BOOLEAN(x) AS TRY_CAST(x AS BOOLEAN)',
  `TRY_TO_TIMESTAMP_NTZ(x) AS TRY_CAST(replace(x, 'Z', '') AS TIMESTAMP)`,
  `TO_TIMESTAMP_NTZ(x) AS CAST(replace(x, 'Z', '') AS TIMESTAMP)`,
  `span_of(u, n) AS CASE lower(u) WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN to_minutes(n) WHEN 'hour' THEN to_hours(n) WHEN 'day' THEN to_days(n) WHEN 'week' THEN to_weeks(n) WHEN 'month' THEN to_months(n) ELSE to_years(n) END`,
  'DATEADD(u, n, t) AS t + span_of(u, CAST(n AS INTEGER))',
  'DATEDIFF(u, a, b) AS date_diff(u, a, b)',
  `TIME_SLICE(t, n, u) AS time_bucket(span_of(u, n), t, TIMESTAMP '1970-01-01')`,
  'REGEXP_LIKE(x, p) AS regexp_full_match(x, p), (x, p, f) AS regexp_full_match(x, flagged(p, f))',
  `REGEXP_INSTR(x, p) AS CASE WHEN regexp_matches(x, p) THEN 1 ELSE 0 END, (x, p, a, b, c, f) AS CASE WHEN regexp_matches(x, flagged(p, f)) THEN 1 ELSE 0 END`,
  'REGEXP_SUBSTR(x, p, a, b, f, g) AS regexp_extract(x, p, g)',
  'ARRAY_SIZE(x) AS len(x)',
  'ARRAY_UNION_AGG(x) AS list_distinct(flatten(list(x)))',
  'ARRAY_DISTINCT(x) AS list_distinct(x)',
  'ARRAY_COMPACT(x) AS list_filter(x, lambda e: e IS NOT NULL)',
  'ARRAY_FLATTEN(x) AS flatten(x)',
  'ARRAY_MIN(x) AS list_min(x)',
  'ARRAY_MAX(x) AS list_max(x)',
  'GET(x, i) AS x[i + 1]',
  'position_of(part, x) AS instr(x, part)',
  'STARTSWITH(x, y) AS starts_with(x, y)',
  'ENDSWITH(x, y) AS ends_with(x, y)',
  'like_any(x, l, e) AS CASE WHEN x IS NULL THEN NULL ELSE len(list_filter(l, lambda p: like_escape(x, p, e))) > 0 END',
  'ilike_any(x, l, e) AS CASE WHEN x IS NULL THEN NULL ELSE len(list_filter(l, lambda p: ilike_escape(x, p, e))) > 0 END',
  'WEEKISO(t) AS weekofyear(t)',
  'DAYOFWEEKISO(t) AS isodow(t)',
  // Of the seven days of a week.
  'DECODE(x, a, b, c, d, e, f, g, h, i, j, k, l, m, n) AS CASE x WHEN a THEN b WHEN c THEN d WHEN e THEN f WHEN g THEN h WHEN i THEN j WHEN k THEN l WHEN m THEN n END',
  'TO_VARCHAR(t, f) AS strftime(t, date_format_of(f))',
  'ARRAY_SLICE(x, a, b) AS list_slice(x, a + 1, b)',
  `v4_of(x) AS list_sum(list_transform(split(x, '.'), lambda part, place: CAST(part AS BIGINT) * CAST(pow(256, 4 - place) AS BIGINT)))`,
  `PARSE_IP(x, t) AS json_object('ipv4_range_start', v4_of(split_part(x, '/', 1)), 'ipv4_range_end', v4_of(split_part(x, '/', 1)) + CAST(pow(2, 32 - CAST(split_part(x, '/', 2) AS INTEGER)) AS BIGINT) - 1), (x, t, e) AS CASE WHEN regexp_full_match(x, '\\d{1,3}(\\.\\d{1,3}){3}') THEN json_object('ipv4', v4_of(x)) ELSE '{}'::JSON END`,
];

/** Elements of Snowflake's formats in the letters of strftime, none of which stands within another that comes later. */
function dateFormatOf(format: string): string {
  const letters = [
    ...['YYYY=%Y', 'YY=%y', 'MMMM=%B', 'MON=%b', 'MM=%m', 'DD=%d', 'DY=%a', 'HH24=%H', 'HH12=%I'],
    ...['AM=%p', 'MI=%M', 'SS=%S', 'FF3=%g', 'FF6=%f', '"='],
  ];
  return letters
    .map(each => each.split('='))
    .reduce((text, [from, to]) => `replace(${text}, '${from}', '${to}')`, format);
}

/** What has to be there before the macros that call it. */
export const firstMacros: readonly string[] = [
  `date_format_of(f) AS ${dateFormatOf('f')}`,
  `flagged(p, f) AS '(?' || replace(f, 'c', '') || ':' || p || ')'`,
];

interface Token {
  readonly kind: 'text' | 'word' | 'sign' | 'blank';
  readonly text: string;
}

const tokenOf =
  /'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|[A-Za-z_][\w$]*|\d+(?:\.\d+)?|::|=>|->|<=|>=|<>|\s+|./gsu;

function tokensOf(query: string): readonly Token[] {
  return (query.match(tokenOf) ?? []).map(text => {
    if (text.startsWith("'")) return { kind: 'text', text: textOf(text) };
    if (/^\s/.test(text)) return { kind: 'blank', text };
    return { kind: /^[\w"]/.test(text) ? 'word' : 'sign', text };
  });
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'" };

/** A string of Snowflake, with its escapes, as a plain one. */
function textOf(literal: string): string {
  const value = literal
    .slice(1, -1)
    .replaceAll(/''|\\u([0-9a-f]{4})|\\(.)/gs, (all, point?: string, escaped?: string) => {
      if (all === "''") return "'";
      return point === undefined
        ? (escapes[escaped ?? ''] ?? escaped ?? '')
        : String.fromCharCode(Number.parseInt(point, 16));
    });
  return `'${value.replaceAll("'", "''")}'`;
}

/** A query of Snowflake in DuckDB's words; `now` is when it runs, as `2026-01-05 00:00:00`. */
export function inDuckDb(query: string, now: string): string {
  const tokens = tokensOf(query);
  let text = '';
  for (let at = 0; at < tokens.length; at++) {
    const { text: word, kind } = tokens[at] ?? { text: '', kind: 'blank' };
    const next = tokens[at + 1];
    const cast = word === '::' ? casts[next?.text ?? ''] : undefined;
    if (cast !== undefined) {
      text += `.${cast}()`;
      at++;
    } else if (kind === 'word' && next?.text.startsWith(':') && !text.endsWith('.')) {
      const path = pathFrom(tokens, at);
      text += path.text;
      at = path.end;
    } else if (word === ':' && kind === 'sign' && next !== undefined) {
      text += `.pick('${next.text.replaceAll('"', '')}')`;
      at++;
    } else text += word;
  }
  return withoutForms(text, `TIMESTAMP '${now}'`);
}

const casts: Readonly<Record<string, string>> = { string: 'text_of', number: 'to_number_of' };

/** A column with its path, as calls within calls: a column may be called like one of DuckDB's own databases. */
function pathFrom(tokens: readonly Token[], start: number): { readonly text: string; readonly end: number } {
  let text = `"${tokens[start]?.text.replaceAll('"', '')}"`;
  let end = start;
  while (tokens[end + 1]?.text === ':') {
    text = `pick(${text}, '${tokens[end + 2]?.text.replaceAll('"', '')}')`;
    end += 2;
  }
  const cast = tokens[end + 1]?.text === '::' ? casts[tokens[end + 2]?.text ?? ''] : undefined;
  return cast === undefined ? { text, end } : { text: `${cast}(${text})`, end: end + 2 };
}

/** Forms that are more than a name. */
function withoutForms(query: string, now: string): string {
  return likeAny(flattened(combinations(arrays(query))))
    .replaceAll(
      /p_occurs_since\('([^']*)'\)/g,
      (_all, span: string) => `(p_event_time > ${now} - INTERVAL '${span}' AND p_event_time <= ${now})`,
    )
    .replaceAll('p_current_timestamp()', now)
    .replaceAll('POSITION(', 'position_of(')
    .replaceAll('FILTER(', 'list_filter(')
    .replaceAll('TRANSFORM(', 'list_transform(');
}

/** Where the parenthesis that opens at a place is closed. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === "'") at = endOfText(text, at);
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at;
  }
  return text.length;
}

function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && (text[at] !== "'" || text[at + 1] === "'")) at += text[at] === "'" ? 2 : 1;
  return at;
}

/** `ARRAY_AGG(DISTINCT x) WITHIN GROUP (ORDER BY x)` is a list without NULL. */
function arrays(query: string): string {
  const start = query.indexOf('ARRAY_AGG(');
  if (start === -1) return query;
  const end = closing(query, start + 'ARRAY_AGG'.length);
  const [, distinct = '', value = ''] =
    /^(DISTINCT )?(.*)$/s.exec(query.slice(start + 'ARRAY_AGG('.length, end)) ?? [];
  const order = query.indexOf('(', end + 1);
  const close = closing(query, order);
  const by = query.slice(order + 1, close);
  const rest = query.slice(close + 1);
  return `${query.slice(0, start)}list(${distinct}${value} ${by}) FILTER_ (WHERE ${value} IS NOT NULL)${arrays(rest)}`.replaceAll(
    'FILTER_ (',
    'FILTER (',
  );
}

/** `COUNT(DISTINCT x, y)` counts combinations without NULL. https://docs.snowflake.com/en/sql-reference/functions/count */
function combinations(query: string): string {
  return query.replaceAll(
    /COUNT\(DISTINCT ((?:[\w."]|\(\))+(?:, (?:[\w."]|\(\))+)+)\)/g,
    (_all, list: string) => {
      const present = list.split(', ').map(each => `${each} IS NOT NULL`);
      return `COUNT(DISTINCT CASE WHEN ${present.join(' AND ')} THEN ROW(${list}) END)`;
    },
  );
}

/** A row for each value of a list, and one where there is none. */
function flattened(query: string): string {
  return query
    .replaceAll(
      /FROM (\w+), LATERAL FLATTEN\(input => (.*), outer => TRUE\) AS each_value/g,
      "FROM (SELECT COLUMNS(lambda c: c <> 'each_value'), unnest(CASE WHEN len($2) > 0 THEN $2 ELSE [NULL] END) AS each_value FROM $1) AS $1",
    )
    .replaceAll('each_value.value', 'each_value');
}

function likeAny(query: string): string {
  const found = / (I?LIKE) ANY \(/.exec(query);
  if (found === null) return query;
  const open = found.index + found[0].length - 1;
  const end = closing(query, open);
  const rest = query.slice(end + 1);
  const escaping = /^ ESCAPE ('.')/.exec(rest);
  const list = query.slice(open + 1, end);
  const call = `.${found[1]?.toLowerCase()}_any([${list}], ${escaping?.[1] ?? 'chr(1)'})`;
  return `${query.slice(0, found.index)}${call}${likeAny(rest.slice(escaping?.[0].length ?? 0))}`;
}
