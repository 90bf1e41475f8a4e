import { type Catalogue, code } from '../define-codes.ts';

const dsl = 'https://www.elastic.co/docs/reference/query-languages/querydsl';

/** Reading Elastic's rule documents. */
export const elasticReaderCodes = {
  'elastic/toml': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this is not valid TOML: ${problem}`,
    explanation:
      'The file breaks a rule of TOML 1.0 (https://toml.io/en/v1.0.0), so nothing of it can be read.',
  }),
  'elastic/json': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this line is not valid JSON: ${problem}`,
    explanation:
      'A Kibana export holds one JSON object a line. Other lines of the file are read all the same.',
  }),
  'elastic/no-rule': code({
    severity: 'error',
    message: () => 'there is no rule here',
    help: () => 'a detection-rules file has a [rule] table',
    explanation: 'The document is well formed, but holds no rule.',
  }),
  'elastic/missing-key': code<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `the rule has no ${key}`,
    explanation: 'A rule of this type cannot be read without this key.',
  }),
  'elastic/key-type': code<{ key: string; wants: string }>({
    severity: 'error',
    message: ({ key, wants }) => `${key} must be ${wants}`,
    explanation: "The key's value is of the wrong type, or out of its range.",
  }),
  'elastic/unknown-type': code<{ type: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ type, nearest }) =>
      `there is no rule type ${type}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    help: () => 'types: query, saved_query, eql, threshold, new_terms, threat_match, esql, machine_learning',
    explanation: "The rule's type says how Kibana runs its query.",
  }),
  'elastic/unknown-language': code<{ language: string; type: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ language, type, nearest }) =>
      `a rule of type ${type} is not written in ${language}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    explanation:
      'query, saved_query, threshold, new_terms and threat_match take kuery or lucene; eql takes eql.',
  }),
  'elastic/no-query': code({
    severity: 'error',
    message: () => 'a machine-learning rule has no query: it watches the anomalies of a job',
    explanation:
      'What such a rule finds is decided by the model of an anomaly detection job, which no query can say. It is refused in every target; its line of the report has what the rule says of itself (`metadata`).',
  }),
  'elastic/saved-query': code({
    severity: 'error',
    message: () => 'the query of this rule is kept in Kibana under its saved_id',
    help: () => 'export the rule with its query',
    explanation:
      'A saved_query rule may name a saved query instead of holding one. It cannot be read without it.',
  }),
  'elastic/filter': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this filter cannot be read: ${problem}`,
    explanation: `A filter is part of the rule's condition, so a rule with one that cannot be lowered is refused whole. Read are bool, term, terms, match, match_phrase, multi_match with fields, exists, range, prefix, wildcard, regexp, nested, query_string, constant_score, match_all and match_none. See ${dsl}.`,
  }),
  'elastic/range-bounds': code<{ field: string }>({
    severity: 'note',
    message: ({ field }) =>
      `both bounds of this range are tested on their own: ${field} is taken to have one value`,
    explanation:
      'In a field with several values a range query needs one value within both bounds; two conditions may be met by two values. For a field with one value they are the same.',
  }),
  'elastic/exceptions': code<{ count: number }>({
    severity: 'warning',
    message: ({ count }) =>
      count === 1
        ? 'an exception list is attached to this rule and stays behind'
        : `${count} exception lists are attached to this rule and stay behind`,
    help: () => 'add the exceptions to the query, or keep them in the target',
    explanation:
      "Kibana leaves out events that an attached exception list names. The rule holds only the list's id: where no export holds the list and all of its items beside the rule, the translation finds those events too. An export's items are read with the rule, save for lists of values and items that end some day.",
  }),
  'elastic/schedule': code<{ key: string; text: string; stands: string }>({
    severity: 'warning',
    message: ({ key, text, stands }) => `${key} = ${text} is no span of one length: ${stands}`,
    explanation:
      'from, to and history_window_start are now minus a span (now-9m, now-1d-12h), interval is a span (5m). What a rounded instant (now-1d/d) or a month is before a run hangs on when that is, and a date is ever longer ago: of a rounded instant and of a history of months the longest span stands, else the default, and what a search over several events loses by that is told. A rule that gives neither looks back six minutes (from = now-6m), every five minutes (interval = 5m), as Kibana does.',
  }),
  'elastic/unknown-severity': code<{ severity: string }>({
    severity: 'warning',
    message: ({ severity }) => `there is no severity ${severity}`,
    help: () => 'low, medium, high or critical',
    explanation: 'The rule is read without a level.',
  }),
  'elastic/untitled': code<{ title: string }>({
    severity: 'warning',
    message: ({ title }) => `the rule has no name and is called ${title}`,
    explanation: 'A rule should have a name. It is called by its id, or by its file.',
  }),
  'elastic/skipped-line': code<{ what: string }>({
    severity: 'note',
    message: ({ what }) => `${what} is no rule and is left out`,
    explanation:
      'An export of the detection engine also holds exception lists and their items, connectors and a summary line. What a rule names of them goes with it to Elastic; the others are told and left out.',
  }),
} as const satisfies Catalogue;
