import { describe, expect, test } from 'vitest';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verdictOf } from './verdict-of.ts';

const A = '[any where a == "x"]';
const B = '[any where b == "y"]';

describe('events in a row as far apart as they like are not all within what a run looks back on', () => {
  test.each([
    [`sequence by k ${A} ${B}`, 'splunk', 'spl narrower tested'],
    [`sequence by k ${A} ${B}`, 'panther', 'sql narrower tested'],
    [`sequence by k ${A} with runs=5 ${B}`, 'panther', 'sql narrower tested'],
    [`sequence by k ${A} ${B}`, 'elastic', 'eql exact proved'],
    [`sequence by k with maxspan=1d ${A} ${B}`, 'splunk', 'spl exact tested'],
  ])('%s to %s', async (query, target, expected) => {
    expect((await verdictOf('q.eql', query, target)).verdict).toBe(expected);
  });
});

const rule = (name: string, detection: string): string =>
  `title: ${name}\nname: ${name}\nlogsource: {product: windows, category: network_connection}\ndetection:\n  s: ${detection}\n  condition: s\n---\n`;

const correlation = (type: string, more = ''): string =>
  `title: c\ncorrelation:\n  type: ${type}\n  rules: [one, other]\n  group-by: [Computer]\n  timespan: 5m\n${more}`;

describe('an event counts for each rule of a correlation in order that it fits', () => {
  const shared = `${rule('one', '{DestinationPort: 80}')}${rule('other', '{Image: a}')}`;
  test.each([
    ['splunk', 'spl exact tested'],
    ['panther', 'sql exact tested'],
    ['elastic', 'esql exact tested'],
  ])('to %s', async (target, expected) => {
    expect((await verdictOf('r.yml', `${shared}${correlation('temporal_ordered')}`, target)).verdict).toBe(
      expected,
    );
  });

  test.each([
    ['splunk', 'spl exact tested'],
    ['panther', 'sql exact tested'],
    ['sigma', 'sigma exact proved'],
    ['elastic', 'esql exact tested'],
  ])('one kind alone is in no order, whatever must not come: to %s', async (target, expected) => {
    const text = correlation('temporal_ordered', '  condition: one and not other\n');
    expect((await verdictOf('r.yml', `${shared}${text}`, target)).verdict).toBe(expected);
  });

  test.each([
    ['splunk', 'spl exact tested'],
    ['panther', 'sql exact tested'],
    ['sigma', 'sigma exact proved'],
    ['elastic', 'esql exact tested'],
  ])('one that must not come: to %s', async (target, expected) => {
    const text = correlation('temporal_ordered', '  condition: one and other and not third\n');
    const all = `${shared}${rule('third', '{Initiated: false}')}${text.replace('other]', 'other, third]')}`;
    expect((await verdictOf('r.yml', all, target)).verdict).toBe(expected);
  });
});

test('a text that is no address is none of the values of a series', async () => {
  const one = rule('one', "{DestinationIp: [' lead', '10.0.0.1']}");
  const [port, never] = ['{DestinationPort: 80}', '{DestinationIp: x}'].map(
    other => `${one}${rule('other', other)}${correlation('temporal')}`,
  );
  const { verdict, given } = await verdictOf('r.yml', port ?? '', 'elastic');
  expect(verdict).toBe('esql exact tested');
  expect(given).toContain('ip:destination.ip');
  expect((await verdictOf('r.yml', never ?? '', 'elastic')).verdict).toBe('esql different unverified');
});

test('no event is of two log sources, whose events are kept in places of their own', async () => {
  const other =
    'title: other\nname: other\nlogsource: {product: azure, service: auditlogs}\ndetection:\n  s: {properties.message: a}\n  condition: s\n---\n';
  const aliases = '  aliases:\n    Computer: {one: Computer, other: properties.correlationId}\n';
  const text = `${rule('one', '{DestinationPort: 80}')}${other}${correlation('temporal_ordered', aliases)}`;
  expect((await verdictOf('r.yml', text, 'splunk')).verdict).toBe('spl exact tested');
  expect((await verdictOf('r.yml', text, 'panther')).verdict).toBe('correlation exact tested');
});

