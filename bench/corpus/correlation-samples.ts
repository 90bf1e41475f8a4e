/** Sigma's correlations, each type with each condition, grouping and nesting: documents of one file, by a name. */
const event = (name: string, id: number): string =>
  `title: ${name}\nname: ${name}\nlogsource: {product: windows, service: security}\ndetection:\n  s: {EventID: ${id}}\n  condition: s\n`;

const events = [event('a', 4625), event('b', 4624), event('d', 4634)];

interface Written {
  readonly type: string;
  readonly of: string;
  readonly condition?: string;
  readonly name?: string;
  readonly by?: string;
  readonly span?: string;
  readonly more?: string;
}

function correlation({
  type,
  of,
  condition = '',
  name = 'c',
  by = '[IpAddress]',
  span = '10m',
  more = '',
}: Written): string {
  return [
    ...[`title: ${name}`, `name: ${name}`, 'correlation:', `  type: ${type}`, `  rules: [${of}]`],
    ...(by === '' ? [] : [`  group-by: ${by}`]),
    `  timespan: ${span}`,
    ...(more === '' ? [] : [more]),
    ...(condition === '' ? [] : [`  condition: ${condition}`]),
    '',
  ].join('\n');
}

const aliases = '  aliases:\n    who: {a: IpAddress, b: SubjectUserName}';

/** Each order, and a range of two. */
const operators = (low: number, high: number): readonly string[] => [
  ...['gt', 'gte', 'lt', 'lte', 'eq', 'neq'].map(operator => `${operator}: ${low}`),
  `gte: ${low}, lt: ${high}`,
];

/** What a condition of each type names beside its numbers, and the numbers. */
const counted: Readonly<Record<string, readonly [fields: string, ...numbers: readonly string[]]>> = {
  event_count: ['', ...operators(3, 5), 'gte: 1', 'gt: 1, lte: 3'],
  value_count: ['field: TargetUserName, ', ...operators(3, 5), 'gt: 1, lte: 3'],
  value_sum: ['field: LogonType, ', ...operators(100, 200)],
  value_avg: ['field: LogonType, ', ...operators(100, 200), 'gte: 100.5'],
  value_median: ['field: LogonType, ', ...operators(100, 200)],
  value_percentile: ['field: LogonType, percentile: 95, ', ...operators(100, 200)],
};

function countedSamples(): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(counted).flatMap(([type, [fields, first = '', ...others]]) => {
    const of = (numbers: string, more: Partial<Written> = {}) => [
      correlation({ type, of: 'a', condition: `{${fields}${numbers}}`, ...more }),
    ];
    return [
      ...[first, ...others].map(numbers => [`${type} ${numbers}`, of(numbers)] as const),
      [`${type} of all`, of(first, { by: '' })],
      [`${type} by two fields`, of(first, { by: '[IpAddress, WorkstationName]' })],
      [`${type} of two rules`, of(first, { of: 'a, b' })],
      [`${type} by an alias`, of(first, { of: 'a, b', by: '[who]', more: aliases })],
      [`${type} with its rules`, of(first, { more: '  generate: true' })],
      [`${type} within 30 seconds`, of(first, { span: '30s' })],
      [`${type} within 2 days`, of(first, { span: '2d' })],
    ] as const;
  });
}

const conditions: Readonly<Record<string, readonly string[]>> = {
  'temporal a, b': ['', 'a and b', 'a or b', 'a and not b', '{gte: 1}', '{eq: 1}', '{lt: 2}', '{gte: 2}'],
  'temporal a, b, d': [
    ...['', 'a and (b or d)', '(a or b) and not d', '{gte: 2}', '{eq: 2}', 'a or b or d'],
    ...['not (a and b) and d', '{gte: 2, lt: 3}'],
  ],
  'temporal_ordered a, b': ['', 'a and b', 'a and not b', '{gte: 2}'],
  'temporal_ordered a, b, d': ['', 'a and b and d', 'a and b and not d'],
};

