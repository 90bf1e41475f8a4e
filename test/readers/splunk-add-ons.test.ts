import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { read, compile as translate } from '../../src/index.ts';
import { eventsIn, printPredicate, type Rule } from '../../src/ir/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';

function readOf(query: string): Rule {
  const [read] = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() });
  if (read?.rule === undefined) throw new Error(read?.diagnostics.map(({ message }) => message).join());
  return read.rule;
}

function ruleOf(query: string): Rule {
  const read = readOf(query);
  return resolve(read).value ?? read;
}

/** What a search asks for where products other than Splunk look, in the log's own names, and what that rests on. */
function elsewhere(query: string): readonly unknown[] {
  const [events] = eventsIn(readOf(query).search);
  const { where, given } = events?.elsewhere ?? {};
  return [events?.source.id, where && printPredicate(where).replaceAll(/\s+/g, ' '), given];
}

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

test.each<readonly [string, string, string, readonly string[]]>([
  [
    'sourcetype="aws:cloudtrail" eventName=DeleteTrail errorCode=success',
    'aws.cloudtrail',
    'and eventName =~ "DeleteTrail" or errorCode =~ "success" and not exists errorCode not single responseElements.ConsoleLogin = "Failure"',
    ['add-on:errorCode'],
  ],
  [
    'sourcetype="aws:cloudtrail" eventName=DeleteTrail NOT errorCode=*',
    'aws.cloudtrail',
    'and eventName =~ "DeleteTrail" not exists errorCode',
    ['filled-value:errorCode'],
  ],
  [
    'sourcetype="aws:cloudtrail" eventName=CreateUser user=bob',
    'aws.cloudtrail',
    'and eventName =~ "CreateUser" responseElements.user.userName =~ "bob"',
    ['add-on:user'],
  ],
  [
    'source="XmlWinEventLog:Security" EventCode=4769 action=failure src_user=bob dest=a',
    'windows.security',
    'and EventCode =~ "4769" not single Status = "0x0" SubjectUserName =~ "bob" or TargetServerName =~ "a" and not exists TargetServerName Computer =~ "a"',
    ['add-on:action', 'add-on:src_user', 'add-on:dest'],
  ],
  [
    'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=3 direction=outbound dest=a',
    'windows.network_connection',
    'and single Initiated = "true" or and exists DestinationHostname DestinationHostname =~ "a" and not exists DestinationHostname DestinationIp =~ "a"',
    ['add-on:direction', 'add-on:dest'],
  ],
  [
    'sourcetype="o365:management:activity" Workload=Exchange Operation="Set-Mailbox" user=bob status=failure',
    'm365.audit',
    'and Workload =~ "Exchange" Operation =~ "Set-Mailbox" ObjectId =~ "bob" or single ResultStatus = "Failed" single ResultStatus = "Failure" single ResultStatus = "Error"',
    ['add-on:user', 'add-on:status'],
  ],
  [
    'source="WinEventLog:Security" EventCode=4688 New_Process_Name="*\\\\cmd.exe" Account_Name=bob',
    'windows.security',
    'and EventCode =~ "4688" NewProcessName like~ *"\\\\cmd.exe" or SubjectUserName =~ "bob" TargetUserName =~ "bob"',
    ['rendered-text:New_Process_Name', 'rendered-text:Account_Name'],
  ],
  [
    'sourcetype=WinEventLog LogName=Security EventCode=4732 Group_Name=Admins NOT Account_Name=bob Keywords="Audit Success"',
    'windows.security',
    'and EventCode =~ "4732" TargetUserName =~ "Admins" not or SubjectUserName =~ "bob" MemberName =~ "bob" Keywords =~ "0x8020000000000000"',
    ['rendered-text:Group_Name', 'rendered-text:Account_Name'],
  ],
  [
    'source="WinEventLog:System" EventCode=7045 Service_File_Name="*x*" ComputerName=a',
    'windows.system',
    'and EventCode =~ "7045" ImagePath like~ *"x"* Computer =~ "a"',
    ['rendered-text:Service_File_Name', 'rendered-text:ComputerName'],
  ],
])('%s asks other products for the fields of the log', (query, id, where, given) => {
  expect(elsewhere(query)).toEqual([id, where, given]);
  expect(compile(ruleOf(query), sigma, options).given).toEqual(expect.arrayContaining([...given]));
});

test.each([
  // What no failed call says of its user, an add-on cuts out of the error message.
  'sourcetype="aws:cloudtrail" eventName=AssumeRole user=bob',
  'sourcetype="aws:cloudtrail" eventName=DeleteTrail errorCode=AccessDenied',
  'source="XmlWinEventLog:Security" EventCode=4688 NewProcessName="*cmd.exe"',
  'source="WinEventLog:Security" EventCode=4625 "failed"',
])('%s is the same everywhere', query => {
  expect(elsewhere(query)[1]).toBeUndefined();
});

test('Splunk itself is asked for its own fields', () => {
  const query = 'sourcetype="aws:cloudtrail" errorCode="success" user="bob"';
  expect(compile(ruleOf(query), splunk, options).query).toContain(query);
});

test('a name of several data of which another value is asked for is told to be missing', () => {
  const { diagnostics, given } = compile(
    ruleOf('source="WinEventLog:Security" EventCode=4624 Account_Name!="*$"'),
    elastic,
    options,
  );
  expect(given).toContain('same-name:Account_Name');
  expect(diagnostics.map(({ code }) => code)).toContain('fields/unmapped');
});

test('groups by a field that an add-on makes need the other keys all the same', async () => {
  const text = `name: A
id: 11111111-2222-4333-8444-555555555777
version: 1
date: '2026-01-01'
author: Ada
status: production
type: Anomaly
description: d
search: sourcetype="aws:cloudtrail" eventName=PutBucketVersioning | stats count by src_ip userAgent aws_account_id
how_to_implement: x
known_false_positives: x
tags:
  analytic_story: []
  asset_type: AWS
  mitre_attack_id: [T1490]
  product: [Splunk Enterprise]
  security_domain: threat
`;
  const [found] = await read({ path: 'detections/a.yml', text });
  const { query, verdict } = await translate(found?.rule as Rule, 'panther');
  expect(verdict).toBe('exact');
  expect(query).toContain('event.get("userAgent")');
});
