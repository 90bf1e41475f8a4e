import { stringify } from 'yaml';
import { contentStem, distinctContentName } from './content-name.ts';
import type { LayPack, PackItem, PackPart } from './pack-layout.ts';
import { splunkMacro } from './splunk-macro.ts';

/** Detections of security content, which contentctl builds an app of, and the macros that they use (https://github.com/splunk/contentctl). */
export const layEscu: LayPack = ({ items, macros }) => ({
  parts: detections(items),
  files: new Map(Object.entries(macros).map(([name, definition]) => macroFile(name, definition))),
  heads: new Map(),
});

/** A detection, its file and the macro that ends its search have one name; where several have it, that of their file is added. */
function detections(items: readonly PackItem[]): readonly PackPart[] {
  const found = items.flatMap(({ key, documents }) =>
    documents.map(({ path, text }) => ({ key, path, text, name: nameOf(text) })),
  );
  const counts = new Map<string, number>();
  for (const { name } of found) counts.set(contentStem(name), (counts.get(contentStem(name)) ?? 0) + 1);
  return found.map(({ key, path, text, name }) => {
    if (counts.get(contentStem(name)) === 1) return { key, file: fileOf(name), text };
    const own = distinctContentName(name, path.replace(/\.yml$/, ''));
    return { key, file: fileOf(own), text: renamed(text, name, own) };
  });
}

function nameOf(text: string): string {
  return /^name: (['"]?)(.*)\1$/m.exec(text)?.[2] ?? '';
}

function fileOf(name: string): string {
  return `detections/${contentStem(name)}.yml`;
}

function renamed(text: string, name: string, own: string): string {
  return text
    .replace(/^name: .*$/m, () => `name: ${own}`)
    .replace(`| \`${contentStem(name)}_filter\``, () => `| \`${contentStem(own)}_filter\``);
}

function macroFile(written: string, definition: string): readonly [path: string, text: string] {
  const { name, parameters } = splunkMacro(written, definition);
  const given = parameters.length === 0 ? {} : { arguments: parameters };
  const text = stringify({
    name,
    ...given,
    definition,
    description: `Of the searches of this pack: ${name}`,
  });
  return [`macros/${name}.yml`, text];
}
