import type { Pattern } from '../../../src/ir/index.ts';

/**
 * Elasticsearch makes one automaton of a list of patterns, and gives up beyond a limit of work: patterns that run on multiply. A list
 * that may come near to it is told in several.
 * https://lucene.apache.org/core/10_2_0/core/org/apache/lucene/util/automaton/Operations.html#DEFAULT_DETERMINIZE_WORK_LIMIT
 */
const mostWork = 30_000;

export function likeLists(patterns: readonly Pattern[]): readonly (readonly Pattern[])[] {
  const lists: Pattern[][] = [];
  let list: Pattern[] = [];
  for (const pattern of patterns) {
    if (list.length > 0 && workOf([...list, pattern]) > mostWork) {
      lists.push(list);
      list = [];
    }
    list.push(pattern);
  }
  return list.length === 0 ? lists : [...lists, list];
}

/** Sets of states that reading a text may lead to, times their size. */
function workOf(patterns: readonly Pattern[]): number {
  const groups = new Map<string, number>();
  let length = 0;
  for (const pattern of patterns) {
    const head = headOf(pattern);
    groups.set(head, (groups.get(head) ?? 1) * waysOf(pattern));
    length += pattern.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 1), 0);
  }
  const anywhere = groups.get('') ?? 1;
  const others = [...groups].reduce((sum, [head, ways]) => (head === '' ? sum : sum + ways), 1);
  return anywhere * others * length * (1 + patterns.length / 2);
}

/** Each run may go on or end; of each character of any kind behind one there is, or is not, what stands before it. */
function waysOf(pattern: Pattern): number {
  const first = pattern.findIndex(({ kind }) => kind === 'anyRun');
  const behind = pattern.filter(
    ({ kind }, index) => kind === 'anyOne' && first !== -1 && index > first,
  ).length;
  return Math.max(1, pattern.filter(({ kind }) => kind === 'anyRun').length) * 2 ** behind;
}

/** What stands before the first run: patterns that begin alike run on side by side. */
function headOf(pattern: Pattern): string {
  let head = '';
  for (const part of pattern) {
    if (part.kind === 'anyRun') return head;
    head += part.kind === 'text' ? part.text : '?';
  }
  return head;
}
