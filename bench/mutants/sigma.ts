import { ofJunctions } from './junctions.ts';
import { anotherLetter, otherCase, withinLiterals } from './literals.ts';
import { type Edit, edits, type Mutator, shifted } from './mutation.ts';

/** Keys that say nothing of what is found. */
const told = /^ *(?:title|name|id|logsource|category|product|service|description|author|status|level):/;

/** Line by line: a document has a condition, items of selections, and values of lists. */
export const mutateSigma: Mutator = query => {
  const found: Edit[] = [];
  let at = 0;
  for (const line of query.split('\n')) {
    if (!told.test(line)) found.push(...shifted(ofLine(line), at));
    at += line.length + 1;
  }
  return found.map(edit => (edit.text === removed ? { ...edit, ...wholeLine(query, edit.start) } : edit));
};

const removed = '\u0000';

function wholeLine(
  query: string,
  at: number,
): { readonly start: number; readonly end: number; readonly text: string } {
  const start = query.lastIndexOf('\n', at - 1) + 1;
  const end = query.indexOf('\n', at);
  return { start, end: end === -1 ? query.length : end + 1, text: '' };
}

function ofLine(line: string): readonly Edit[] {
  const condition = /^ *condition: /.exec(line);
  if (condition !== null) return shifted(ofCondition(line.slice(condition[0].length)), condition[0].length);
  const item =
    /^ *(?:- )?(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[\w.@|*{}/-]+): ?/.exec(line) ?? /^ *- /.exec(line);
  if (item === null) return [];
  const value = literalOf(line, item[0].length);
  const isAnything = value.end === value.start;
  return [
    ...(isAnything ? [] : [{ kind: 'leaf' as const, start: 0, end: 0, text: removed }]),
    ...ofModifiers(item[0]),
    ...edits('guard', line, /: (null)$/, "''"),
    ...edits('guard', line, /exists: (true|false)$/, one => (one === 'true' ? 'false' : 'true')),
    ...(isAnything || /^(?:null|true|false)$/.test(line.slice(value.start))
      ? []
      : withinLiterals(
          line,
          [value],
          [
            anotherLetter,
            ...(/\|(?:cased|re)[|:]/.test(item[0]) ? [otherCase] : []),
            ['wildcard', /(?<![\\.])\*|(?<!\\)\?(?![:=!<i])/, ''],
            ['anchor', /^\^|(?<!\\)\$$/, ''],
            ['wildcard', /(?<!\\)\.\*/, ''],
          ],
        )),
  ];
}

function literalOf(line: string, from: number): { readonly start: number; readonly end: number } {
  const isQuoted = /^['"]/.test(line.slice(from));
  return isQuoted ? { start: from + 1, end: line.length - 1 } : { start: from, end: line.length };
}

function ofModifiers(key: string): readonly Edit[] {
  return [
    ...edits('anchor', key, /\|(?:endswith|startswith)(?=[|:])/, '|contains'),
    ...edits('anchor', key, /\|contains(?=[|:])/, '|startswith'),
    ...edits('anchor', key, /\|(?:endswith|startswith|contains)(?=:)/, ''),
    ...edits('case', key, /\|cased/, ''),
    ...edits('case', key, /\|re(\|i)/, ''),
    ...edits('case', key, /(?<=\|(?:endswith|startswith|contains))(?=:)/, '|cased'),
    ...edits('connective', key, /\|all(?=:)/, ''),
    ...edits('connective', key, /\|(?:contains|endswith|startswith)(?=:)/, one => `${one}|all`),
  ];
}

function ofCondition(text: string): readonly Edit[] {
  return [
    ...ofJunctions(text, { and: 'and', or: 'or' }),
    ...edits('negation', text, /\bnot /, ''),
    ...edits('connective', text, /\b(1|all) of\b/, one => (one === '1' ? 'all' : '1')),
  ];
}
