import { eventsOf, leaves, type Rule } from '../../ir/index.ts';
import type { SourceFile } from '../../source/index.ts';
import type { RuleInput } from './analyse.ts';
import type { BodyPart } from './catalog-rule.ts';

const languages: Readonly<Record<string, string>> = {
  sigma: 'yaml',
  escu: 'yaml',
  'elastic-toml': 'toml',
  'kibana-ndjson': 'json',
  savedsearches: 'conf',
};

/** The rule as it is written: its part of the file that holds it, and the modules that its conditions come from. */
export function bodyOf({ read, file, end }: RuleInput): readonly BodyPart[] {
  const { format, line } = read.location;
  const start = offsetOf(file, line);
  const text = (start === 0 && end === file.text.length ? file.text : file.text.slice(start, end)).trimEnd();
  const own = {
    name: nameOf(file.path),
    language: languages[format] ?? (format.startsWith('panther') ? 'yaml' : format),
    text,
  };
  const modules = read.rule === undefined ? [] : modulesOf(read.rule, file);
  return [own, ...modules];
}

/** Offset of a 1-based line; what stands before the first rule of a file belongs to it. */
export function offsetOf(file: SourceFile, line: number): number {
  let at = 0;
  for (let count = 1; count < line; count++) {
    const next = file.text.indexOf('\n', at);
    if (next === -1) return file.text.length;
    at = next + 1;
  }
  return at;
}

function modulesOf({ search }: Rule, file: SourceFile): readonly BodyPart[] {
  const files = new Map<string, SourceFile>();
  for (const { where } of eventsOf(search))
    for (const { leaf } of leaves(where))
      for (const { file: other } of leaf.origin)
        if (other.path !== file.path && other.path.endsWith('.py')) files.set(other.path, other);
  return [...files.values()].map(({ path, text }) => ({ name: nameOf(path), language: 'python', text }));
}

function nameOf(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}
