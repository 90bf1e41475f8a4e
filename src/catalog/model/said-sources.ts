import { recognisePanther } from '../../fields/recognise-panther.ts';

import { always, type Metadata } from '../../ir/index.ts';
import type { ReadRule } from '../../readers/index.ts';
import { recogniseSplunk } from '../../readers/splunk-source.ts';
import { readYaml } from '../../readers/yaml-document.ts';
import { entryOf, type SourceFile } from '../../source/index.ts';
import type { SourceReference } from './catalog-rule.ts';
import { sourceTitle } from './facts-of.ts';

/** The data sources that a rule names in its document, whose search is not known. */
export function saidSources(
  { location }: ReadRule,
  file: SourceFile,
  metadata: Metadata,
): readonly SourceReference[] {
  if (metadata.vendor === 'panther')
    return references(listAt(file, location.document, 'LogTypes'), each => recognisePanther([each]));
  if (location.format === 'escu')
    return references(listAt(file, location.document, 'data_source'), recognisedSplunk);
  return [];
}

function references(
  names: readonly string[],
  idOf: (name: string) => string | undefined,
): readonly SourceReference[] {
  const found = new Map<string, SourceReference>();
  for (const name of names) {
    const id = idOf(name);
    const title = (id === undefined ? undefined : sourceTitle(id)) ?? name;
    found.set(title, id === undefined ? { title } : { id, title });
  }
  return [...found.values()];
}

function recognisedSplunk(name: string): string | undefined {
  const events = {
    kind: 'events',
    source: { splunk: { search: '' } },
    where: always(true),
    origin: [],
  } as const;
  return recogniseSplunk(events, [name]).source.id;
}

function listAt(file: SourceFile, document: number, key: string): readonly string[] {
  try {
    const tree = readYaml(file)[document]?.tree;
    const list = tree?.kind === 'map' ? entryOf(tree, key)?.value : undefined;
    if (list?.kind !== 'list') return [];
    return list.items.flatMap(item => (item.kind === 'scalar' ? [item.written] : []));
  } catch {
    return [];
  }
}
