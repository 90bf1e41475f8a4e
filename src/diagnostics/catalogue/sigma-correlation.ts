import { type Catalogue, code } from '../define-codes.ts';

const specification =
  'https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html';
const filters = 'https://sigmahq.io/sigma-specification/specification/sigma-filters-specification.html';
const quote = (sentence: string) => `the Sigma specification 2.1 says: "${sentence}"`;

/** Sigma's correlations and filters, and the aggregations that correlations have replaced. */
export const sigmaCorrelationCodes = {
  'lower/deprecated-aggregation': code({
    severity: 'warning',
    message: () => 'a condition with `|` is of Sigma 1; it is read as the correlation that it stands for',
    help: () =>
      quote(
        'This was the first approach defined in Sigma with aggregations and the near operator and is now obsolete.',
      ),
    explanation: `Aggregations (\`| count() by user > 5\` with a \`timeframe\`) were replaced by [correlations](${specification}) with version 2. \`count(field)\` counts the different values of a field. Write a correlation document that refers to the rule.`,
  }),
  'lower/near-aggregation': code({
    severity: 'error',
    message: () => '`near` of Sigma 1 is not read: nobody has said what it means when its selections overlap',
    help: () => 'write each selection as a rule of its own, and a correlation of type `temporal` over them',
    explanation: `\`| near\` asked for events of several selections close to each other. It was never defined whole, few backends had it, and version 2 has [temporal correlations](${specification}#temporal-proximity-temporal) in its place.`,
  }),
  'lower/aggregation-without-timeframe': code({
    severity: 'error',
    message: () => 'this aggregation has no `timeframe`, so that nobody can say within what time it counts',
    help: () => 'give the rule a `timeframe`, or better a correlation document with a `timespan`',
    explanation: `Where a rule of Sigma 1 said no timeframe, each converter took whatever span its search was run over. A [correlation](${specification}#time-selection) must say one.`,
  }),
  'lower/deprecated-timeframe': code({
    severity: 'error',
    message: () => '`timeframe` asks for several events, which Sigma 2 says with a correlation rule',
    help: () => 'move it as `timespan` to a correlation document; remove it when one event is enough',
    explanation:
      '`timeframe` belonged to the aggregations of version 1. Left aside without a word it would make another rule.',
  }),
  'parse/sigma-aggregation': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `\`${found}\` is no aggregation that is known`,
    help: () =>
      '`count() by user > 5`; also `count(field)`, `sum(field)`, `avg(field)`, `min(field)`, `max(field)`',
    explanation: `What stands behind the \`|\` of a condition of Sigma 1 is a function, its field in parentheses, the keys behind \`by\`, and a comparison with a number. [Correlations](${specification}) have replaced it.`,
  }),
  'lower/timespan': code<{ key: string; written: string }>({
    severity: 'error',
    message: ({ key, written }) => `\`${key}: ${written}\` is no span of time`,
    help: () => 'a number and one of s, m, h, d: `90m` is one hour and a half',
    explanation: `See [time selection](${specification}#time-selection).`,
  }),
  'lower/timespan-unit': code<{ unit: string; seconds: number }>({
    severity: 'warning',
    message: ({ unit, seconds }) =>
      `the unit \`${unit}\` is not of the specification; it is read as pySigma does: ${seconds} seconds`,
    help: () => 'the specification has s, m, h and d',
    explanation: `pySigma also takes \`w\` for weeks, \`M\` for months (a twelfth of a mean year) and \`y\` for years. [Time selection](${specification}#time-selection).`,
  }),
  'lower/correlation-type': code<{ written: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ written }) => `there is no correlation type \`${written}\``,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
    explanation: `Types are event_count, value_count, value_sum, value_avg, value_median, value_percentile, temporal and temporal_ordered. [Specification](${specification}#correlation-types).`,
  }),
  'lower/correlation-key': code<{ name: string; nearest: string | undefined }>({
    severity: 'warning',
    message: ({ name }) => `\`${name}\` is no key of a correlation, and has no effect`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
    explanation: `A correlation has type, rules, group-by, timespan, condition and aliases. [Specification](${specification}#correlation-section).`,
  }),
  'lower/correlation-condition': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this condition of a correlation cannot be read: ${problem}`,
    help: () => 'for example `condition: {gte: 10}`, with `field: User` where values are looked at',
    explanation: `A condition compares what was counted with a number by gt, gte, lt, lte, eq or neq; two of them are a range. Types that look at values name their \`field\`, and value_percentile its \`percentile\`. [Specification](${specification}#condition).`,
  }),
  'lower/extended-condition': code({
    severity: 'warning',
    message: () => 'a condition of names is not of the specification; it is read as pySigma does',
    help: () =>
      'pySigma takes names of rules with `and`, `or`, `not` for the types temporal and temporal_ordered',
    explanation: `An extended condition (\`rule_a and not rule_b\`) says which of the rules must have events within the time span. Version 2.1 has [maps alone](${specification}#condition).`,
  }),
  'lower/correlation-order': code({
    severity: 'error',
    message: () => 'nobody can say what order this condition asks for',
    help: () =>
      'temporal_ordered goes with all rules: leave the condition away, or join names by `and` alone',
    explanation: `The events of a temporal_ordered correlation stand in the order of its \`rules\`. Where only some of them have to occur, neither the [specification](${specification}#ordered-temporal-proximity-temporal_ordered) nor its readers agree on which order is meant.`,
  }),
  'lower/unknown-rule': code<{ reference: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ reference }) => `no rule with the name or id \`${reference}\` was given`,
    help: ({ nearest }) =>
      nearest === undefined
        ? 'give the file that holds it as a further PATH'
        : `did you mean \`${nearest}\`? Else give the file that holds it as a further PATH`,
    explanation: `A correlation refers to other rules by \`name\` or \`id\`; they stand in the same file or in another one of the same run. [Related rules](${specification}#related-rules).`,
  }),
  'lower/ambiguous-rule': code<{ reference: string; count: number }>({
    severity: 'error',
    message: ({ reference, count }) => `${count} rules have the name or id \`${reference}\``,
    help: () => 'names and ids that are referred to must be unique',
    explanation: `Which of them is meant cannot be guessed. [Related rules](${specification}#related-rules).`,
  }),
  'lower/correlation-of-broken-rule': code<{ reference: string; path: string }>({
    severity: 'error',
    message: ({ reference, path }) => `the rule \`${reference}\` in ${path} could not be read`,
    help: () => 'see what is said of that rule',
    explanation: 'A correlation needs all rules that it refers to.',
  }),
  'lower/correlation-cycle': code<{ reference: string }>({
    severity: 'error',
    message: ({ reference }) => `by way of \`${reference}\` this correlation refers to itself`,
    explanation:
      'Correlations may refer to correlations, but the chain has to end at rules over single events.',
  }),
  'lower/correlation-too-large': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `with all that it refers to, this correlation has more than ${limit} rules`,
    explanation: 'The limit keeps a few hostile documents from growing without bounds.',
  }),
  'lower/correlation-rule-twice': code<{ reference: string }>({
    severity: 'error',
    message: ({ reference }) => `\`${reference}\` is referred to twice`,
    help: () => 'to ask for several events of one rule, use event_count, and correlate that correlation',
    explanation: `Readers differ on whether a rule that is named twice needs two events or one. [Related rules](${specification}#related-rules).`,
  }),
  'lower/correlation-alias': code<{ alias: string; problem: string }>({
    severity: 'error',
    message: ({ alias, problem }) => `the alias \`${alias}\` ${problem}`,
    help: () => 'an alias names, for each rule of the correlation, the field that it stands for',
    explanation: `Events of a rule that an alias leaves out have no value for it, so that they could never be grouped with the others. [Field name aliases](${specification}#field-name-aliases).`,
  }),
  'lower/correlation-alias-unused': code<{ alias: string }>({
    severity: 'warning',
    message: ({ alias }) => `nothing uses the alias \`${alias}\``,
    help: () => 'name it in `group-by`, or remove it',
    explanation: `Aliases have an effect only through [group-by](${specification}#field-name-aliases).`,
  }),
  'lower/correlation-without-group': code({
    severity: 'note',
    message: () => 'this correlation has no `group-by`: it counts the events of everybody together',
    help: () => quote('Attribute: group-by, Use: mandatory'),
    explanation: `The specification calls [group-by](${specification}#grouping) mandatory and optional in the same paragraph; its readers take its absence for one group.`,
  }),
  'lower/correlation-of-nothing': code<{ holds: 'alone' | 'never' }>({
    severity: 'warning',
    message: ({ holds }) =>
      holds === 'alone'
        ? 'this condition holds where there are no events alone: nothing makes a group of those, and the rule never alerts'
        : 'this condition holds of no number of events, and the rule never alerts',
    help: () =>
      'what is missing is told beside what is there: an extended condition `here and not missing` over two rules',
    explanation: `Groups are made of the events that fit ([grouping](${specification}#grouping)); of those that do not come there is none, and nothing says whose they would have been. A condition that holds of nothing among others (\`lt: 5\`) is held against groups with events alone, given \`groups-of-events\`.`,
  }),
  'read/sigma-correlated-rules': code<{ names: string }>({
    severity: 'note',
    message: ({ names }) => `what this correlation refers to is no rule by itself: ${names}`,
    help: () => 'with `generate: true` in this document it is translated by itself too',
    explanation: `"Generate: defines if the rules referred from the correlation rule should be converted as stand-alone rules or if only the correlation query should be generated (default)." [Specification](${specification}#generate).`,
  }),
  'lower/filter-polarity': code({
    severity: 'warning',
    message: () =>
      'the condition of this filter is no negation: of the rules, only events that fit it are left',
    help: () => 'to leave out what the selection finds, write `condition: not selection`',
    explanation: `The condition of a filter is joined to that of the rule by \`and\`, as pySigma does. The [specification](${filters}) says that filters suppress matches, does not say how, and has an example with \`condition: selection\`.`,
  }),
  'lower/filter-unknown-rule': code<{ reference: string; nearest: string | undefined }>({
    severity: 'warning',
    message: ({ reference }) => `this filter names \`${reference}\`, and no such rule was given`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
    explanation: `A filter refers to rules by \`id\` or \`name\`. [Specification](${filters}#relative-rules).`,
  }),
  'lower/filter-source': code<{ reference: string }>({
    severity: 'warning',
    message: ({ reference }) =>
      `this filter is not joined to \`${reference}\`, whose log source is another one`,
    help: () => 'the log source of a filter is that of its rules, or says less of it',
    explanation: `Category, product and service of a filter must each be absent or the same as in the rule. [Specification](${filters}#log-source).`,
  }),
} as const satisfies Catalogue;
