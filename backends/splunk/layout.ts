/** Longest line that takes a whole search. */
const width = 100;
const step = '    ';

/** A search on one line while it fits, else each term on a line of its own under the source. */
export function laySearch(source: string, terms: readonly string[]): string {
  const line = [source, ...terms].filter(each => each !== '').join(' ');
  if (line.length <= width && !line.includes('\n')) return line;
  if (terms.length === 0) return lay(source, '');
  return [source, ...terms.map(term => `${step}${lay(term, step)}`)].filter(each => each !== '').join('\n');
}

/** Conditions that must all hold, after `| where`; on one line while they fit, else an operand a line. */
export function layConditions(word: string, conditions: readonly string[]): string {
  const line = `${word} ${conditions.join(' AND ')}`;
  if (line.length <= width) return line;
  const [only = ''] = conditions;
  const group = conditions.length === 1 ? splitGroup(only) : { operator: 'AND', operands: conditions };
  const { operator, operands } = group ?? { operator: '', operands: conditions };
  return `${word} ${operands.map(each => lay(each, step)).join(`\n${step}${operator} `)}`;
}

/** A text that begins after `indent`; one that is too long has its lists and groups an item a line. */
function lay(text: string, indent: string): string {
  if (text.length + indent.length <= width) return text;
  const list = layList(text, indent);
  if (list !== undefined) return list;
  const prefix = /^(?:NOT |NOT coalesce)?(?=\()/.exec(text)?.[0];
  if (prefix === undefined || closingBracket(text, prefix.length) !== text.length - 1) return text;
  const group = splitGroup(text.slice(prefix.length + 1, -1));
  if (group === undefined) return text;
  const deeper = indent + step;
  const operands = group.operands.map(each => lay(each, deeper));
  return `${prefix}(\n${deeper}${operands.join(`\n${deeper}${group.operator} `)}\n${indent})`;
}

/** A list of strings in brackets, alone after its field. */
const stringList = /^((?:NOT )?[^\s"()]+ IN \()((?:"(?:[^"\\]|\\[\s\S])*"(?:, )?)+)\)$/;

function layList(text: string, indent: string): string | undefined {
  const list = stringList.exec(text);
  if (list === null) return undefined;
  const values = (list[2] ?? '').match(/"(?:[^"\\]|\\[\s\S])*"/g) ?? [];
  return `${list[1]}\n${indent}${step}${values.join(`,\n${indent}${step}`)}\n${indent})`;
}

/** Strings, quoted names and brackets, and the operators between what stands in them. */
const mark = /"(?:[^"\\]|\\[\s\S])*"|'[^']*'|[()]| (AND|OR) /g;

/** Operands of the outermost AND or OR; undefined when there is none, or when both are there. */
function splitGroup(
  text: string,
): { readonly operator: string; readonly operands: readonly string[] } | undefined {
  const operands: string[] = [];
  const operators = new Set<string>();
  let depth = 0;
  let start = 0;
  for (const found of text.matchAll(mark)) {
    if (found[0] === '(') depth++;
    else if (found[0] === ')') depth--;
    else if (found[1] !== undefined && depth === 0) {
      operands.push(text.slice(start, found.index));
      operators.add(found[1]);
      start = found.index + found[0].length;
    }
  }
  const [operator] = operators;
  if (operator === undefined || operators.size > 1) return undefined;
  return { operator, operands: [...operands, text.slice(start)] };
}

/** Where the bracket that opens at `from` closes. */
function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (const found of text.slice(from).matchAll(mark)) {
    if (found[0] === '(') depth++;
    else if (found[0] === ')' && --depth === 0) return from + found.index;
  }
  return -1;
}

/** The query on one physical line: no value holds a line break, so those that there are stand between terms. */
export function onOneLine(query: string): string {
  return query.replaceAll(/(?<=\()\n\s*|\n\s*(?=\))/g, '').replaceAll(/\n\s*/g, ' ');
}
