import type { FieldPattern, Leaf, Predicate } from '../../src/ir/index.ts';
import { subjects } from '../../src/ir/index.ts';
import type { Names } from './names.ts';
import { atom, bracket, type Fragment, joinFragments, printWhereLeaf } from './where-leaf.ts';

/** A test of every field whose name fits; foreach leaves 1 in `flag` when one of them passed. */
export interface FieldLoop {
  readonly flag: string;
  readonly fields: string;
  readonly test: string;
}

/** Prints conditions of where, and gathers the loops that have to run before it. */
export class WherePrinter {
  readonly loops: FieldLoop[] = [];
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  /**
   * The truth of NOT over null is not documented, so under a `not` every leaf that may be null becomes false by coalesce().
   * https://help.splunk.com/splunk-cloud-platform/spl-search-reference/9.3.2408/evaluation-functions/comparison-and-conditional-functions
   */
  print(predicate: Predicate, isNegated = false): Fragment {
    switch (predicate.kind) {
      case 'always':
        return atom(predicate.value ? 'true()' : 'false()', true);
      case 'not':
        return atom(`NOT ${bracket(this.print(predicate.operand, true), 'not')}`, true);
      case 'and':
      case 'or':
        return joinFragments(
          predicate.operands.map(operand => this.print(operand, isNegated)),
          predicate.kind,
        );
      default:
        return this.#leaf(predicate, isNegated);
    }
  }

  #leaf(leaf: Leaf, isNegated: boolean): Fragment {
    const fragment = this.#flag(leaf) ?? printWhereLeaf(leaf, this.#names, when => this.print(when).text);
    return isNegated && !fragment.isTotal ? atom(`coalesce(${fragment.text}, false())`, true) : fragment;
  }

  #flag(leaf: Leaf): Fragment | undefined {
    const pattern = subjects(leaf).find(subject => subject.kind === 'fieldPattern');
    if (pattern === undefined) return undefined;
    const test = printWhereLeaf(leaf, this.#names, when => this.print(when).text);
    const flag = `matched_${this.loops.length + 1}`;
    this.loops.push({ flag, fields: fieldList(pattern), test: test.text });
    return atom(`isnotnull(${flag})`, true);
  }
}

function fieldList({ pattern }: FieldPattern): string {
  return pattern.map(part => (part.kind === 'text' ? part.text : '*')).join('');
}
