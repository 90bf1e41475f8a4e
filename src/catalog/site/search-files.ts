import type { CatalogRule, Corpus } from '../corpus/corpus.ts';
import { groupRules, techniqueIds } from '../corpus/corpus.ts';
import { compareText } from '../model/split-conditions.ts';
import { scriptData } from './html.ts';
import type { SiteFile } from './layout.ts';
import { rulePath, sourcePath, type TechniqueNames, techniquePath, vendorName } from './names.ts';

/** Kind (as the script names it), title, more words, path. */
type SearchRow = readonly [kind: string, title: string, more: string, path: string];

const partSize = 400_000;

/** The index of the search as scripts, which pages from a file system may load where they may not fetch data. */
export function searchFiles(
  rules: readonly CatalogRule[],
  corpus: Corpus,
  names: TechniqueNames,
  fieldPath: (field: string) => string,
): readonly SiteFile[] {
  const rows = [...titleRows(rules, names, fieldPath), ...valueRows(rules, corpus)];
  const parts: string[][] = [[]];
  let size = 0;
  for (const row of rows) {
    const text = scriptData(row);
    if (size + text.length > partSize && size > 0) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(text);
    size += text.length + 1;
  }
  const files = parts.map((part, at) => ({
    path: `search/part-${at + 1}.js`,
    text: `ruleglotSearch({rows:[${part.join(',\n')}]});\n`,
  }));
  const index = scriptData({ files: files.map(({ path }) => path.slice('search/'.length)) });
  return [{ path: 'search/index.js', text: `ruleglotSearch(${index});\n` }, ...files];
}

function titleRows(
  rules: readonly CatalogRule[],
  names: TechniqueNames,
  fieldPath: (field: string) => string,
): readonly SearchRow[] {
  const techniques = [...groupRules(rules, techniqueIds)];
  const sources = [...groupRules(rules, rule => rule.sources.map(({ title }) => title))];
  const fields = [...groupRules(rules, rule => rule.indicators.map(({ canonical }) => canonical))];
  return [
    ...techniques.map(
      ([id, own]): SearchRow => ['a', `${id} ${names.of(id)}`, `${own.length} rules`, techniquePath(id)],
    ),
    ...rules.map(
      (rule): SearchRow => [
        'b',
        rule.title,
        [vendorName(rule.vendor), rule.id, ...rule.techniques.map(({ id }) => id)]
          .filter(each => each !== undefined)
          .join(' '),
        rulePath(rule),
      ],
    ),
    ...fields.map(([field, own]): SearchRow => ['c', field, `${own.length} rules`, fieldPath(field)]),
    ...sources.map(([title, own]): SearchRow => ['d', title, `${own.length} rules`, sourcePath(title)]),
  ];
}

const longestValue = 200;

/** Values lead to the rule that looks for them; of those that several rules share, to each of the first few. */
function valueRows(rules: readonly CatalogRule[], corpus: Corpus): readonly SearchRow[] {
  const values = groupRules(rules, rule => rule.indicators.flatMap(row => row.values));
  return [...values]
    .filter(([value]) => value.length > 2)
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([value, own]) => {
      const [first] = own;
      if (first === undefined) return [];
      const more =
        own.length === 1 ? first.title : `${own.length} rules, the first: ${corpus.rule(first.index).title}`;
      return [['e', value.slice(0, longestValue), more, rulePath(first)] as const];
    });
}
