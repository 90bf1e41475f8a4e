import { parse, stringify } from 'yaml';
import { derivedId } from '../derived-id.ts';
import { contentStem, distinctContentName, longestContentName } from './content-name.ts';
import type { LayoutRequest, LayPack, PackPart } from './pack-layout.ts';
import { settledNames } from './settled-names.ts';
import { type LookupTable, lookupTables } from './splunk-lookups.ts';
import { splunkMacro } from './splunk-macro.ts';

/** Detections of security content, which contentctl builds an app of, with their macros, look-ups and stories (https://github.com/splunk/contentctl). */
export const layEscu: LayPack = request => {
  const { tables, diagnostics } = lookupTables(request);
  const files = new Map([
    ...Object.entries(request.macros).map(([name, definition]) => macroFile(name, definition)),
    ...tables.flatMap(lookupFiles),
  ]);
  const longest = longestContentName(request.planned.pack.app?.label);
  const parts = detections(request, longest);
  for (const name of storiesOf(parts)) files.set(`stories/${contentStem(name)}.yml`, storyFile(name));
  return { parts, files, heads: new Map(), diagnostics };
};

/** Analytic stories that detections name; of two with one file the first. */
function storiesOf(parts: readonly PackPart[]): readonly string[] {
  const names = parts.flatMap(({ text }) => {
    if (!/^ +analytic_story:$/m.test(text)) return [];
    const { tags } = parse(text) as { readonly tags: { readonly analytic_story: readonly string[] } };
    return tags.analytic_story;
  });
  return [...new Map([...new Set(names)].sort().map(name => [contentStem(name), name])).values()];
}

/** What a story tells stands where its detections are from: https://github.com/splunk/contentctl (Story). */
function storyFile(name: string): string {
  const description = `Detections of the analytic story ${name}`;
  return stringify(
    {
      name,
      id: derivedId(`story:${name}`),
      version: 1,
      date: '1970-01-01',
      author: 'ruleglot',
      status: 'production',
      description,
      narrative: description,
      references: [],
      tags: {
        category: ['Uncategorized'],
        product: ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'],
        usecase: 'Advanced Threat Detection',
      },
    },
    { lineWidth: 0 },
  );
}

/** A detection, its file and the macro that ends its search have one name; where several have it, that of their file is added. */
function detections({ items, held }: LayoutRequest, longest: number): readonly PackPart[] {
  const found = items.flatMap(({ key, documents }) =>
    documents.map(({ path, text }) => ({ key, path, text, name: nameOf(text) })),
  );
  const names = settledNames(
    found.map(({ key, path, name }) => ({
      key,
      own: name,
      distinct: distinctContentName(name, path.replace(/\.yml$/, ''), longest),
      isTooLong: name.length > longest,
    })),
    key => new Set(held?.(key)),
    fileOf,
  );
  return found.map(({ key, text, name }, at) => {
    const settled = names[at] ?? name;
    return { key, file: fileOf(settled), text: settled === name ? text : renamed(text, name, settled) };
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

/** The table lies beside what says of it, under the same name: https://github.com/splunk/contentctl (CSVLookup). */
function lookupFiles({ name, csv }: LookupTable): readonly (readonly [path: string, text: string])[] {
  const text = stringify({
    name,
    date: '1970-01-01',
    version: 1,
    id: derivedId(`lookup:${name}`),
    author: 'ruleglot',
    lookup_type: 'csv',
    case_sensitive_match: true,
    description: `Rows that searches of this pack look up: ${name}`,
  });
  return [
    [`lookups/${name}.yml`, text],
    [`lookups/${name}.csv`, csv],
  ];
}