test('what one of two log sources loses is all that is lost of events in order', async () => {
  const audit =
    'title: other\nname: other\nlogsource: {product: linux, service: auditd}\ndetection:\n  s: {type: EXECVE}\n  condition: s\n---\n';
  const text = `${rule('one', '{DestinationPort: 80}')}${audit}${correlation('temporal_ordered')}`;
  expect((await verdictOf('r.yml', text, 'elastic')).verdict).toBe('eql broader proved');
});

const expanded = (index: string, field: string): string =>
  `FROM ${index} | MV_EXPAND ${field} | WHERE ${field} RLIKE "[0-9a-f]{8}" | STATS n = COUNT(*) BY ${field} | WHERE n > 3`;

test('a column that a row is made of for each of its values holds one of them', async () => {
  const query = expanded('logs-kubernetes.audit_logs-*', 'kubernetes.audit.sourceIPs');
  expect((await verdictOf('q.esql', query, 'panther')).verdict).toBe('sql exact proved');
});

test.each([
  [
    'a column for each value',
    'MV_EXPAND FIELD | WHERE FIELD RLIKE "[0-9a-f]{8}" | STATS n = COUNT(*) BY FIELD',
  ],
  ['a condition', 'WHERE FIELD == "x" | STATS n = COUNT(*) BY azure.correlation_id'],
  ['what has no value', 'WHERE FIELD IS NULL | STATS n = COUNT(*) BY azure.correlation_id'],
  ['a measure', 'STATS n = COUNT_DISTINCT(FIELD) BY azure.correlation_id'],
  ['a key', 'STATS n = COUNT(*) BY FIELD'],
  ['values in small letters', 'STATS v = VALUES(TO_LOWER(FIELD)), n = COUNT(*) BY azure.correlation_id'],
  [
    'a number of values in small letters',
    'STATS n = COUNT_DISTINCT(TO_LOWER(FIELD)) BY azure.correlation_id',
  ],
  [
    'a column made of each value',
    'EVAL l = TO_LOWER(FIELD) | WHERE l RLIKE "ab.*" | STATS n = COUNT_DISTINCT(l) BY azure.correlation_id',
  ],
  ['a key made of each value', 'EVAL l = TRIM(SUBSTRING(FIELD, 1, 4)) | STATS n = COUNT(*) BY l'],
  [
    'one value or a list',
    'EVAL v = COALESCE(source.ip::string, FIELD) | WHERE v != "::1" | STATS n = COUNT(*) BY v',
  ],
])('%s over a field of the elements of a list is read back from SQL', async (_what, stages) => {
  const field = 'azure.auditlogs.properties.additional_details.value';
  const query = `FROM logs-azure.auditlogs-* | ${stages.replaceAll('FIELD', field)} | WHERE n > 3`;
  const { verdict } = await verdictOf('q.esql', query, 'panther');
  expect(verdict).toMatch(/^sql exact /);
});

const document = (query: string): string =>
  `[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\nfrom = "now-9m"\ninterval = "5m"\nindex = ["logs-*"]\ntype = "eql"\nlanguage = "eql"\nquery = '''${query}'''\n`;

