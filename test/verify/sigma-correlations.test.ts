import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { type Verified, verifyTranslation } from '../../src/verify/index.ts';

const targets = [splunk, panther, sigma, elastic];

const rule = (name: string, event: number): string =>
  `title: ${name}\nname: ${name}\nlogsource: {product: windows, service: security}\ndetection:\n  s: {EventID: ${event}}\n  condition: s\n---\n`;

const rules = `${rule('failed', 4625)}${rule('success', 4624)}`;

function correlation(type: string, of: string, condition: string, more = ''): string {
  const asked = condition === '' ? '' : `  condition: ${condition}\n`;
  return `title: c\nname: c\ncorrelation:\n  type: ${type}\n  rules: [${of}]\n  group-by: [IpAddress]\n  timespan: 10m\n${more}${asked}`;
}

const many = (type: string, condition: string): string =>
  `${correlation(type, 'failed', condition).replaceAll(': c\n', ': many\n')}---\n`;
const inner = many('event_count', '{gte: 4}');
const hourly = (type: string, condition: string): string =>
  correlation(type, 'many', condition).replace('10m', '1h');
const ofValues = (type: string, condition: string): string =>
  correlation(type, 'failed', `{field: LogonType, ${condition}}`);
const alias = '  aliases:\n    address: {failed: IpAddress, success: SourceIp}\n';

const entered = `${correlation('event_count', 'failed, success', '{gte: 3}', alias)
  .replace('[IpAddress]', '[address]')
  .replaceAll(': c\n', ': many\n')}---\n`;
const turned = '  aliases:\n    x: {failed: y, success: x}\n    y: {failed: x, success: y}\n';

