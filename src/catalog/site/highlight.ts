import { escaped, type Html, raw } from './html.ts';

const words: Readonly<Record<string, string>> = {
  eql: 'and|or|not|in|like|regex|where|sequence|sample|by|with|maxspan|until|any|process|file|network|registry|true|false|null',
  esql: 'from|where|and|or|not|in|like|rlike|is|null|stats|eval|keep|drop|rename|sort|limit|by|metadata|dissect|grok|enrich|on|asc|desc|true|false',
  kql: 'and|or|not|true|false',
  lucene: 'AND|OR|NOT|TO',
  spl: 'search|tstats|where|eval|stats|by|as|AS|from|FROM|rename|fields|table|lookup|join|rex|NOT|OR|AND|IN|count|values|min|max|dc|bin|sort|dedup|append|datamodel',
  python:
    'def|return|if|elif|else|and|or|not|in|is|for|while|from|import|as|None|True|False|with|try|except|any|all|lambda',
  sql: 'select|from|where|and|or|not|in|is|null|like|ilike|any|group|by|having|qualify|order|limit|with|as|join|left|on|union|all|distinct|case|when|then|else|end|between|true|false|SELECT|FROM|WHERE|AND|OR|NOT|IN|IS|NULL|LIKE|ILIKE|ANY|GROUP|BY|HAVING|QUALIFY|ORDER|LIMIT|WITH|AS|JOIN|LEFT|ON|UNION|ALL|DISTINCT|CASE|WHEN|THEN|ELSE|END|BETWEEN|TRUE|FALSE',
  yaml: 'true|false|null|and|or|not|of|them|all',
  toml: 'true|false',
  json: 'true|false|null',
};
const comments: Readonly<Record<string, string>> = {
  eql: '//',
  esql: '//',
  kql: '//',
  spl: '```',
  sql: '--',
  json: '//',
};
/** Longer texts are shown plain: colour is worth less than a quick page. */
const longest = 60_000;

const patterns = new Map<string, RegExp>();

function patternOf(language: string): RegExp {
  const known = patterns.get(language);
  if (known !== undefined) return known;
  const comment =
    comments[language] === undefined ? '(?:^|(?<=\\s))#[^\\n]*' : `${comments[language]}[^\\n]*`;
  const text = `"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'`;
  const key = '^[ \\t]*(?:- )?[\\w.|@-]+(?=\\s*[:=]\\s|\\s*[:=]$)';
  const keys = ['yaml', 'toml', 'conf'].includes(language) ? key : '(?!)';
  const made = new RegExp(
    `(?<c>${comment})|(?<k>${keys})|(?<s>${text})|(?<w>\\b(?:${words[language] ?? '(?!)'})\\b)|(?<n>\\b\\d+(?:\\.\\d+)?\\b)`,
    'gm',
  );
  patterns.set(language, made);
  return made;
}

/** A text with its comments, keys, strings, words and numbers marked. */
export function highlighted(text: string, language: string): Html {
  if (text.length > longest) return raw(escaped(text));
  let marked = '';
  let from = 0;
  for (const match of text.matchAll(patternOf(language))) {
    const kind = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined)?.[0];
    marked += `${escaped(text.slice(from, match.index))}<span class="${kind}">${escaped(match[0])}</span>`;
    from = match.index + match[0].length;
  }
  return raw(marked + escaped(text.slice(from)));
}