describe('what EQL has beside steps is read back from SPL and SQL', () => {
  const C = '[any where c == "z"]';
  const spanned = 'sequence by k with maxspan=5m';
  test.each([
    ['an end of a longer sequence', `${spanned} ${A} ${B} ${C} until [any where d == "w"]`],
    ['an end and a missing event', `${spanned} ${A} ![any where d == "w"] ${B} until ${C}`],
    ['an optional key of repeated events', `sequence by k, ?l with maxspan=5m ${A} with runs=2 ${B}`],
    ['the first of the last', `${spanned} ${A} ${B} ${C} | tail 2 | head 1`],
    ['the last before which something is missing', `sequence by ?k with maxspan=4m !${A} ${A} ${C} | tail 1`],
    ['the first after which something is missing', `${spanned} ${A} ${B} !${C} | head 2`],
    ['the last around which something is missing', `${spanned} !${C} ${A} !${B} | tail 2 | head 1`],
    ['the last with an optional key', `sequence by k, ?l with maxspan=5m ${A} !${C} ${B} | tail 1`],
    ['what ends the last ones too', `${spanned} ${A} [any where a in ("x", "y")] until ${A} | tail 1`],
    ['repeated events with an optional key', `sequence by k, ?l with maxspan=5m ${A} with runs=2 | tail 1`],
    ['a span of less than a second', `sequence by k with maxspan=500ms ${A} ${B}`],
    ['a span of one millisecond', `sequence by k with maxspan=1ms !${C} ${A} ${B} | head 3`],
    ['repeated events within less than a second', `sequence by k with maxspan=500ms ${A} with runs=3`],
    ['the first of repeated events', `${spanned} ${A} with runs=3 | head 2`],
  ])('%s', async (_name, query) => {
    expect((await verdictOf('r.toml', document(query), 'splunk')).verdict).toBe('spl exact tested');
    expect((await verdictOf('r.toml', document(query), 'panther')).verdict).toBe('sql exact tested');
  });

  test('samples without an optional key belong together', async () => {
    const query = `sample by k, ?l ${A} [any where a : "x*"]`;
    expect((await verdictOf('r.toml', document(query), 'splunk')).verdict).toBe('spl broader tested');
    expect((await verdictOf('r.toml', document(query), 'panther')).verdict).toBe('sql exact proved');
  });

  test.each(['splunk', 'panther'])('the first of samples is refused by %s', async target => {
    const query = `sample by k ${A} ${B} | head 1`;
    expect((await verdictOf('r.toml', document(query), target)).verdict).toBe('refused');
  });
});

test('different values of the events of two rules are read back from SQL', async () => {
  const rules = `${rule('one', '{DestinationPort: 80}')}${rule('other', '{Image: a}')}`;
  const counted = correlation('value_count', '  condition: {field: User, gte: 3}\n');
  expect((await verdictOf('r.yml', `${rules}${counted}`, 'panther')).verdict).toBe('sql exact tested');
});

test('the first groups by a number are read back from SQL', async () => {
  const query = 'FROM logs-* | WHERE k IS NOT NULL | STATS n = COUNT(*) BY k | SORT n DESC | LIMIT 3';
  expect((await verdictOf('q.esql', query, 'panther')).verdict).toBe('sql exact proved');
});

test('new terms of two fields of several values are read back from SQL', async () => {
  const text = document('host.ip: *')
    .replaceAll('"eql"', '"kuery"')
    .replace('type = "kuery"', 'type = "new_terms"');
  const terms =
    '[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["host.ip", "process.args"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"\n';
  expect((await verdictOf('r.toml', `${text}${terms}`, 'panther')).verdict).toBe('sql exact tested');
});

describe('rows with those of a table beside them', () => {
  const asked = 'enrich hosts-p on source.ip with owner, r = risk | where owner is not null and r == "high"';
  test.each([
    [asked, 'lookup-table:hosts_p'],
    ['lookup join bad on source.ip | where level == "high" and zone.name like "dmz*"', 'lookup-table:bad'],
    ['eval k = to_lower(user.name) | lookup join vip on k | where vip == true', 'lookup-table:vip'],
    ['enrich _any:p on source.ip | where zone == "dmz" | sort @timestamp desc | limit 9', 'lookup-table:p'],
    [
      'where user.name is not null | lookup join vip on user.name | stats n = count_distinct(source.ip) where vip == "x" by user.name | where n > 3',
      'lookup-table:vip',
    ],
  ])('%s', async (commands, expected) => {
    const query = `from logs-aws.cloudtrail-* | ${commands}`;
    const splunk = await verdictOf('q.esql', query, 'splunk');
    const panther = await verdictOf('q.esql', query, 'panther');
    expect([splunk.verdict, panther.verdict]).toEqual(['spl exact proved', 'sql exact proved']);
    expect(splunk.given).toContain(expected);
    expect(panther.given).toContain(expected);
  });

  test('by a field that the policy alone knows', async () => {
    const query = 'from logs-aws.cloudtrail-* | enrich p | where zone == "dmz"';
    expect((await verdictOf('q.esql', query, 'splunk')).verdict).toBe('refused');
    expect((await verdictOf('q.esql', query, 'panther')).verdict).toBe('refused');
    expect((await verdictOf('q.esql', query, 'elastic')).verdict).toBe('esql exact proved');
  });
});

