import { diagnose } from '../../diagnostics/index.ts';
import { type Expression, exists, field, type Stage } from '../../ir/index.ts';
import { parseRegex } from '../../regex/index.ts';
import type { Span } from '../../source/index.ts';
import type { Command } from './ast.ts';
import { Arguments } from './clause.ts';
import type { Context } from './context.ts';
import { bindToRows } from './environment.ts';
import { madeBy } from './open-renamings.ts';
import type { EventsState, Rows } from './pipeline-state.ts';
import { lowerRegex } from './regexes.ts';
import { decodeString } from './strings.ts';

interface Extraction {
  readonly field: string;
  readonly pattern: string;
  readonly names: readonly string[];
}

const groupName = /\(\?P?<([A-Za-z_]\w*)>/g;

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/rex */
function rexOf(command: Command, context: Context): Extraction | undefined {
  const list = new Arguments(command, context);
  let name = '_raw';
  let image: string | undefined;
  while (list.peek() !== undefined) {
    const fieldName = list.option('field');
    const matches = list.option('max_match');
    if (fieldName !== undefined) name = fieldName;
    else if (matches !== undefined) {
      if (matches !== '1') return list.refuse('several matches of one text are not read');
    } else if (list.peek(1)?.kind === 'equals') return list.refuse('only field= and max_match= are read');
    else {
      const next = list.next();
      if (next?.kind !== 'string' || image !== undefined) return list.fail();
      image = next.text;
    }
  }
  if (image === undefined) return list.fail();
  if (lowerRegex(image, command.body, context) === undefined) return undefined;
  const decoded = decodeString(image);
  const pattern = 'regex' in parseRegex(decoded, 'pcre', 'search') ? decoded : image.slice(1, -1);
  const names = [...pattern.matchAll(groupName)].map(found => found[1] ?? '');
  if (names.length > 0) return { field: name, pattern, names };
  return context.report(diagnose('spl/rex-names', {}, context.span(command)));
}

/** What is cut out matters once a later command asks for it. */
export function rexEvents(command: Command, state: EventsState, context: Context): EventsState | undefined {
  const found = rexOf(command, context);
  return found && { ...state, fields: bindToRows(state.fields, found.names, context) };
}

/** A field that the pattern does not fill stays as it is: what a column holds that stands before is taken where nothing is cut out. */
export function rex(command: Command, rows: Rows, origin: readonly Span[]): void {
  const found = rexOf(command, rows.context);
  if (found === undefined) return;
  const { vendor } = rows.context;
  const kept = found.names.filter(name => standsBefore(name, rows));
  const renamed = new Map(kept.map(name => [name, freshName(name, found, rows)]));
  const pattern = found.pattern.replaceAll(groupName, (text, name: string) =>
    text.replace(`<${name}>`, `<${renamed.get(name) ?? name}>`),
  );
  rows.add({
    kind: 'extract',
    subject: field(found.field, vendor, origin),
    syntax: 'regex',
    pattern,
    fields: found.names.map(name => renamed.get(name) ?? name),
    origin,
  });
  if (renamed.size > 0) {
    const fields = [...renamed].map(([name, cut]) => ({
      name,
      value: cutOr(field(cut, vendor, origin), field(name, vendor, origin)),
    }));
    rows.add({ kind: 'extend', fields, origin });
    rows.add({ kind: 'drop', fields: [...renamed.values()].map(text => [{ kind: 'text', text }]), origin });
  }
  for (const name of found.names) rows.addName(name);
}

function cutOr(cut: Expression, before: Expression): Expression {
  const branches = [{ when: exists(cut, cut.origin), value: cut }];
  return { kind: 'choice', branches, otherwise: before, origin: cut.origin };
}

/** Whether a command before has made a column of the name. */
function standsBefore(name: string, { names, stages, from }: Rows): boolean {
  if (names !== undefined) return names.has(name);
  return (
    stages.some(stage => columnsOf(stage).includes(name)) || (from.kind !== 'events' && mentions(from, name))
  );
}

function columnsOf(stage: Stage): readonly string[] {
  switch (stage.kind) {
    case 'rename':
      return stage.fields.map(({ to }) => to);
    case 'lookup':
    case 'fill':
      return stage.fields;
    default:
      return madeBy(stage) ?? [];
  }
}

function freshName(name: string, { names }: Extraction, rows: Rows): string {
  const isTaken = (each: string): boolean => names.includes(each) || mentions(rows.stages, each);
  let free = `${name}_found`;
  for (let count = 2; isTaken(free); count++) free = `${name}_found_${count}`;
  return free;
}

function mentions(value: unknown, name: string): boolean {
  const text = JSON.stringify(value, (key, each: unknown) => (key === 'origin' ? undefined : each));
  return text.includes(JSON.stringify(name));
}
