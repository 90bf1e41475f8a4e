import { expect, test } from 'vitest';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const query = `sequence by user.id with maxspan=30m
  [any where event.dataset == "o365.audit" and event.action == "UserLoggedIn" and
    o365.audit.ExtendedProperties.RequestType == "OAuth2:Authorize"]
  [any where event.dataset == "o365.audit" and event.action == "Add registered users to device."]`;

/** The names of the series on which the rule, and the query, alone alerts. */
async function shownOf(
  backend: typeof splunk,
  name = 'q.eql',
  text = query,
): Promise<readonly (string | undefined)[]> {
  const source = new SourceFile(name, text);
  const read = (await readerFor(source))?.read(source, { placeholders: new Map() }).at(-1)?.rule;
  const rule = read && resolve(read).value;
  if (rule === undefined) throw new Error('unread');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { series } = await verifyTranslation(rule, compile(rule, backend, options));
  return [series?.onlyRule?.series.name, series?.onlyQuery?.series.name];
}

test.each([
  ['Splunk, where a list of objects is flattened', splunk, 'ExtendedProperties{}'],
  ['Sigma, which asks each condition of any element', sigma, 'ExtendedProperties'],
])('conditions that two elements meet are shown by a series: %s', async (_name, backend, path) => {
  expect(await shownOf(backend)).toEqual([undefined, `event 1: ${path} holds each Value in another element`]);
});

test('conditions on several elements of a list are kept while one is met by two', async () => {
  const both = query.replace(
    '"OAuth2:Authorize"',
    '"OAuth2:Authorize" and\n    o365.audit.ExtendedProperties.ResultStatusDetail == "Redirect"',
  );
  expect(await shownOf(sigma, 'q.eql', both)).toEqual([
    undefined,
    'event 1: ExtendedProperties holds each Value in another element',
  ]);
});

const newTerms = (kql: string) => `[rule]
name = "n"
rule_id = "i"
risk_score = 1
severity = "low"
description = "d"
type = "new_terms"
language = "kuery"
interval = "5m"
from = "now-9m"
query = '''${kql}'''
[rule.new_terms]
field = "new_terms_fields"
value = ["user.id"]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-7d"
`;

const signedIn = 'event.dataset:o365.audit and event.action:UserLoggedIn';
const viewed = 'data_stream.dataset:"kubernetes.audit_logs" and kubernetes.audit.verb:create';

test.each([
  [
    'beneath a negation',
    `${signedIn} and not o365.audit.ExtendedProperties.RequestType:("Cmsi:Cmsi" or "SAS:EndAuth")`,
    ['event 1: ExtendedProperties{} holds each Value in another element', undefined],
  ],
  [
    'in one of two alternatives',
    `event.dataset:o365.audit and ((event.action:"Set-Mailbox" and o365.audit.Parameters.GrantSendOnBehalfTo:*) or (event.action:"Add-MailboxPermission" and o365.audit.Parameters.AccessRights:"FullAccess"))`,
    [undefined, expect.stringContaining('event 1: Parameters{} holds each')],
  ],
  [
    'words that a full stop joins to others',
    `${viewed} and not kubernetes.audit.user.groups:"system:masters"`,
    [expect.stringContaining('user.groups{}'), undefined],
  ],
])('of new terms, too: %s', async (_name, kql, shown) => {
  expect(await shownOf(splunk, 'rule.toml', newTerms(kql))).toEqual(shown);
});
