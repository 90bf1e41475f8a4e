import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { Command, Range } from './ast.ts';
import type { Expansion } from './macros.ts';

/** More than any search has; it bounds what names of fields are looked up through. */
const mostCommands = 200;

/**
 * The commands of a pipeline, parted at each `|` outside of strings and subsearches. The first is `search` unless a pipe
 * stands before it or it is named; in a subsearch it always is (`isNamed`).
 * https://help.splunk.com/splunk-enterprise/search/search-manual/10.0/using-the-search-app/anatomy-of-a-search
 */
export function splitCommands(
  { expanded, passes }: Pick<Expansion, 'expanded' | 'passes'>,
  within: Range = { start: 0, end: expanded.text.length },
  isNamed = false,
): readonly Command[] | Diagnostic {
  const ranges = pipes(expanded.text, within);
  if (!Array.isArray(ranges))
    return diagnose(
      'spl/unterminated',
      { what: ranges.what },
      expanded.span({ start: ranges.at, end: ranges.at + 1 }),
    );
  const excess = ranges[mostCommands];
  if (excess !== undefined)
    return diagnose('spl/too-many-commands', { limit: mostCommands }, expanded.span(excess));
  const commands: Command[] = [];
  for (const [index, range] of ranges.entries()) {
    const command = readCommand(expanded.text, range, index === 0 && !isNamed);
    if (command !== undefined) commands.push(command);
    else if (index > 0 && !passesIn(passes, range))
      return diagnose('spl/missing-command', {}, expanded.span({ start: range.start - 1, end: range.start }));
  }
  return commands;
}

function passesIn(passes: ReadonlySet<number>, range: Range): boolean {
  for (const at of passes) if (at >= range.start && at <= range.end) return true;
  return false;
}

function pipes(
  whole: string,
  within: Range,
): Range[] | { readonly what: 'string' | 'bracket'; readonly at: number } {
  const text = whole.slice(0, within.end);
  const ranges: Range[] = [];
  const open: number[] = [];
  let { start } = within;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '"') {
      const end = endOfString(text, at);
      if (end < 0) return { what: 'string', at };
      at = end;
    } else if (character === '`') {
      const end = text.indexOf('`', at + 1);
      if (end > 0) at = end;
    } else if (character === '[') open.push(at);
    else if (character === ']') open.pop();
    else if (character === '|' && open.length === 0) {
      ranges.push({ start, end: at });
      start = at + 1;
    }
  }
  const [unclosed] = open;
  if (unclosed !== undefined) return { what: 'bracket', at: unclosed };
  return [...ranges, { start, end: text.length }];
}

/** Offset of the closing quote; -1 when there is none. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

function readCommand(text: string, { start, end }: Range, isFirst: boolean): Command | undefined {
  const body = text.slice(start, end);
  if (body.trim() === '') return undefined;
  const lead = body.length - body.trimStart().length;
  if (body.charAt(lead) === '`' && !isFirst)
    return { name: '`', start: start + lead, end, body: { start: start + lead, end } };
  const [name = ''] = /^[A-Za-z_][\w:-]*(?=[\s([]|$)/.exec(body.slice(lead)) ?? [];
  if (isFirst && name !== 'search')
    return { name: 'search', start: start + lead, end, body: { start: start + lead, end } };
  const from = start + lead;
  return { name: name.toLowerCase(), start: from, end, body: { start: from + name.length, end } };
}