describe('what is first by something, in the names of the target', () => {
  const first = (by: string): string =>
    `from logs-aws.cloudtrail-* | where user.name is not null | stats f = first(event.action, ${by}), c = count() by user.name | where f == "a" and c > 2`;
  test.each([
    ['@timestamp', 'splunk', 'spl exact proved'],
    ['@timestamp', 'panther', 'sql exact proved'],
    ['event.ingested', 'splunk', 'refused'],
    ['event.ingested', 'panther', 'sql exact proved'],
    ['source.ip', 'panther', 'refused'],
  ])('by %s to %s', async (by, target, expected) => {
    const { verdict } = await verdictOf('q.esql', first(by), target);
    expect(verdict.endsWith('refused') ? 'refused' : verdict).toBe(expected);
  });
});

describe('values in order', () => {
  const head = 'from logs-aws.cloudtrail-* | where user.name is not null';
  test.each([
    ['the first texts', `${head} | sort user.name | limit 5 | where event.action == "x"`, 'spl exact proved'],
    [
      'the greatest address',
      `${head} | stats m = max(source.ip) by user.name | where m == "10.0.0.1"`,
      'refused',
    ],
    [
      'the greatest of a number',
      `${head} | stats m = max(http.response.body.bytes) by user.name | where m > 5`,
      'spl exact proved',
    ],
  ])('%s', async (_name, query, expected) => {
    expect((await verdictOf('q.esql', query, 'splunk')).verdict).toBe(expected);
  });

  test('sort with a number keeps so many', async () => {
    const kept = '[x]\nsearch = index=i a=x | stats count AS n BY k | sort 5 -n | where n>3\n';
    const all = kept.replace('sort 5', 'sort 0');
    const text = async (query: string): Promise<string> => {
      const source = new SourceFile('a.conf', query);
      const rule = (await readerFor(source))?.read(source, { placeholders: new Map() }).at(-1)?.rule;
      return JSON.stringify(rule?.search);
    };
    expect(await text(kept)).toContain('"limit"');
    expect(await text(all)).not.toContain('"limit"');
  });
});

describe('parts of times, items of lists and remainders are read back from SQL', () => {
  const head = 'from logs-aws.cloudtrail-* | where user.name is not null';
  const counted = 'stats c = count(*) by user.name | where c > 3';
  test.each([
    `${head} | eval d = date_extract("day_of_week", @timestamp) | where d in (6, 7) | ${counted}`,
    `${head} | where date_extract("day_of_year", @timestamp) > 360 | ${counted}`,
    `${head} | eval p = split(user.name, "."), l = mv_last(p) | where l == "admin" | ${counted}`,
    `${head} | ${counted} and c % 2 == 0`,
    `${head} | stats c = count(*) by user.name, bucket(@timestamp, 5 minutes) | where c > 3`,
    `${head} and @timestamp > now() - 1 hour and @timestamp <= now() | ${counted}`,
  ])('%s', async query => {
    expect((await verdictOf('q.esql', query, 'panther')).verdict).toMatch(/^sql exact (?:proved|tested)$/);
  });

  test('the time of a run in SPL', async () => {
    const query = `${head} and @timestamp > now() - 1 hour and @timestamp <= now() | ${counted}`;
    expect((await verdictOf('q.esql', query, 'splunk')).verdict).toBe('spl exact proved');
  });

  test.each([
    'where mv_count(tag) >= 2 | stats n = count(*) by k | where n >= 5',
    'eval m = mv_count(tag) | stats n = sum(m) by k | where n >= 5',
  ])('values of a field that is counted are counted in SQL: %s', async stages => {
    let sql = '';
    const { verdict, given } = await verdictOf('q.esql', `${head} | ${stages}`, 'panther', query => {
      sql = query;
      return query;
    });
    expect(verdict).toBe('sql exact proved');
    expect(given).not.toContain('single-valued:tag');
    expect(sql).toContain('NULLIF(ARRAY_SIZE(TO_ARRAY(tag)), 0)');
  });

  test('what is beyond a proof is said in words', async () => {
    const query = `${head} | stats v = values(event.action) by user.name | where mv_count(v) > 3 and greatest(1, mv_count(v)) > 4`;
    const { verdict } = await verdictOf('q.esql', query, 'panther');
    expect(verdict).not.toContain('{');
  });
});

