import { parse as parseToml } from 'smol-toml';
import type { Metadata } from '../../ir/index.ts';
import { isTable } from '../../readers/elastic-document.ts';
import { readMetadata as readElasticMetadata } from '../../readers/elastic-metadata.ts';
import { readEscuMetadata } from '../../readers/escu-metadata.ts';
import type { ReadRule } from '../../readers/index.ts';
import { readPantherMetadata } from '../../readers/panther-metadata.ts';
import { readMetadata as readSigmaMetadata } from '../../readers/sigma-metadata.ts';
import { readYaml } from '../../readers/yaml-document.ts';
import { type SourceFile, spanOf } from '../../source/index.ts';

/** What a rule says of itself whose search could not be read as a whole. */
export function unreadMetadata(read: ReadRule, file: SourceFile): Metadata {
  const { format, document, title, id } = read.location;
  const vendor = vendorOf(format);
  const bare = {
    vendor,
    title: title ?? id ?? 'Untitled rule',
    ...(id === undefined ? {} : { id }),
    ...{
      authors: [],
      references: [],
      falsePositives: [],
      attack: [],
      tags: [],
      related: [],
      fields: [],
      extra: {},
    },
  };
  try {
    if (format === 'elastic-toml') return tomlMetadata(file, bare.title);
    const tree = vendor === 'elastic' ? undefined : readYaml(file)[document]?.tree;
    if (tree?.kind !== 'map') return bare;
    if (vendor === 'panther') return readPantherMetadata(tree, bare.title).metadata;
    if (format === 'escu') return readEscuMetadata(tree, bare.title).metadata;
    return format === 'sigma' ? readSigmaMetadata(tree, bare.title).metadata : bare;
  } catch {
    return bare;
  }
}

function vendorOf(format: string): Metadata['vendor'] {
  if (format === 'sigma') return 'sigma';
  if (format.startsWith('panther')) return 'panther';
  return ['escu', 'savedsearches', 'spl'].includes(format) ? 'splunk' : 'elastic';
}

function tomlMetadata(file: SourceFile, title: string): Metadata {
  const data: unknown = parseToml(file.text);
  const whole = isTable(data) ? data : {};
  const rule = isTable(whole['rule']) ? whole['rule'] : {};
  const document = { file, data: whole, span: () => spanOf(file, 0, 0), text: () => undefined };
  return readElasticMetadata(document, rule, title, []);
}
