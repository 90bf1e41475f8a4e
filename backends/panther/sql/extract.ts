import { extractionOf, type Regex, type RegexNode, type Stage } from '../../../src/ir/index.ts';
import { printCondition } from './condition.ts';
import { asText } from './convert.ts';
import { printValue, Unsaid } from './expression.ts';
import { sqlString } from './literal.ts';
import { sqlRegex } from './regex.ts';
import type { Select } from './select.ts';

/** What the named groups of a pattern hold. https://docs.snowflake.com/en/sql-reference/functions/regexp_substr */
export function extracted(select: Select, stage: Extract<Stage, { kind: 'extract' }>): Select {
  const extraction = extractionOf(stage);
  if (extraction === undefined)
    throw new Unsaid(
      `the pattern of ${stage.syntax} does not say which part of a text each of its fields is`,
    );
  const groups = new Map([...extraction.fields].map(([group, name]) => [name, group]));
  const { pattern, parameters, numbers } = numberedGroups(extraction.regex);
  const value = asText(printValue(stage.subject, { columns: select.columns(), condition: printCondition }));
  for (const name of stage.fields) {
    const number = numbers.get(groups.get(name) ?? '');
    if (number === undefined) throw new Unsaid(`the pattern has no group for ${name}`);
    select.add(name, {
      text: `NULLIF(REGEXP_SUBSTR(${value}, ${sqlString(pattern)}, 1, 1, ${sqlString(`${parameters}e`)}, ${number}), '')`,
      type: 'text',
    });
  }
  return select;
}

/** Stands before what a group holds until the pattern is printed. */
const mark = '\uE000';

/** A pattern with its groups by number, among them those that are there for repetitions and alternatives. */
function numberedGroups({ node, flags, anchoring }: Regex) {
  const names: string[] = [];
  const printed = sqlRegex({ node: marked(node, names), flags, anchoring });
  if ('lacks' in printed) throw new Unsaid(`Snowflake’s regular expressions lack ${printed.lacks}`);
  const numbers = new Map<string, number>();
  let count = 0;
  for (const [token] of printed.pattern.matchAll(/\\.|\[\^?(?:\\.|[^\]\\])*\]|\(|\uE000/gsu)) {
    if (token === '(') count += 1;
    else if (token === mark) numbers.set(names[numbers.size] ?? '', count);
  }
  return { ...printed, pattern: printed.pattern.replaceAll(mark, ''), numbers };
}

/**
 * Alternatives that may begin alike, and lazy repetitions, tell which of several texts a group holds, which is another one by the
 * rules of POSIX.
 */
function marked(node: RegexNode, names: string[]): RegexNode {
  switch (node.kind) {
    case 'group': {
      if (node.name === undefined) return { ...node, node: marked(node.node, names) };
      names.push(node.name);
      const inner = marked(node.node, names);
      return { ...node, node: { kind: 'sequence', items: [{ kind: 'literal', text: mark }, inner] } };
    }
    case 'sequence':
      return { ...node, items: node.items.map(item => marked(item, names)) };
    case 'alternation':
      if (!beginApart(node.options)) throw new Unsaid(`${noChoice} alternatives that begin alike`);
      return { ...node, options: node.options.map(option => marked(option, names)) };
    case 'repeat':
      if (node.mode === 'lazy') throw new Unsaid(`${noChoice} lazy repetition`);
      return { ...node, node: marked(node.node, names) };
    case 'flagged':
      return { ...node, node: marked(node.node, names) };
    default:
      return node;
  }
}

const noChoice = 'Snowflake’s regular expressions have no grok patterns with';

function beginApart(options: readonly RegexNode[]): boolean {
  const heads = options.map(headOf);
  return heads.every(head => head !== undefined) && new Set(heads).size === heads.length;
}

function headOf(node: RegexNode): string | undefined {
  if (node.kind === 'literal') return [...node.text.toLowerCase()][0];
  const [first] = node.kind === 'sequence' ? node.items : [];
  return first === undefined ? undefined : headOf(first);
}
