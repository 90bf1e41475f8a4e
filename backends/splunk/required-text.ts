import type { Matches } from '../../src/ir/index.ts';
import { isSearchable } from './quoting.ts';

type RegexNode = Matches['regex']['node'];

/** A shorter text would be found in too many events to be worth a term. */
const shortest = 3;

/** The longest text that everything a regex matches contains, so that search can look for it first; undefined when there is none. */
export function requiredText({ node }: Matches['regex']): string | undefined {
  const texts = requiredTexts(node).flatMap(each => each.split(/[*\p{Cc}]/u));
  const [longest] = texts
    .filter(each => each.length >= shortest && isSearchable(each) && isAscii(each))
    .sort((a, b) => b.length - a.length);
  return longest;
}

/** Letters beyond ASCII may be folded otherwise by search than by PCRE. */
function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

function requiredTexts(node: RegexNode): readonly string[] {
  switch (node.kind) {
    case 'literal':
      return [node.text];
    case 'sequence':
      return runs(node.items);
    case 'group':
    case 'atomic':
    case 'flagged':
      return requiredTexts(node.node);
    case 'repeat':
      return node.minimum > 0 ? requiredTexts(node.node) : [];
    default:
      return [];
  }
}

/** Literals next to each other are one text. */
function runs(items: readonly RegexNode[]): readonly string[] {
  const found: string[] = [];
  let run = '';
  for (const item of items) {
    if (item.kind === 'literal') run += item.text;
    else {
      found.push(run, ...requiredTexts(item));
      run = '';
    }
  }
  return [...found, run];
}