describe('large numbers of events are scaled on both sides', () => {
  const counting = (condition: string, type = 'event_count'): string =>
    `${rule('one', '{DestinationPort: 80}')}title: c\ncorrelation:\n  type: ${type}\n  rules: [one]\n  group-by: [Computer]\n  timespan: 10m\n  condition: ${condition}\n`;
  test.each([
    ['splunk', counting('{gte: 500}'), 'spl exact tested'],
    ['panther', counting('{gt: 1000}'), 'sql exact tested'],
    ['splunk', counting('{gte: 400, field: Image}', 'value_count'), 'spl exact tested'],
  ])('to %s (%#)', async (target, text, expected) => {
    expect((await verdictOf('r.yml', text, target)).verdict).toBe(expected);
  });

  test.each([
    ['splunk', '>=40', '>=40', 'exact tested'],
    ['splunk', '>=40', '>=41', 'narrower tested contradicted'],
    ['splunk', '>=40', '>=39', 'broader tested contradicted'],
    ['splunk', '600s', '599s', 'narrower tested contradicted'],
    ['splunk', '600s', '601s', 'broader tested contradicted'],
    ['splunk', ' BY Computer', '', 'broader tested contradicted'],
    ['splunk', '| streamstats', '| head 20 | streamstats', 'narrower tested contradicted'],
    ['splunk', '| streamstats', '| dedup Image | streamstats', 'narrower tested contradicted'],
    ['panther', '>= 40', '>= 41', 'narrower tested contradicted'],
  ])('what %s says is known by it: %s as %s', async (target, part, other, expected) => {
    const text = counting('{gte: 40}');
    const changed = (query: string): string => {
      expect(query).toContain(part);
      return query.replace(part, other);
    };
    expect((await verdictOf('r.yml', text, target, changed)).verdict).toContain(expected);
  });
});

describe('Splunk takes the nearest rank where nothing else is said', () => {
  const esql =
    'from logs-aws.cloudtrail-* | where user.name is not null | stats m = median(http.response.body.bytes) by user.name | where m > 5';
  const spl = '[x]\nsearch = index=i a=x | stats p95(b) AS n BY k | where n>3\n';
  test.each([
    ['q.esql', esql, 'splunk'],
    ['a.conf', spl, 'panther'],
    ['a.conf', spl, 'elastic'],
  ])('%s: %s to %s', async (file, text, target) => {
    const { verdict, given } = await verdictOf(file, text, target);
    expect(verdict).toContain('exact');
    expect(given).toContain('percentile-method:interpolated');
  });
});

test('a sequence of Elastic comes back to it, whatever its fields are mapped as', async () => {
  const step = 'any where kubernetes.audit.user.groups == "system:masters"';
  const query = `sequence by k with maxspan=1m [${step}] [any where b == "y"]`;
  expect((await verdictOf('q.eql', query, 'elastic')).verdict).toBe('eql exact proved');
});

test('so many rows are those of each group, or of all where there are none', async () => {
  const spl = (command: string): string => `[x]\nsearch = index=i a=x | sort 0 _time | ${command}\n`;
  const own = 'streamstats window=3 global=f count AS n BY k | where n=3';
  expect((await verdictOf('a.conf', spl(own), 'splunk')).verdict).toMatch(/exact/);
  await expect(verdictOf('a.conf', spl(own.replace('global=f ', '')), 'splunk')).rejects.toThrow();
});

test('a look-up of Splunk is one of a policy; rows before each one alone are refused', async () => {
  const spl = (commands: string): string => `[x]\nsearch = index=i a=x | ${commands}\n`;
  const lookup = spl('lookup assets host OUTPUT tier | where tier="gold"');
  const before = spl('sort 0 _time | streamstats current=f time_window=10m count AS n BY k | where n>5');
  const { verdict, given } = await verdictOf('a.conf', lookup, 'elastic');
  expect(verdict).toBe('esql exact proved');
  expect(given).toContain('lookup-table:assets');
  expect((await verdictOf('a.conf', before, 'panther')).verdict).toMatch(/refused$/);
});