/** What each becomes for Splunk, Panther, Sigma and Elastic. */
const table: Readonly<Record<string, readonly [text: string, ...verdicts: readonly string[]]>> = {
  'event_count gt': [correlation('event_count', 'failed', '{gt: 4}'), 'exact', 'exact', 'exact', 'exact'],
  'event_count gte': [correlation('event_count', 'failed', '{gte: 5}'), 'exact', 'exact', 'exact', 'exact'],
  'event_count lt': [correlation('event_count', 'failed', '{lt: 3}'), 'exact', 'exact', 'exact', 'exact'],
  'event_count lte': [correlation('event_count', 'failed', '{lte: 3}'), 'exact', 'exact', 'exact', 'exact'],
  'event_count eq': [correlation('event_count', 'failed', '{eq: 3}'), 'exact', 'exact', 'exact', 'exact'],
  'event_count eq 0': [correlation('event_count', 'failed', '{eq: 0}'), 'exact', 'exact', 'exact', 'exact'],
  'event_count neq': [correlation('event_count', 'failed', '{neq: 3}'), 'exact', 'exact', 'exact', 'exact'],
  'event_count between': [
    correlation('event_count', 'failed', '{gte: 3, lt: 9}'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'event_count of 1,000 in a month': [
    correlation('event_count', 'failed', '{gte: 1000}').replace('10m', '30d'),
    ...['exact', 'exact', 'exact', 'broader'],
  ],
  'event_count, generate': [
    correlation('event_count', 'failed', '{gte: 5}', '  generate: true\n'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'alerts of several accounts at one time, which are counted together': [
    `${inner}${hourly('event_count', '{gte: 2}').replace('1h', '10m').replace('  group-by: [IpAddress]\n', '')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'value_count gte': [ofValues('value_count', 'gte: 3'), 'exact', 'exact', 'exact', 'exact'],
  'value_count of more than can stand beside each other': [
    ofValues('value_count', 'gte: 300'),
    ...['exact', 'exact', 'exact', 'broader'],
  ],
  'value_count lt': [ofValues('value_count', 'lt: 3'), 'exact', 'exact', 'exact', 'exact'],
  'value_count eq': [ofValues('value_count', 'eq: 3'), 'exact', 'exact', 'exact', 'exact'],
  value_sum: [ofValues('value_sum', 'gt: 100'), 'exact', 'exact', 'exact', 'exact'],
  value_avg: [ofValues('value_avg', 'gte: 100'), 'exact', 'exact', 'exact', 'exact'],
  value_percentile: [
    ofValues('value_percentile', 'percentile: 95, gt: 100'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  value_median: [ofValues('value_median', 'lt: 100'), 'exact', 'exact', 'exact', 'exact'],
  temporal: [correlation('temporal', 'failed, success', ''), 'exact', 'exact', 'exact', 'exact'],
  temporal_ordered: [
    correlation('temporal_ordered', 'failed, success', ''),
    'exact',
    'exact',
    'exact',
    'exact',
  ],
  'extended: or': [
    correlation('temporal', 'failed, success', 'failed or success'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'extended: and not': [
    correlation('temporal', 'failed, success', 'failed and not success'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'extended: none of them, of which no group is': [
    correlation('temporal', 'failed, success', 'not failed and not success'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'extended, ordered': [
    correlation('temporal_ordered', 'failed, success', 'failed and success'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'number of rules': [
    correlation('temporal', 'failed, success', '{gte: 1}'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'number of rules, fewer': [
    correlation('temporal', 'failed, success', '{lt: 2}'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'different values of alerts of different values': [
    `${many('value_count', '{field: TargetUserName, gte: 3}')}${hourly('value_count', '{field: TargetUserName, gte: 2}')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'different values of alerts of a median': [
    `${many('value_median', '{field: LogonType, gt: 10}')}${hourly('value_count', '{field: TargetUserName, gte: 2}')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'a sum of alerts of an average': [
    `${many('value_avg', '{field: LogonType, gt: 10}')}${hourly('value_sum', '{field: LogonType, gt: 100}')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'of a correlation of a correlation': [
    `${inner}${correlation('temporal', 'many, success', '').replaceAll(': c\n', ': entered\n')}---\n${correlation('event_count', 'entered', '{gte: 2}').replace('10m', '3h')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'aliases, ordered': [
    correlation('temporal_ordered', 'failed, success', '', alias).replace('[IpAddress]', '[address]'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  aliases: [
    correlation('temporal', 'failed, success', '', alias).replace('[IpAddress]', '[address]'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'no groups': [
    correlation('event_count', 'failed', '{gte: 5}').replace('  group-by: [IpAddress]\n', ''),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'of a correlation, ordered': [
    `${inner}${correlation('temporal_ordered', 'many, success', '')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'of a correlation': [
    `${inner}${correlation('temporal', 'many, success', '')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'aliases over a correlation': [
    `${inner}${correlation('temporal', 'many, success', '', alias.replace('failed', 'many')).replace('[IpAddress]', '[address]')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'of a correlation, by its alias': [
    `${entered}${correlation('event_count', 'many', '{gte: 2}').replace('10m', '1h').replace('[IpAddress]', '[address]')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'of a correlation beside events, by its alias': [
    `${entered}${correlation('temporal', 'many, failed', '').replace('[IpAddress]', '[address]')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'of a correlation, by an alias of its alias': [
    `${entered}${correlation('temporal_ordered', 'many, success', '', '  aliases:\n    who: {many: address, success: SourceIp}\n').replace('[IpAddress]', '[who]')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'of a correlation, by its alias for one field': [
    `${entered.replace('success: SourceIp', 'success: IpAddress')}${correlation('event_count', 'many', '{gte: 2}').replace('10m', '1h').replace('[IpAddress]', '[address, LogonType]')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'a measure of a field that is called as a column is': [
    correlation('value_count', 'failed, success', '{field: input, gte: 3}'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'by a field that is called as a column is': [
    correlation('temporal', 'failed, success', '').replace('[IpAddress]', '[input]'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'by a field that is called as one of the rules is': [
    correlation('temporal', 'failed, success', '').replace('[IpAddress]', '[failed]'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'in order, by a field that is called as a column is': [
    correlation('temporal_ordered', 'failed, success', '').replace('[IpAddress]', '[step]'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'aliases that turn two fields round': [
    correlation('temporal', 'failed, success', '', turned).replace('[IpAddress]', '[x, y]'),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'of a correlation by a field that is called as a column is': [
    `${inner}${correlation('event_count', 'many', '{gte: 2}').replace('10m', '2h')}`.replaceAll(
      '[IpAddress]',
      '[held]',
    ),
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'beside combinations of two values': [
    `${correlation('value_count', 'failed', '{field: [LogonType, TargetUserName], gte: 3}').replaceAll(': c\n', ': many\n')}---\n${correlation('temporal', 'many, success', '').replace('10m', '2h')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'alerts within less time than one of them may take': [
    `${inner}${correlation('event_count', 'many', '{gte: 2}').replace('10m', '4m')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'alerts in order within less time than one of them may take, by number': [
    `${correlation('temporal_ordered', 'failed, success', '').replaceAll(': c\n', ': many\n')}---\n${correlation('event_count', 'many', '{eq: 2}').replace('10m', '4m')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'alerts of a sum within less time than one of them may take, by their values': [
    `${many('value_sum', '{field: LogonType, gt: 100}')}${correlation('value_count', 'many', '{field: TargetUserName, gte: 2}').replace('10m', '4m')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
  'count of a correlation': [
    `${inner}${correlation('event_count', 'many', '{gte: 2}').replace('10m', '2h')}`,
    ...['exact', 'exact', 'exact', 'exact'],
  ],
};

async function verified(text: string): Promise<readonly Verified[]> {
  const [read] = sigmaReader
    .read(new SourceFile('r.yml', `${rules}${text}`), { placeholders: new Map() })
    .slice(-1);
  const found = read?.rule && resolve(read.rule).value;
  if (found === undefined) throw new Error(read?.diagnostics[0]?.message ?? 'unread');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  return await Promise.all(targets.map(target => verifyTranslation(found, compile(found, target, options))));
}

describe('each type of correlation in each target is exact on evidence, declared with a series that shows it, or refused by name', () => {
  test.each(Object.entries(table))(
    '%s',
    async (_name, [text, ...expected]) => {
      const found = await verified(text);
      for (const { translation, series, contradicted } of found) {
        const { verdict, evidence, reasons } = translation;
        expect(contradicted).toBe(false);
        if (verdict === 'refused') expect(reasons.join()).not.toBe('');
        else expect(['proved', 'tested']).toContain(evidence?.kind);
        if (verdict !== 'refused' && verdict !== 'exact')
          expect(series?.onlyRule ?? series?.onlyQuery).toBeDefined();
      }
      expect(found.map(({ translation }) => translation.verdict)).toEqual(expected);
    },
    120_000,
  );
});
