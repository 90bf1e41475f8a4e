import { stringify } from 'yaml';
import { appOf } from '../plan.ts';
import type { LayPack, PackItem, PackPart } from './pack-layout.ts';

/** Folders of panther-analysis by the type of what is in them (https://github.com/panther-labs/panther-analysis). */
const folders: Readonly<Record<string, string>> = {
  rule: 'rules',
  scheduled_rule: 'rules',
  correlation_rule: 'correlation_rules',
  scheduled_query: 'queries',
  saved_query: 'queries',
  global: 'global_helpers',
  datamodel: 'data_models',
};

/** An analysis folder with a manifest that names what belongs to the pack (https://docs.panther.com/detections/packs). */
export const layPanther: LayPack = ({ planned, items }) => {
  const parts = items.flatMap(partsOf);
  const { id, label, description } = appOf(planned);
  const ids = parts.flatMap(({ text, file }) =>
    file.endsWith('.yml') && !staysApart(text) ? idsIn(text) : [],
  );
  const manifest = {
    AnalysisType: 'pack',
    PackID: id,
    DisplayName: label,
    Description: description,
    PackDefinition: { IDs: [...new Set(ids)].sort() },
  };
  const files = new Map(
    ids.length === 0 ? [] : [[`packs/${id.toLowerCase()}.yml`, stringify(manifest, { lineWidth: 0 })]],
  );
  return { parts, files, heads: new Map() };
};

/**
 * Panther's tool uploads nothing that is experimental or deprecated, and then refuses the whole folder for a manifest that names
 * it; `pat check-packs` asks the same of three tags, too (https://github.com/panther-labs/panther_analysis_tool).
 */
const apartByStatus = /^Status: *["']?(?:experimental|deprecated)["']? *$/im;
const apartByTag =
  /^Tags:\n(?: *- .*\n)*? *- *["']?(?:no pack|configuration required|multi-table query)["']? *$/im;

function staysApart(text: string): boolean {
  return apartByStatus.test(text) || apartByTag.test(text);
}

/** Python stands beside the YAML that names it. */
function partsOf({ key, documents }: PackItem): readonly PackPart[] {
  const types = new Map<string, string>();
  for (const { path, text } of documents) {
    const type = /^AnalysisType: *"?([a-z_]+)/m.exec(text)?.[1];
    if (path.endsWith('.yml') && type !== undefined) types.set(path.slice(0, -'.yml'.length), type);
  }
  return documents.map(({ path, text }) => {
    const type = types.get(path.replace(/\.[a-z]+$/, '')) ?? 'rule';
    return { key, file: `${folders[type] ?? 'rules'}/${path}`, text };
  });
}

function idsIn(text: string): readonly string[] {
  const found = /^(?:RuleID|QueryName|GlobalID|DataModelID): *(.+)$/m.exec(text)?.[1];
  return found === undefined ? [] : [found.trim().replace(/^(["'])(.*)\1$/, '$2')];
}
