import type { Predicate } from '../../src/ir/index.ts';
import type { Names } from './names.ts';
import { printSearchTerm } from './search-term.ts';

/**
 * A predicate as a search expression. Every group is bracketed: search reads OR before AND, where the reverse, and not all
 * agree on it. https://help.splunk.com/splunk-enterprise/search/search-manual/9.3/expressions-and-predicates
 */
export function printSearchText(predicate: Predicate, names: Names): string {
  switch (predicate.kind) {
    case 'always':
      return predicate.value ? '*' : 'NOT *';
    case 'not':
      return `NOT ${bracketed(printSearchText(predicate.operand, names))}`;
    case 'and':
    case 'or':
      return `(${predicate.operands.map(each => printSearchText(each, names)).join(predicate.kind === 'and' ? ' AND ' : ' OR ')})`;
    default:
      return printSearchTerm(predicate, names);
  }
}

/** NOT takes the one term that follows. */
function bracketed(text: string): string {
  return text.startsWith('NOT ') ? `(${text})` : text;
}
