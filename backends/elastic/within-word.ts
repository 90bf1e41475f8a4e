import type { Like } from '../../src/ir/index.ts';

/** https://www.elastic.co/docs/reference/text-analysis/analysis-standard-tokenizer */
const longestWord = 255;

/** Letters and digits side by side are of one word, whatever the analyser: a part of a word is a part of the text. */
export function isWithinWord({ patterns, casing }: Like): boolean {
  return casing === 'ignored' && patterns.every(isPart);
}

function isPart([first, middle, last, ...more]: Like['patterns'][number]): boolean {
  const isOpen = first?.kind === 'anyRun' && last?.kind === 'anyRun' && more.length === 0;
  if (!isOpen || middle?.kind !== 'text' || middle.text.length > longestWord) return false;
  return /^[A-Za-z0-9]+$/.test(middle.text);
}
