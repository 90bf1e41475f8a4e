import type { Analyser } from '../ir/index.ts';

/**
 * What of a text is one token, roughly as Elasticsearch's standard analyzer splits it (word boundaries of Unicode UAX 29,
 * https://www.elastic.co/docs/reference/text-analysis/analysis-standard-tokenizer): letters, digits and `_`, held together by
 * `.` `'` `:` between letters (`cmd.exe`) and by `.` `,` `;` `'` between digits (`10.0.0.1`); ideographs and hiragana one by one.
 */
const token =
  /[\p{sc=Han}\p{sc=Hiragana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}])[\p{L}\p{M}\p{N}_]|(?<=\p{L})[.':·’](?=\p{L})|(?<=\p{N})[.,;'’](?=\p{N}))+/gu;

const letterOrDigit = /[\p{L}\p{N}]/u;

/** Its tokens in order, in lower case. */
export function tokenize(text: string, analyser?: Analyser): readonly string[] {
  if (analyser === 'script') return (text.match(/[A-Za-z0-9_-]+/g) ?? []).map(each => each.toLowerCase());
  return (text.toLowerCase().match(token) ?? []).filter(found => letterOrDigit.test(found));
}