describe('what a run does not see is not taken for what is missing', () => {
  const kinds = `${rule('one', '{Protocol: tcp}')}${rule('other', '{Image: a}')}`;
  const few = `${kinds}${correlation('value_avg', '  condition: {gte: 30, field: DestinationPort}\n').replace('[one, other]', '[one]')}`;
  const alone = `${kinds}${correlation('temporal', '  condition: one and not other\n')}`;
  const started = `sequence by k with maxspan=5m ![any where c == "z"] ${A} ${B}`;
  const cases = [
    ['r.yml', few, 'splunk', 'spl'],
    ['r.yml', alone, 'splunk', 'spl'],
    ['q.eql', started, 'splunk', 'spl'],
    ['r.yml', few, 'panther', 'sql'],
    ['r.yml', alone, 'panther', 'sql'],
  ] as const;
  /** Rows that ended before the last run, as Splunk and as Panther leave them out. */
  const recent =
    /\n\| where _time >= relative_time\(now\(\), "-\d+s"\)$|\nWHERE p_occurs_since\('1 hour'\)\n$/;

  test.each(cases)('%#: only what ended since the last run is told', async (file, text, target, dialect) => {
    let last = '';
    const whole = await verdictOf(file, text, target, query => {
      last = query;
      return query;
    });
    expect(whole.verdict).toBe(`${dialect} exact tested`);
    expect(last).toMatch(recent);
  });

  test.each(cases.filter(([, text, target]) => target === 'splunk' && text !== few))(
    '%#: without that more is found',
    async (file, text, target) => {
      const cut = await verdictOf(file, text, target, query => query.replace(recent, ''));
      expect(cut.verdict).toBe('spl broader tested contradicted');
    },
  );
});

describe('alerts are for the group of what completed them', () => {
  const many = correlation('event_count', '  condition: {gte: 3}\n')
    .replace('title: c', 'title: c\nname: many')
    .replace('[one, other]', '[one]');
  const text = `${rule('one', '{DestinationPort: 80}')}${many}---\n${correlation(
    'event_count',
    '  condition: {gte: 2}\n',
  )
    .replace('[one, other]', '[many]')
    .replace('[Computer]', '[SourceIp]')
    .replace('5m', '1h')}`;
  test.each([
    ['splunk', 'spl exact tested'],
    ['panther', 'sql exact tested'],
  ])('whose the others were that an alert was made of says nothing: to %s', async (target, expected) => {
    expect((await verdictOf('r.yml', text, target)).verdict).toBe(expected);
  });
});

describe('alerts in order whose rules may find one event', () => {
  const inner = correlation('temporal_ordered').replace('title: c', 'title: c\nname: both');
  const outer = correlation('event_count', '  condition: {gte: 2}\n').replace('[one, other]', '[both]');
  test.each([
    ['splunk', '{DestinationPort: 80}', '{Image: a}', 'spl exact'],
    ['splunk', '{DestinationPort: 80}', '{DestinationPort: 81}', 'spl exact'],
    ['panther', '{DestinationPort: 80}', '{Image: a}', 'sql exact'],
  ])('in %s: %s, %s', async (target, one, other, expected) => {
    const text = `${rule('one', one)}${rule('other', other)}${inner}---\n${outer.replace('5m', '1h')}`;
    expect((await verdictOf('r.yml', text, target)).verdict).toMatch(new RegExp(`^${expected} tested$`));
  });
});

describe('what must be missing early is so of the latest beginning', () => {
  const query = `sequence by k with maxspan=5m ${A} ![any where d == "w"] ${B} [any where c == "z"]`;
  test.each([
    ['splunk', 'spl exact tested'],
    ['panther', 'correlation different tested'],
  ])('to %s', async (target, expected) => {
    expect((await verdictOf('q.eql', query, target)).verdict).toBe(expected);
  });

  test.each([
    ['splunk', `${A} ${B} ![any where d == "w"] [any where c == "z"]`, 'spl exact tested'],
    ['panther', `${A} ${B} ![any where d == "w"] [any where c == "z"]`, 'correlation different tested'],
    ['panther', `${A} with runs=2 ![any where d == "w"] [any where c == "z"]`, 'sql exact tested'],
    ['splunk', `![any where d == "w"] ${A} ${B}`, 'spl exact tested'],
  ])(
    'the first event that goes on with a beginning uses it up: to %s, %s',
    async (target, steps, expected) => {
      const found = await verdictOf('q.eql', `sequence by k with maxspan=5m ${steps}`, target);
      expect(found.verdict).toBe(expected);
    },
  );

  test.each([`${A} ${B} ![any where d == "w"] [any where c == "z"]`, `![any where d == "w"] ${A} ${B}`])(
    'and no later one does: %s',
    async steps => {
      const change = (text: string) => text.replaceAll(/ AND \(isnull\(seen_2\) OR seen_2 <= at_1\)/g, '');
      const found = await verdictOf('q.eql', `sequence by k with maxspan=5m ${steps}`, 'splunk', change);
      expect(found.verdict).toBe('spl broader tested contradicted');
    },
  );

  test('an older one that has it stands in for none', async () => {
    const found = await verdictOf('q.eql', query, 'splunk', text => text.replace(' AND whole_2=1', ''));
    expect(found.verdict).toBe('spl broader tested contradicted');
  });
});

