import { type Argument, Arguments, isWord, nameOf } from './clause.ts';
import type { StageReading } from './stage-reading.ts';
import { decodeString } from './strings.ts';

type StageReader = (reading: StageReading) => void;

const groupName = /\(\?P?<([A-Za-z_]\w*)>/g;

const rex: StageReader = reading => {
  const list = new Arguments(reading.command, reading.context);
  let name = '_raw';
  let isPattern = true;
  while (list.peek() !== undefined) {
    const field = list.option('field');
    const mode = list.option('mode');
    name = field ?? name;
    if (mode === 'sed') isPattern = false;
    if (field !== undefined || mode !== undefined) continue;
    const offset = list.option('offset_field');
    if (offset !== undefined) reading.write(offset);
    else if (list.peek(1)?.kind === 'equals') for (let part = 0; part < 3; part++) list.next();
    else {
      const pattern = decodeString(list.next()?.text ?? '');
      if (isPattern) reading.write(...[...pattern.matchAll(groupName)].map(found => found[1] ?? ''));
    }
  }
  reading.read(name);
  if (!isPattern) reading.write(name);
};

const spath: StageReader = reading => {
  const list = new Arguments(reading.command, reading.context);
  let input = '_raw';
  while (list.peek() !== undefined) {
    const given = list.option('input');
    const made = list.option('output') ?? (given === undefined ? list.option('path') : undefined);
    input = given ?? input;
    if (made !== undefined) reading.write(made);
    else if (given === undefined) reading.write(nameOf(list.next() ?? missing));
  }
  reading.read(input);
};

const missing: Argument = { kind: 'word', text: '', start: 0, end: 0 };

/** `lookup table a AS b OUTPUT c AS d`: b of the events is looked up, d comes to them. */
const lookup: StageReader = reading => {
  const list = new Arguments(reading.command, reading.context);
  while (list.peek(1)?.kind === 'equals') for (let part = 0; part < 3; part++) list.next();
  const table = list.next();
  const columns: string[] = [];
  let isOutput = false;
  while (list.peek() !== undefined) {
    if (list.eat('output', 'outputnew') !== undefined) {
      isOutput = true;
      continue;
    }
    const each = list.next();
    const alias = list.eat('as') === undefined ? each : list.next();
    if (each === undefined || alias === undefined) continue;
    columns.push(nameOf(each));
    if (isOutput) reading.write(nameOf(alias));
    else reading.read(nameOf(alias));
  }
  if (table !== undefined) reading.lookedUp = { table: nameOf(table), columns };
};

const bin: StageReader = reading => {
  const list = reading.arguments;
  const at = list.findIndex(
    (each, index) =>
      each.kind !== 'equals' && list[index + 1]?.kind !== 'equals' && list[index - 1]?.kind !== 'equals',
  );
  const name = list[at];
  if (name === undefined) return;
  const alias = isWord(list[at + 1], 'as') ? list[at + 2] : name;
  reading.read(nameOf(name));
  reading.write(nameOf(alias ?? name));
};

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/iplocation */
const iplocation: StageReader = reading => {
  const list = new Arguments(reading.command, reading.context);
  let prefix = '';
  while (list.peek(1)?.kind === 'equals') {
    const given = list.option('prefix');
    prefix = given ?? prefix;
    if (given === undefined) for (let part = 0; part < 3; part++) list.next();
  }
  reading.read(nameOf(list.next() ?? missing));
  reading.write(...['City', 'Country', 'Region', 'lat', 'lon'].map(name => `${prefix}${name}`));
};

/** `convert ctime(a) AS b`. */
const convert: StageReader = reading => {
  const list = reading.arguments;
  for (const [index, each] of list.entries()) {
    if (each.kind !== 'group') continue;
    const name = each.text.slice(1, -1).trim();
    const alias = isWord(list[index + 1], 'as') ? list[index + 2] : undefined;
    reading.read(name);
    reading.write(alias === undefined ? name : nameOf(alias));
  }
};

/** All but the last are put together, texts in quotes as they are. */
const strcat: StageReader = reading => {
  const words = reading.arguments.filter((each, index, all) => each.kind === 'word' && !isOption(all, index));
  const last = words.at(-1);
  reading.read(...words.slice(0, -1).map(nameOf));
  if (last !== undefined) reading.write(nameOf(last));
};

function isOption(list: readonly Argument[], index: number): boolean {
  return list[index + 1]?.kind === 'equals' || list[index - 1]?.kind === 'equals';
}

/** `replace a WITH b IN c`. */
const replace: StageReader = reading => {
  const list = reading.arguments;
  const at = list.findLastIndex(each => isWord(each, 'in'));
  if (at < 0) return;
  const names = list.slice(at + 1).map(nameOf);
  reading.read(...names);
  reading.write(...names);
};

const addinfo: StageReader = reading =>
  reading.write('info_min_time', 'info_max_time', 'info_sid', 'info_search_time');

export const valueReaders = {
  ...{ rex, spath, lookup, bin, bucket: bin, discretize: bin, iplocation, convert, strcat, replace, addinfo },
} satisfies Record<string, StageReader>;
