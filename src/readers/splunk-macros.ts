import type { Macro, Macros } from '../languages/spl/index.ts';
import { type DataMap, type DataTree, entryOf, type SourceFile } from '../source/index.ts';
import { readConf } from './conf-text.ts';
import { readYaml } from './yaml-document.ts';

/**
 * Definitions of macros: a macros.conf, or a file of security content's macros/ folder. A macro that is itself an eval expression
 * is left out: what it stands for is made when the search runs.
 * https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/9.4/configuration-file-reference/9.4.0-configuration-file-reference/macros.conf
 */
export function readMacros(file: SourceFile): Macros {
  return Object.fromEntries(file.path.toLowerCase().endsWith('.conf') ? ofConf(file) : ofYaml(file));
}

type Entry = readonly [name: string, macro: Macro];

function ofConf(file: SourceFile): readonly Entry[] {
  return readConf(file).stanzas.flatMap(({ name, settings }): Entry[] => {
    const text = (key: string) => settings.findLast(each => each.key === key)?.text.text;
    const definition = text('definition');
    if (definition === undefined || isTrue(text('iseval'))) return [];
    return [entryFor(name.replace(/\(\d+\)$/, ''), definition, listed(text('args') ?? ''))];
  });
}

function isTrue(text: string | undefined): boolean {
  return /^(?:1|t|true|y|yes)$/i.test(text ?? '');
}

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '');
}

function ofYaml(file: SourceFile): readonly Entry[] {
  return readYaml(file).flatMap(({ tree }): Entry[] => {
    if (tree?.kind !== 'map') return [];
    const name = textAt(tree, 'name');
    const definition = textAt(tree, 'definition');
    if (name === undefined || definition === undefined) return [];
    return [entryFor(name, definition, textsOf(entryOf(tree, 'arguments')?.value))];
  });
}

function textAt(map: DataMap, key: string): string | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' && value.value !== null ? value.written : undefined;
}

function textsOf(value: DataTree | undefined): readonly string[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap(item => (item.kind === 'scalar' ? [item.written] : []));
}

/** Macros of one name with other numbers of arguments are others. */
function entryFor(name: string, definition: string, parameters: readonly string[]): Entry {
  return parameters.length === 0
    ? [name, { definition }]
    : [`${name}(${parameters.length})`, { definition, parameters }];
}