test('rows that have to be old are looked at when they are', async () => {
  const query =
    'from logs-* | where act in ("a", "b") | inline stats v = values(act) by k | where act == "a" and not mv_contains(v, "b") | where @timestamp < now() - 5m';
  const text = `[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\nfrom = "now-30m"\ninterval = "5m"\nindex = ["logs-*"]\ntype = "esql"\nlanguage = "esql"\nquery = '''${query}'''\n`;
  expect((await verdictOf('r.toml', text, 'splunk')).verdict).toBe('spl exact proved');
  const young = (printed: string) => printed.replace('-5m', '-4m');
  expect((await verdictOf('r.toml', text, 'splunk', young)).verdict).toContain('contradicted');
});

describe('a key that is optional in some events of a sequence', () => {
  const [one, other, third] = ['a == "x"', 'b == "y"', 'c == "z"'].map(each => `[any where ${each}]`);
  test.each([
    `sequence with maxspan=5m ${one} by k ${other} by ?l`,
    `sequence with maxspan=5m ${one} by ?k ${other} by l ${third} by ?k`,
    `sequence with maxspan=5m ${one} by ?k !${other} by k ${third} by ?k`,
    `sequence with maxspan=5m !${other} by k ${one} by ?k ${third} by ?k`,
    `sequence with maxspan=5m ${one} by ?k ${third} by ?k !${other} by k`,
    `sequence with maxspan=5m ${one} by ?k ${third} by ?k until ${other} by k`,
  ])('%s', async query => {
    for (const target of ['splunk', 'panther', 'elastic'])
      expect((await verdictOf('q.eql', query, target)).verdict).toMatch(/^\w+ exact (?:tested|proved)$/);
  });
});