function temporalSamples(): readonly (readonly [string, readonly string[]])[] {
  const all = Object.entries(conditions).flatMap(([key, written]) => {
    const [type = '', ...of] = key.split(' ');
    const one = (condition: string, more: Partial<Written> = {}) => [
      correlation({ type, of: of.join(' '), condition, ...more }),
    ];
    return written.map(condition => [`${key} ${condition}`, one(condition)] as const);
  });
  const more = ['temporal', 'temporal_ordered'].flatMap(type => {
    const one = (own: Partial<Written>) => [correlation({ type, of: 'a, b', ...own })];
    return [
      [`${type} of all`, one({ by: '' })],
      [`${type} of all, and not`, one({ by: '', condition: 'a and not b' })],
      [`${type} by two fields`, one({ by: '[IpAddress, WorkstationName]' })],
      [`${type} by an alias`, one({ by: '[who]', more: aliases })],
      [`${type} by an alias, and not`, one({ by: '[who]', more: aliases, condition: 'a and not b' })],
      [`${type} with its rules`, one({ more: '  generate: true' })],
      [`${type} within 30 seconds`, one({ span: '30s' })],
      [`${type} of one rule`, one({ of: 'a' })],
    ] as const;
  });
  return [...all, ...more];
}

const own = { name: 'i', span: '5m', of: 'a' };

/** Of events, by short names. */
const inner: Readonly<Record<string, Written>> = {
  many: { ...own, type: 'event_count', condition: '{gte: 3}' },
  few: { ...own, type: 'event_count', condition: '{lt: 3}' },
  different: { ...own, type: 'value_count', condition: '{field: TargetUserName, gte: 3}' },
  sum: { ...own, type: 'value_sum', condition: '{field: LogonType, gt: 100}' },
  average: { ...own, type: 'value_avg', condition: '{field: LogonType, gt: 100}' },
  median: { ...own, type: 'value_median', condition: '{field: LogonType, gt: 100}' },
  percentile: { ...own, type: 'value_percentile', condition: '{field: LogonType, percentile: 95, gt: 100}' },
  both: { ...own, type: 'temporal', of: 'a, b' },
  'one without the other': { ...own, type: 'temporal', of: 'a, b', condition: 'a and not b' },
  'in order': { ...own, type: 'temporal_ordered', of: 'a, b' },
  'in order without': { ...own, type: 'temporal_ordered', of: 'a, b, d', condition: 'a and b and not d' },
};

/** Of alerts of those. */
const outer: Readonly<Record<string, Written>> = {
  many: { type: 'event_count', of: 'i', condition: '{gte: 2}', span: '1h' },
  few: { type: 'event_count', of: 'i', condition: '{lt: 2}', span: '1h' },
  different: { type: 'value_count', of: 'i', condition: '{field: TargetUserName, gte: 2}', span: '1h' },
  sum: { type: 'value_sum', of: 'i', condition: '{field: LogonType, gt: 100}', span: '1h' },
  average: { type: 'value_avg', of: 'i', condition: '{field: LogonType, gt: 100}', span: '1h' },
  median: { type: 'value_median', of: 'i', condition: '{field: LogonType, gt: 100}', span: '1h' },
  percentile: {
    ...{ type: 'value_percentile', of: 'i', span: '1h' },
    condition: '{field: LogonType, percentile: 95, gt: 100}',
  },
  both: { type: 'temporal', of: 'i, d' },
  'one without the other': { type: 'temporal', of: 'i, d', condition: 'i and not d' },
  either: { type: 'temporal', of: 'i, d', condition: 'i or d' },
  'in order': { type: 'temporal_ordered', of: 'i, d' },
  'in order, last': { type: 'temporal_ordered', of: 'd, i' },
};

