import { diagnose } from '../../diagnostics/index.ts';
import type { Command, Range } from './ast.ts';
import { Arguments, nameOf } from './clause.ts';
import type { Context } from './context.ts';

/** What a subsearch lists: rows of a table or of a search, and which of their columns are asked of which fields. */
export interface Listed {
  /** A lookup table, or the part of the subsearch that finds the rows. */
  readonly from:
    | { readonly kind: 'table'; readonly name: string }
    | { readonly kind: 'search'; readonly range: Range };
  readonly columns: readonly { readonly column: string; readonly field: string }[];
}

/**
 * The list that a subsearch in square brackets gives to the search around it: `format`, which goes without saying, makes of each row
 * that all of its fields have its values, of the rows that one of them is so.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/format,
 * https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/subsearches/use-subsearch-to-correlate-events
 */
export function readListed(commands: readonly Command[], range: Range, context: Context): Listed | undefined {
  const shaping = shapingOf(commands);
  const last = commands[commands.length - shaping.length - 1];
  if (last === undefined) return refuse('it begins with no search', range, context);
  const isTable = last.name === 'inputlookup';
  if (commands[0]?.name === 'inputlookup' && commands[0] !== last)
    return refuse('what is asked of the rows of a table is not read', range, context);
  const table = isTable ? tableOf(last, context) : undefined;
  if (isTable && table === undefined) return undefined;
  const columns = columnsOf(shaping, context);
  if (typeof columns === 'string') return refuse(columns, range, context);
  if (columns.some(({ field }) => /^(?:search|query)$/.test(field)))
    return refuse(
      'values of a field that is called search or query are looked for in the raw text',
      range,
      context,
    );
  const from =
    table === undefined
      ? ({ kind: 'search', range: { start: range.start, end: last.end } } as const)
      : ({ kind: 'table', name: table } as const);
  return { from, columns };
}

function refuse(why: string, range: Range, context: Context): undefined {
  return context.report(diagnose('spl/subsearch', { why }, context.span(range)));
}

/** Commands that choose and name columns, and leave a row for each value that there is. */
const shapes: ReadonlySet<string> = new Set([
  'fields',
  'table',
  'rename',
  'dedup',
  'format',
  'return',
  'sort',
]);

function shapingOf(commands: readonly Command[]): readonly Command[] {
  const at = commands.findLastIndex(({ name }) => !shapes.has(name));
  return commands.slice(at + 1);
}

/** `inputlookup NAME`. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/inputlookup */
function tableOf(command: Command, context: Context): string | undefined {
  const list = new Arguments(command, context);
  while (list.option('append', 'strict') !== undefined);
  const table = list.next();
  if (table === undefined || table.kind === 'equals') return list.fail();
  if (list.peek() !== undefined) return list.refuse('rows are taken from the whole table alone');
  return nameOf(table);
}

/** The fields that are left at the end, under their names there; a text is why they are not known. */
function columnsOf(shaping: readonly Command[], context: Context): Listed['columns'] | string {
  const naming = new Naming();
  for (const command of shaping) {
    const why = naming.read(command, new Arguments(command, context));
    if (why !== undefined) return why;
  }
  return naming.columns ?? 'it does not say which fields are listed: name them with fields or return';
}

/** What the columns of a list are called, command by command. */
class Naming {
  columns: Listed['columns'] | undefined;
  readonly #renamed = new Map<string, string>();

  /** Gives why the command is not read. */
  read(command: Command, list: Arguments): string | undefined {
    switch (command.name) {
      case 'format':
        return list.peek() === undefined ? undefined : 'format is read without options';
      case 'rename':
        return this.#rename(list);
      case 'fields':
      case 'table':
        return this.#keep(list);
      case 'return':
        return this.#return(list);
      default:
        return undefined;
    }
  }

  #columnOf(name: string): string {
    return this.columns?.find(({ field }) => field === name)?.column ?? this.#renamed.get(name) ?? name;
  }

  #rename(list: Arguments): string | undefined {
    for (let from = list.next(); from !== undefined; from = list.next()) {
      const to = list.eat('as') === undefined ? undefined : list.next();
      if (to === undefined || from.text.includes('*')) return 'rename is read of one field at a time';
      const [old, name] = [nameOf(from), nameOf(to)];
      this.#renamed.set(name, this.#columnOf(old));
      this.columns = this.columns?.map(each => (each.field === old ? { ...each, field: name } : each));
    }
    return undefined;
  }

  #keep(list: Arguments): string | undefined {
    const sign = list.eat('+', '-');
    const kept = list.names();
    if (sign?.text === '-' || kept.some(name => name.includes('*')))
      return 'which fields are left is known to its results alone';
    this.columns = kept.map(field => ({ column: this.#columnOf(field), field }));
    return undefined;
  }

  /**
   * `return 100 a b=c $d`: so many rows, one when no number is said; `$d` gives values without a field.
   * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/return
   */
  #return(list: Arguments): string | undefined {
    const count = /^\d+$/.test(list.peek()?.text ?? '') ? Number(list.next()?.text) : 1;
    if (count < 2) return 'return takes the first row alone';
    const columns: { readonly column: string; readonly field: string }[] = [];
    for (let next = list.next(); next !== undefined; next = list.next()) {
      if (next.text.startsWith('$')) return 'values without a field are looked for in the raw text';
      const [, of] = list.peek()?.kind === 'equals' ? [list.next(), list.next()] : [undefined, next];
      if (of !== undefined) columns.push({ column: this.#columnOf(nameOf(of)), field: nameOf(next) });
    }
    this.columns = columns;
    return columns.length === 0 ? 'it does not say which fields are listed' : undefined;
  }
}
