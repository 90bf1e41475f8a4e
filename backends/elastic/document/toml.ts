import type { Emission, EmitRequest, Metadata, Rule } from '../../../src/ir/index.ts';
import { ruleId } from '../../rule-id.ts';
import { verdictComment } from '../../verdict-comment.ts';
import { pipelineOf } from '../esql/several.ts';
import { versionNeeded } from '../esql/version.ts';
import { ruleKeys, type Table, tableOf, withoutEmpty } from './rule-keys.ts';
import { writeToml } from './toml-writer.ts';

/** A file of the layout of Elastic's detection-rules repository. https://github.com/elastic/detection-rules */
export function emitToml(request: EmitRequest): Emission {
  const { metadata } = request.planned.rule;
  const { keys, lost, ...told } = ruleKeys(request);
  const others = metadata.vendor === 'elastic' ? metadata.extra : {};
  const document = {
    metadata: sorted({
      ...buildingBlockKeys(request.planned.rule),
      ...stackKeys(request),
      ...headKeys(metadata),
    }),
    ...withoutEmpty({ ...others, metadata: undefined, rule: undefined }),
    rule: queryLast({ ...keys, name: repositoryName(metadata), query: withColumns(request) }),
  };
  return {
    files: [{ path: `${request.fileName}.toml`, text: `${verdictComment(request)}${writeToml(document)}` }],
    lost: [...lost, ...leftBehind(metadata)],
    ...told,
  };
}

/** Connectors stand in files of their own, which are not made of an export; what its lists leave out the query does. */
function leftBehind({ attached = [] }: Metadata): readonly string[] {
  return attached.every(line => line.includes('"list_id"')) ? [] : ['connectors of actions'];
}

/** Of Sigma's words for the state of a rule. */
const maturities: Readonly<Record<string, string>> = {
  stable: 'production',
  test: 'development',
  experimental: 'experimental',
  deprecated: 'deprecated',
  unsupported: 'deprecated',
};

/** The schema of detection-rules asks for dates, also of rules that say none; today's would make every build another. */
const unknownDate = '1970-01-01';

function headKeys(metadata: Metadata): Table {
  const status = metadata.status === undefined ? undefined : maturities[metadata.status];
  return withoutEmpty({
    creation_date: slashed(metadata.created ?? metadata.modified ?? unknownDate),
    maturity: status ?? (isOfRepository(metadata) ? undefined : 'development'),
    updated_date: slashed(metadata.modified ?? metadata.created ?? unknownDate),
    ...(metadata.vendor === 'elastic' ? tableOf(metadata.extra['metadata']) : {}),
  });
}

/** What the query needs is said of it, unless the rule says what it needs itself. */
function stackKeys({ planned, dialect }: EmitRequest): Table {
  const { several } = planned;
  if (several === undefined || dialect.name !== 'esql') return {};
  const version = versionNeeded(pipelineOf({ ...planned, several }));
  if (version === undefined) return {};
  return {
    min_stack_version: `${version}.0`,
    min_stack_comments: `The query has a command of ES|QL that came with ${version}.`,
  };
}

/**
 * detection-rules asks building blocks to look back two hours, once an hour, or to say that they run by another schedule (`validate_bbr`):
 * a rule keeps its own. https://github.com/elastic/detection-rules/blob/main/detection_rules/rule.py
 */
function buildingBlockKeys({ metadata, schedule }: Rule): Table {
  if (!metadata.isBuildingBlock) return {};
  const { lookBack, until = 0, every } = schedule ?? { lookBack: 0, every: 0 };
  return lookBack + until >= 119 * 60 && every >= 3600 ? {} : { bypass_bbr_timing: true };
}

/** Rules of Elastic's repository say themselves what they are; those that Kibana exported do not. */
function isOfRepository({ vendor, extra }: Metadata): boolean {
  return vendor === 'elastic' && extra['metadata'] !== undefined;
}

/** What Kibana keeps with a rule once it is there, and a file of the repository has no key for; its versions stand in a file of their own. */
const kibanaKeys: ReadonlySet<string> = new Set([
  ...['id', 'immutable', 'rule_source', 'version', 'revision', 'output_index', 'execution_summary'],
  ...['created_at', 'created_by', 'updated_at', 'updated_by'],
]);

function slashed(date: string | undefined): string | undefined {
  return date?.replaceAll('-', '/');
}

function sorted(table: Table): Table {
  return Object.fromEntries(Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What the schema of detection-rules has names begin and end with (NAME_PATTERN). */
function repositoryName(metadata: Metadata): string {
  const plain = metadata.title.replace(/^[^A-Za-z0-9]+/, '').replace(/[^A-Za-z0-9[\]()]+$/, '');
  return plain.length < 3 ? `Rule ${ruleId(metadata)}` : plain;
}

/** The schema of detection-rules asks each query of ES|QL what it keeps. */
function withColumns({ query, dialect }: EmitRequest): string {
  return dialect.name !== 'esql' || /\|\s*keep\s/i.test(query) ? query : `${query}\n| keep *`;
}

/** Keys in alphabetical order, the query after them on lines of its own, tables last. */
function queryLast({ query, ...keys }: Table): Table {
  const { threat, ...others } = sorted(
    Object.fromEntries(Object.entries(keys).filter(([key]) => !kibanaKeys.has(key))),
  );
  return { ...others, query: `${String(query)}\n`, threat };
}
