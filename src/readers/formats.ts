import type { SourceFile } from '../source/index.ts';
import { isBesideEscu, ofOthers } from './beside-escu.ts';
import type { Reader } from './reader.ts';

/** A format with the means to tell its files, and to load its reader only when a file needs it. */
export interface FormatEntry {
  readonly format: string;
  readonly title: string;
  readonly extensions: readonly string[];
  /** Whether this looks like a document of the format. Cheap; a file may be broken and still be one. */
  readonly accepts: (file: SourceFile) => boolean;
  readonly load: () => Promise<Reader>;
  /** Takes files of its extensions in which no format can be told: broken ones. */
  readonly takesRest?: true;
}

/** Keys of the top level that only detections of security content have beside their search. */
const escuKey =
  /^["']?(?:how_to_implement|known_false_positives|data_source|analytic_story|drilldown_searches|rba)["']?\s*:/m;

const bare = (format: 'kql' | 'lucene' | 'eql' | 'esql' | 'spl', title: string): FormatEntry => ({
  format,
  title,
  extensions: [`.${format}`],
  accepts: file => file.path.toLowerCase().endsWith(`.${format}`),
  load: async () => (await import('./bare-query.ts')).bareQueryReader(format),
});

/** Every format that ruleglot reads. */
export const formats: readonly FormatEntry[] = [
  {
    format: 'escu',
    title: 'Splunk security content YAML',
    extensions: ['.yml', '.yaml'],
    accepts: file => {
      const { text } = file;
      const isDetection = /^["']?search["']?\s*:/m.test(text) && escuKey.test(text) && !ofOthers.test(text);
      return isDetection || isBesideEscu(file);
    },
    load: async () => (await import('./escu-yaml.ts')).escuReader,
  },
  {
    format: 'panther',
    title: 'Panther rule, YAML and Python',
    extensions: ['.yml', '.yaml'],
    accepts: ({ text }) => /^["']?AnalysisType["']?\s*:/m.test(text),
    load: async () => (await import('./panther-yaml.ts')).pantherReader,
  },
  {
    format: 'sigma',
    title: 'Sigma YAML',
    extensions: ['.yml', '.yaml'],
    accepts: ({ text }) => /(?:^|[\s{,])["']?(?:logsource|detection|correlation)["']?\s*:/.test(text),
    load: async () => (await import('./sigma-yaml.ts')).sigmaReader,
    takesRest: true,
  },
  {
    format: 'elastic-toml',
    title: 'Elastic detection-rules TOML',
    extensions: ['.toml'],
    accepts: ({ path, text }) => /\.toml$/i.test(path) && /^\s*\[\s*(?:rule|metadata)\s*[\].]/m.test(text),
    load: async () => (await import('./elastic-toml.ts')).elasticTomlReader,
  },
  {
    format: 'kibana-ndjson',
    title: 'Kibana rule export, NDJSON',
    extensions: ['.ndjson'],
    accepts: ({ path, text }) =>
      /\.(?:ndjson|jsonl?)$/i.test(path) &&
      /^\s*\{[^\n]*"(?:rule_id|risk_score|exported_count|exported_rules_count|list_id)"\s*:/.test(
        text.slice(0, 200_000),
      ),
    load: async () => (await import('./kibana-ndjson.ts')).kibanaNdjsonReader,
  },
  {
    format: 'savedsearches',
    title: 'Splunk savedsearches.conf',
    extensions: ['.conf'],
    accepts: ({ text }) => /^\s*\[[^\n]*\]\s*$/m.test(text) && /^\s*search\s*=/m.test(text),
    load: async () => (await import('./saved-searches.ts')).savedSearchesReader,
  },
  bare('kql', 'bare KQL query'),
  bare('lucene', 'bare Lucene query'),
  bare('eql', 'bare EQL query'),
  bare('esql', 'bare ES|QL query'),
  bare('spl', 'bare SPL search'),
];

/** The formats whose files end as this one does. */
export function formatsNamed({ path }: SourceFile): readonly FormatEntry[] {
  const extension = /\.[^./]+$/.exec(path)?.[0]?.toLowerCase() ?? '';
  return formats.filter(({ extensions }) => extensions.includes(extension));
}

/** The format that a file shows itself to be of, among those of its extension where it has one of theirs. */
export function formatOf(file: SourceFile): FormatEntry | undefined {
  const named = formatsNamed(file);
  const candidates = named.length > 0 ? named : formats.filter(({ format }) => !format.endsWith('ql'));
  return candidates.find(({ accepts }) => accepts(file));
}
