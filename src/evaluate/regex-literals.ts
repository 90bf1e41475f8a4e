import type { Regex, RegexNode } from '../regex/index.ts';
import { foldCase } from './values.ts';

/**
 * Folded texts of which at least one occurs in the folded form of every text that the regex matches; none when nothing
 * can be said. A regex that ignores case takes letters of the same lower-case form for one, which `foldCase` keeps.
 */
export function regexLiterals(regex: Regex): readonly string[] {
  return literalsOf(regex.node, 0) ?? [];
}

const mostLiterals = 64;
const deepest = 50;

type Literals = readonly string[] | undefined;

function literalsOf(node: RegexNode, depth: number): Literals {
  if (depth > deepest) return undefined;
  switch (node.kind) {
    case 'literal':
      return literalOf(node.text);
    case 'sequence':
      return sequenceLiterals(node.items, depth);
    case 'alternation': {
      const all: string[] = [];
      for (const option of node.options) {
        const literals = literalsOf(option, depth + 1);
        if (literals === undefined || all.length > mostLiterals) return undefined;
        all.push(...literals);
      }
      return all.length > 0 ? all : undefined;
    }
    case 'repeat':
      return node.minimum > 0 ? literalsOf(node.node, depth + 1) : undefined;
    case 'group':
    case 'atomic':
    case 'flagged':
      return literalsOf(node.node, depth + 1);
    default:
      return undefined;
  }
}

function sequenceLiterals(items: readonly RegexNode[], depth: number): Literals {
  let best: Literals;
  let run = '';
  for (const item of items) {
    if (item.kind === 'literal') run += item.text;
    else {
      best = longer(best, literalOf(run));
      best = longer(best, literalsOf(item, depth + 1));
      run = '';
    }
  }
  return longer(best, literalOf(run));
}

/** The set whose shortest text is longer. */
function longer(first: Literals, second: Literals): Literals {
  if (first === undefined) return second;
  return second !== undefined && shortest(second) > shortest(first) ? second : first;
}

function shortest(literals: readonly string[]): number {
  return literals.reduce((least, literal) => Math.min(least, literal.length), Number.POSITIVE_INFINITY);
}

function literalOf(text: string): Literals {
  return text === '' ? undefined : [foldCase(text)];
}
