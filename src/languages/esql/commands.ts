/** Why a command of ES|QL stands in no rule that ruleglot reads: https://www.elastic.co/docs/reference/query-languages/esql/esql-commands */
const reasons: Readonly<Record<string, string>> = {
  completion: 'it asks a language model, whose answers no other product can give',
  dense_vector: 'it asks a language model',
  rerank: 'it orders rows by a model, which no other product has',
  fork: 'a branch, and a query within another, has no branches of its own',
  fuse: 'it merges the scores of result lists, which a detection does not have',
  sample: 'it keeps rows by chance, so that what a rule finds is not certain',
  ts: 'time series are metrics, not events',
  row: 'it makes rows of constants, and reads no events',
  show: 'it tells of the installation, and reads no events',
  promql: 'time series are metrics, not events',
  external: 'it reads files outside of Elasticsearch',
  mmr: 'it spreads results by vectors, which events do not have',
  eql: 'it asks another language of Elasticsearch, in which the rule can be written itself',
  highlight: 'it marks passages of texts, and keeps every row',
  ip_location: 'it needs the list of places of addresses',
  ts_collapse: 'time series are metrics, not events',
  explain: 'it tells of the execution of a query',
  set: 'settings stand before the query, each with a semicolon behind it',
  registered_domain: 'it needs the list of public suffixes',
  user_agent: 'it needs the list of user agents',
  metrics_info: 'time series are metrics, not events',
  ts_info: 'time series are metrics, not events',
};

export const commandNames: readonly string[] = [
  ...[
    'bottomk',
    'change_point',
    'dedup',
    'dissect',
    'drop',
    'enrich',
    'eval',
    'fork',
    'from',
    'grok',
    'inline stats',
  ],
  ...['keep', 'limit', 'limitk', 'lookup join', 'mv_expand', 'rename', 'sort', 'stats', 'topk', 'uri_parts'],
  'where',
];

/** What to write in the place of some of them. */
const instead: Readonly<Record<string, string>> = {
  completion: 'where no condition asks for its column, leave the command out: it keeps every row',
  dense_vector: 'where no condition asks for its column, leave the command out: it keeps every row',
  highlight: 'leave the command out: it keeps every row',
  ip_location:
    'write `enrich POLICY on FIELD` with a policy that holds the places: other products look it up in a table',
  mmr: 'write sort and limit',
  registered_domain:
    'write `enrich POLICY on FIELD`, or ask for the ending: FIELD like "*.example.com" or FIELD == "example.com"',
  rerank: 'write sort',
  row: 'begin with the indices of the rule: `from logs-* | …`',
  sample: 'leave the command out, so that each event is looked at',
  show: 'begin with the indices of the rule: `from logs-* | …`',
  ts: 'where the rule counts events, write `from INDEX | stats … by bucket(@timestamp, 1 hour)`',
  user_agent: 'ask for parts of the text: FIELD like "*curl/*"; or write `enrich POLICY on FIELD`',
};

export function helpAgainst(command: string): string | undefined {
  return instead[command.toLowerCase()];
}

export function reasonAgainst(command: string): string | undefined {
  return reasons[command.toLowerCase()];
}