describe('what must be missing after the last event, or before the first one', () => {
  const C = '![any where d == "w"]';
  const after = `sequence by k with maxspan=5m ${A} ${B} ${C}`;
  const before = `sequence by k with maxspan=5m ${C} ${A} ${B}`;
  const D = '![any where f == "u"]';
  const bothSides = `sequence by k with maxspan=5m ${C} ${A} ${B} ${D}`;
  test.each([
    ['splunk', after, 'spl'],
    ['splunk', `sequence by k with maxspan=5m ${A} ${C}`, 'spl'],
    ['splunk', `sequence by ?k with maxspan=2h ${A} with runs=3 ${C}`, 'spl'],
    ['splunk', `sequence by k with maxspan=2h ${A} ${C} ${B} ${C} until [any where c == "z"]`, 'spl'],
    ['splunk', `sequence by k with maxspan=5m ${C} ${A}`, 'spl'],
    ['splunk', `sequence by k with maxspan=5m ${C} ${A} ${C}`, 'spl'],
    ['splunk', `sequence by k with maxspan=5m ${C} ${A} ${B} ${C}`, 'spl'],
    [
      'splunk',
      `sequence by ?k with maxspan=1h ${C} ${A} ![any where e == "v"] ${B} ![any where f == "u"]`,
      'spl',
    ],
    ['panther', after, 'sql'],
    ['panther', before, 'sql'],
    ['panther', `sequence by k with maxspan=5m ${C} ${A}`, 'sql'],
    ['panther', `sequence by k with maxspan=5m ${A} ${C}`, 'sql'],
    ['panther', `sequence by ?k with maxspan=2h ${A} with runs=3 ${C}`, 'sql'],
    ['panther', `sequence by k with maxspan=2h ${C} ${A} ${C} ${B} until [any where c == "z"]`, 'sql'],
    ['panther', bothSides, 'sql'],
    ['panther', `sequence by k with maxspan=5m ${C} ${A} ${C}`, 'sql'],
    ['panther', `sequence by ?k with maxspan=1h ${C} ${A} ![any where e == "v"] ${B} ${D}`, 'sql'],
    ['panther', `sequence by k with maxspan=5m ${D} ${C} ${A} ${B} ${D}`, 'sql'],
  ])('to %s: %s', async (target, query, dialect) => {
    expect((await verdictOf('q.eql', query, target)).verdict).toBe(`${dialect} exact tested`);
  });

  test.each([
    ['splunk', after, ' AND over < now()', '', 'spl broader'],
    ['splunk', after, ' AND (isnull(seen_2) OR seen_2 <= at_1)', '', 'spl broader'],
    ['splunk', after, 'unwanted_2 > over', 'unwanted_2 > over - 100', 'spl broader'],
    ['splunk', after, 'unwanted_2 > over', 'unwanted_2 > over + 1', 'spl narrower'],
    ['splunk', after, '"-3600s"', '"-1800s"', 'spl narrower'],
    ['splunk', `sequence by k with maxspan=5m ${A} ${C}`, ' AND isnotnull(key_1)', '', 'spl broader'],
    ['splunk', `sequence by k with maxspan=5m ${C} ${A}`, ' AND isnotnull(key_1)', '', 'spl broader'],
    [
      'splunk',
      `sequence by k with maxspan=5m ${C} ${A}`,
      '_time - unwanted_0 > 300',
      '_time - unwanted_0 > 299',
      'spl broader',
    ],
    [
      'splunk',
      `sequence by k with maxspan=5m ${C} ${A} ${C}`,
      'unwanted_0, 0) + 300, _time',
      'unwanted_0, 0) + 301, _time',
      'spl narrower',
    ],
    [
      'splunk',
      `sequence by k with maxspan=5m ${C} ${A} ${B} ${C}`,
      ', lead_1 + 300, _time)',
      ', lead_1 + 301, _time)',
      'spl narrower',
    ],
    [
      'splunk',
      `sequence by k with maxspan=5m ${C} ${A} ${B} ${C}`,
      ', lead_1 + 300, _time)',
      ', lead_1 + 250, _time)',
      'spl broader',
    ],
    [
      'panther',
      after,
      '\n  QUALIFY ROW_NUMBER() OVER (PARTITION BY event_1 ORDER BY p_event_time) = 1',
      '',
      'sql broader',
    ],
    [
      'panther',
      after,
      "time_1 <= DATEADD('second', -300, ",
      "time_1 <= DATEADD('second', -200, ",
      'sql broader',
    ],
    [
      'panther',
      after,
      "time_1 > DATEADD('second', -3900, ",
      "time_1 > DATEADD('second', -2000, ",
      'sql narrower',
    ],
    [
      'panther',
      after,
      "<= DATEADD('second', 300, found.time_1)",
      "<= DATEADD('second', 301, found.time_1)",
      'sql narrower',
    ],
    [
      'panther',
      before,
      "DATEADD('second', -300, found.p_event_time)",
      "DATEADD('second', -200, found.p_event_time)",
      'sql broader',
    ],
    ['panther', before, '.p_event_time < found.time_1', '.p_event_time < found.p_event_time', undefined],
    ['panther', bothSides, "'second', 300, step_1", "'second', 301, step_1", 'sql narrower'],
    ['panther', bothSides, "'second', 300, step_1", "'second', 299, step_1", 'sql broader'],
    [
      'panther',
      bothSides,
      '.p_event_time > found.p_event_time',
      '.p_event_time > found.time_1',
      'sql narrower',
    ],
  ])('%s, %s: with %s as "%s"', async (target, query, text, other, expected) => {
    const change = (printed: string) => {
      expect(printed).toContain(text);
      return printed.replace(text, other);
    };
    const { verdict } = await verdictOf('q.eql', query, target, change);
    expect(verdict).toMatch(
      expected === undefined ? /^sql narrower/ : new RegExp(`^${expected} tested contradicted$`),
    );
  });
});
