import type { PlannedRule, Predicate } from '../../src/ir/index.ts';
import { layConditions, laySearch } from './layout.ts';
import type { Names } from './names.ts';
import { evalName, searchName } from './quoting.ts';
import { printSearchText } from './search-text.ts';
import { simplify } from './simplify.ts';
import { split } from './split.ts';
import { type FieldLoop, WherePrinter } from './where.ts';

export function splNames(planned: PlannedRule): Names {
  return {
    search: searchName,
    eval: evalName,
    isMultiValued: planned.profile.isMultiValued,
    indexed: false,
  };
}

/** The search of events, and where for what it cannot say. */
export function printBase(planned: PlannedRule): readonly string[] {
  const names = splNames(planned);
  const parts = split([simplify(planned.scope), simplify(planned.where)], names);
  const terms = parts.search.map(each => printSearchText(each, names));
  const [first = 'index=*', ...rest] = new Set([sourceSearch(planned), ...terms].filter(each => each !== ''));
  return [laySearch(first, rest), ...printWhere(parts.where, names)];
}

/** Without any the query would begin with a command, and search nothing. */
function sourceSearch({ source }: PlannedRule): string {
  const search = source.splunk.search.trim();
  if (search === '') return source.splunk.isPlaced ? '' : 'index=*';
  return /\sOR\s/.test(search) && !/^\([^()]*\)$/.test(search) ? `(${search})` : search;
}

/** The commands after the search, each one line or several. */
export function printWhere(predicates: readonly Predicate[], names: Names): readonly string[] {
  if (predicates.length === 0) return [];
  const printer = new WherePrinter(names);
  const conditions = predicates.map(each => {
    const { text, binding } = printer.print(each);
    return binding === 'or' && predicates.length > 1 ? `(${text})` : text;
  });
  return [...printLoops(printer.loops), layConditions('| where', conditions)];
}

/**
 * The event may have fields of the flags' names.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/foreach
 */
function printLoops(loops: readonly FieldLoop[]): readonly string[] {
  if (loops.length === 0) return [];
  const unset = loops.map(({ flag }) => `${flag}=null()`).join(', ');
  const marks = loops.map(
    ({ flag, fields, test }) => `| foreach ${fields} [ eval ${flag}=if(${test}, 1, ${flag}) ]`,
  );
  return [`| eval ${unset}`, ...marks];
}
