import { type Catalogue, code } from '../define-codes.ts';

const saved =
  'https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/9.4/configuration-file-reference/9.4.0-configuration-file-reference/savedsearches.conf';

/** Reading the rule documents of Splunk: security content and savedsearches.conf. */
export const splunkReaderCodes = {
  'splunk/not-a-rule': code({
    severity: 'error',
    message: () => 'there is no rule here',
    help: () => 'a detection of security content is a map with `name` and `search`',
    explanation: 'The document is well formed, but holds no detection.',
  }),
  'splunk/missing-key': code<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `the detection has no ${key}`,
    explanation: 'A detection cannot be read without this key.',
  }),
  'splunk/metadata': code<{ key: string; expected: string }>({
    severity: 'warning',
    message: ({ key, expected }) => `${key} should be ${expected}; it is kept as it is written`,
    explanation:
      'What a detection says of itself does not change what it finds, so the rule is read all the same.',
  }),
  'splunk/shipped-macro': code<{ name: string }>({
    severity: 'note',
    message: ({ name }) => `the macro ${name} is taken as security content ships it`,
    explanation:
      'Macros are kept by the Splunk instance. A site may have changed this one: https://github.com/splunk/security_content/tree/develop/macros',
  }),
  'splunk/grouped': code({
    severity: 'note',
    message: () => 'the search groups its events; here each event is one finding',
    explanation:
      'There is a row where there is an event, so the search finds something when a single event fits. How many rows there are, and what they show, is not carried over.',
  }),
  'splunk/alert-condition': code<{ key: string; value: string }>({
    severity: 'error',
    message: ({ key, value }) => `this search does not raise an alert for any result: ${key} = ${value}`,
    explanation: `Only searches that raise an alert when there is a result are read (counttype, relation and quantity by themselves; no alert_condition). See ${saved}.`,
  }),
  'splunk/schedule': code<{ key: string; value: string }>({
    severity: 'note',
    message: ({ key, value }) => `${key} = ${value} is no plain schedule, and is left out`,
    explanation: `Schedules are read as an interval and a look-back. See ${saved}.`,
  }),
  'splunk/part-of-schedule': code<{ value: string }>({
    severity: 'note',
    message: ({ value }) =>
      `cron_schedule = ${value} runs at some times of the day or on some days alone; other products run at the others too`,
    explanation: `Schedules are read as an interval and a look-back: the longest interval whose runs are all those of the search, and more. A search over several events is declared broader. See ${saved}.`,
  }),
  'splunk/conf-line': code({
    severity: 'warning',
    message: () => 'this line is neither a stanza nor a setting',
    explanation: `A setting is \`key = value\`, a stanza \`[name]\`. See ${saved}.`,
  }),
} as const satisfies Catalogue;