const middle: Readonly<Record<string, Written>> = {
  many: { type: 'event_count', of: 'i', condition: '{gte: 2}', name: 'm', span: '30m' },
  both: { type: 'temporal', of: 'i, b', name: 'm', span: '30m' },
  'in order': { type: 'temporal_ordered', of: 'i, b', name: 'm', span: '30m' },
};

function nestedSamples(): readonly (readonly [string, readonly string[]])[] {
  const twice = Object.entries(inner).flatMap(([name, written]) =>
    Object.entries(outer).map(
      ([above, over]) => [`${above} of ${name}`, [correlation(written), correlation(over)]] as const,
    ),
  );
  const thrice = ['many', 'different', 'both', 'in order'].flatMap(name =>
    Object.entries(middle).flatMap(([between, held]) =>
      ['many', 'both', 'in order'].map(above => {
        const over = outer[above] ?? held;
        const all = [inner[name] ?? held, held, { ...over, of: over.of.replace('i', 'm') }];
        return [`${above} of ${between} of ${name}`, all.map(correlation)] as const;
      }),
    ),
  );
  return [...twice, ...thrice];
}

const who = '  aliases:\n    who: {a: IpAddress, b: SubjectUserName}';
const whose = '  aliases:\n    whose: {i: IpAddress, d: SubjectUserName}';

/** What alerts are grouped by, beneath what takes them. */
const innerKeys: Readonly<Record<string, Partial<Written>>> = {
  'by a user': { by: '[TargetUserName]' },
  'by a user and an address': { by: '[TargetUserName, IpAddress]' },
  'by the number': { by: '[LogonType, IpAddress]' },
  'by an alias': { of: 'a, b', by: '[who]', more: who },
  'by an alias and a user': { of: 'a, b', by: '[who, TargetUserName]', more: who },
};

const outerKeys: Readonly<Record<string, Partial<Written>>> = {
  'of all': { by: '' },
  'by address': {},
  'by two fields': { by: '[IpAddress, TargetUserName]' },
  'by the alias': { by: '[who]' },
  'by an alias of both': { by: '[whose]', more: whose },
};

/** Alerts that are grouped otherwise than what takes them. */
function regroupedSamples(): readonly (readonly [string, readonly string[]])[] {
  const many = { ...own, type: 'event_count', condition: '{gte: 2}' };
  return Object.entries(innerKeys).flatMap(([inside, below]) =>
    Object.entries(outerKeys).flatMap(([outside, above]) =>
      Object.entries(outer).flatMap(([name, over]) => {
        const takesAlias = outside === 'by the alias' && !inside.includes('alias');
        const takesBoth = outside === 'by an alias of both' && !over.of.includes(',');
        if (takesAlias || takesBoth) return [];
        const documents = [correlation({ ...many, ...below }), correlation({ ...over, ...above })];
        return [[`${name} ${outside}, of many ${inside}`, documents] as const];
      }),
    ),
  );
}

/** What is measured is what alerts are grouped by. */
function measuredKeys(): readonly (readonly [string, readonly string[]])[] {
  const inside: Written = {
    ...own,
    type: 'event_count',
    condition: '{gte: 2}',
    of: 'a, b',
    by: '[who]',
    more: who,
  };
  return Object.entries(outer).flatMap(([name, { condition = '', ...over }]) => {
    const asked = condition.replace('TargetUserName', 'who').replace('LogonType', 'who');
    if (asked === condition) return [];
    return ['', '[WorkstationName]'].map(by => {
      const documents = [correlation(inside), correlation({ ...over, condition: asked, by })];
      return [`${name} of an inner alias${by === '' ? '' : ' by another field'}`, documents] as const;
    });
  });
}

export const correlationTexts: ReadonlyMap<string, string> = new Map(
  [
    ...countedSamples(),
    ...temporalSamples(),
    ...nestedSamples(),
    ...regroupedSamples(),
    ...measuredKeys(),
  ].map(([name, documents]) => [name, [...events, ...documents].join('---\n')]),
);
