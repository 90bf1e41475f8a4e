import { type Catalogue, code } from '../define-codes.ts';

/** What is said of a project: its configuration, its lock, and its packs. */
export const projectCodes = {
  'config/missing': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `there is no ${path}`,
    help: () => '`ruleglot init` writes one',
    explanation:
      'The command works on a project, which `ruleglot.config.yaml` describes; it is looked for in the working directory, or where `--config` says. Nothing was read or written.',
  }),
  'config/unknown-key': code<{ key: string; nearest: string | undefined; known: string }>({
    severity: 'error',
    message: ({ key }) => `there is no key '${key}' here`,
    help: ({ nearest, known }) =>
      nearest === undefined ? `the keys are ${known}` : `did you mean '${nearest}'?`,
    explanation:
      'A key of the configuration is not one of those that may stand where it does. Nothing was read or written: a misspelt filter would make another pack. `schemas/config.schema.json` has them all, for editors.',
  }),
  'config/wrong-type': code<{ key: string; expected: string; found: string }>({
    severity: 'error',
    message: ({ key, expected, found }) => `${key} is to be ${expected}, not ${found}`,
    explanation:
      'A value of the configuration is of another kind than its key takes: a text where a list is wanted, say. Nothing was read or written.',
  }),
  'config/missing-key': code<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `the key '${key}' is missing`,
    explanation: 'The configuration, or a part of it, lacks a key that it cannot do without.',
  }),
  'config/bad-value': code<{ key: string; value: string; expected: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ key, value, expected }) => `${key} takes ${expected}, not '${value}'`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean '${nearest}'?`),
    explanation:
      'A value of the configuration is not one that its key takes, or names what there is none of: a profile, a data source, a form of another target.',
  }),
  'config/same-name': code<{ what: string; name: string }>({
    severity: 'error',
    message: ({ what, name }) => `there are two ${what} named '${name}'`,
    explanation:
      'Reports and the lock know packs by their names, so each name may be given once. Nothing was read or written.',
  }),
  'config/extends': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `cannot extend ${path}: ${reason}`,
    explanation:
      'A configuration or profile that another one extends cannot be read, is not there, or extends itself by way of others.',
  }),
  'config/no-files': code<{ glob: string }>({
    severity: 'error',
    message: ({ glob }) => `'${glob}' matches no file`,
    help: () => 'globs are relative to the file they stand in; * stays within a folder, ** does not',
    explanation:
      'A path of the configuration names no file that there is. That is an error, not an empty pack: a folder that was renamed would else take its rules out of the packs in silence.',
  }),
  'config/idle-exclude': code<{ glob: string }>({
    severity: 'warning',
    message: ({ glob }) => `'${glob}' excludes no file`,
    help: () => 'globs are relative to the file they stand in; * stays within a folder, ** does not',
    explanation:
      'A glob of `exclude:` matches none of the files that the paths beside it name. Where it is misspelt, what it was to leave out is in the packs.',
  }),
  'config/outside': code<{ pack: string; folder: string }>({
    severity: 'error',
    message: ({ pack, folder }) => `the pack ${pack} would be written outside of the project, to ${folder}`,
    help: () => 'where that is wanted, give the pack `outside: true`',
    explanation:
      'The folder of a pack lies outside of the folder that the configuration stands in, by its path or by a link. Whoever may change the configuration could have files written anywhere, and a build removes those that it made before; so it has to be said that this is meant. Nothing was written.',
  }),
  'lock/conflict': code({
    severity: 'error',
    message: () => 'the lock has marks of a merge that was not finished',
    help: () => 'take either side as it is, and run `ruleglot build`: it makes the lock anew',
    explanation:
      'Two branches changed the same lines of the lock. There is nothing to merge by hand: the lock says what was built, so take one side (`git checkout --ours ruleglot.lock`) and build. Nothing was written.',
  }),
  'lock/newer': code<{ version: number; known: number }>({
    severity: 'error',
    message: ({ version, known }) =>
      `the lock is of version ${version}, and this ruleglot knows version ${known}`,
    help: () => 'use the version of ruleglot that made it, or a later one',
    explanation:
      'A later version of ruleglot wrote the lock, in a form that this one does not know. To go on would lose what the lock says. Nothing was written.',
  }),
  'lock/later-tool': code<{ tool: string; known: string }>({
    severity: 'warning',
    message: ({ tool, known }) =>
      `the packs were made by version ${tool} of ruleglot, which is later than this one, ${known}`,
    help: () => 'use that version, or build with this one and look at what it writes in another way',
    explanation:
      'The lock names the version of ruleglot that made each output, and a later one than this made some. This one makes them anew, as it knows them; what differs is told (`build/reworded`, `build/meaning-changed`), and `--check` finds the lock stale.',
  }),
  'lock/malformed': code<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `this is not a line of a lock: ${reason}`,
    help: () => 'the lock is made by `ruleglot build`; delete it, and build again',
    explanation:
      'The lock was changed by hand or damaged. Without it no file is known to be ours, so files of rules that are gone must be removed by hand. Nothing was written.',
  }),
  'build/no-base': code<{ ref: string; reason: string }>({
    severity: 'error',
    message: ({ ref, reason }) => `--since cannot look at ${ref}: ${reason}`,
    help: () =>
      'in CI, fetch the base branch: `git fetch origin +refs/heads/main:refs/remotes/origin/main`, or a checkout with its whole history',
    explanation:
      '`--since REF` compares the project with a revision of git, and the working directory is no repository, or has no such revision: clones of CI systems have often but one commit. Nothing was read or written.',
  }),
  'build/base-unread': code<{ ref: string; reason: string }>({
    severity: 'warning',
    message: ({ ref, reason }) =>
      `no packs can be made of ${ref} to compare with, and the files of rules alone are compared: ${reason}`,
    help: () =>
      'look at what the change makes of rules beside their own files: macros, pipelines, filters, placeholders, maps of fields, the configuration itself',
    explanation:
      'Where the base of `--since` has no packs, they are made of its sources, by its own configuration. That cannot be read, or a file that it names cannot, so only rules whose own files have changed are compared with what they were. The change may do more, or less, than is told.',
  }),
  'build/stale': code<{ path: string; how: string }>({
    severity: 'error',
    message: ({ path, how }) => `${path} ${how}`,
    help: () => 'run `ruleglot build`, and commit what it writes',
    explanation:
      '`build --check` found a file of a pack, or the lock, that is not what the rules and the configuration make: a rule was changed and the packs were not built, or a pack was changed by hand. The exit code is 1.',
  }),
  'build/kept': code<{ path: string; by: 'hand' | 'outside' }>({
    severity: 'warning',
    message: ({ path, by }) =>
      `${path} is of no rule any more, but ${by === 'hand' ? 'was changed by hand' : 'lies outside of the project and of its packs'}: it is left as it is`,
    help: () => 'remove it, or move it out of the pack',
    explanation:
      'A file that a build wrote is not wanted any more. It would be removed, had it not been changed since, or did it not lie outside of the project, where files of its packs alone are removed; so it is left, and the lock forgets it.',
  }),
  'build/overwritten': code<{ path: string }>({
    severity: 'warning',
    message: ({ path }) =>
      `${path} was there, and the lock knows of no build that made it: it is written over`,
    help: () => 'where it was yours, take it back (git restore), and give the pack a folder of its own',
    explanation:
      'A build writes a file of a pack where a file stood that it does not know: one that somebody wrote by hand, or one of an earlier build whose lock is gone.',
  }),
  'build/duplicate-id': code<{ id: string; other: string }>({
    severity: 'error',
    message: ({ id, other }) => `another rule has the id ${id}: ${other}`,
    help: () => 'give one of them an id of its own',
    explanation:
      'Two rules of the project have one id, so that in a product one would take the place of the other. The first in the order of their files goes into the packs, the other does not, and the exit code is 1.',
  }),
  'build/duplicate-output': code<{ path: string; other: string; count: number }>({
    severity: 'error',
    message: ({ path, other, count }) =>
      `${path} would be written for ${other}, too${count === 1 ? '' : ` (one of ${count} such files)`}`,
    help: () => 'give the packs folders of their own, or the rules files of other names',
    explanation:
      'Two packs, or two rules of a pack, would be written to one path, or to two that differ in the case of letters alone and are one on macOS and Windows. Nothing was written: which of them remained would be chance.',
  }),
  'build/lookup-column': code<{ table: string; column: string; pack: string }>({
    severity: 'error',
    message: ({ table, column, pack }) =>
      `${table}.csv has no column '${column}', which a search of ${pack} looks up`,
    help: () => 'the first line of the file names its columns',
    explanation:
      'A table of `lookups:` lacks a column that a search names: Splunk would refuse the search when it runs. Nothing was written.',
  }),
  'build/meaning-changed': code<{ pack: string; isDecided: boolean; how: string }>({
    severity: 'note',
    message: ({ pack, isDecided, how }) =>
      isDecided
        ? `what the rule means in ${pack} has changed: ${how}`
        : `whether the rule means the same in ${pack} as before is not decided: ${how}`,
    explanation:
      'The output of a rule differs from that of the last build, and not only in how it is written: both were read back and compared, and where no proof decides, run over series of events. This is what to look at in a review, after a change of the rule or of ruleglot. What is not decided counts as changed (`--fail-on changed`).',
  }),
  /** `where`: `in splunk`, `since main` */
  'build/alerts-changed': code<{ where: string; how: string }>({
    severity: 'note',
    message: ({ where, how }) => `alerts of the rule have changed ${where}: ${how}`,
    explanation:
      'The rule is switched on or off, has another level or status, or says otherwise when it runs and how its alerts are grouped; where packs are compared, as the pack has it. Beside what it matches this is what to look at in a review; `--fail-on changed` does not stop at it.',
  }),
  'build/rule-changed': code<{ ref: string; isDecided: boolean; how: string }>({
    severity: 'note',
    message: ({ ref, isDecided, how }) =>
      isDecided
        ? `what the rule says has changed since ${ref}: ${how}`
        : `whether the rule says the same as at ${ref} is not decided: ${how}`,
    explanation:
      'The rule means something else than at the revision that `--since` names. There the packs were not committed, so the rules themselves are compared.',
  }),
  'build/rule-gone': code<{
    id: string | undefined;
    title: string | undefined;
    isThere: boolean;
    isUnread: boolean;
    packs: string;
    /** Of the rule that stands in its place. */
    now: string | undefined;
  }>({
    severity: 'note',
    message: ({ id, title, isThere, isUnread, packs, now }) => {
      const how = isThere ? 'is left out now' : isUnread ? 'cannot be read' : 'is not there any more';
      const named = title === undefined ? id : `‘${title}’${id === undefined ? '' : ` (${id})`}`;
      const rule = `the rule${named === undefined ? '' : ` ${named}`} ${how}`;
      const told = packs === '' ? rule : `${rule}: it goes out of ${packs}`;
      return now === undefined ? told : `${told}; the rule in its place has another id, ${now}`;
    },
    explanation:
      'A rule of the last build, or of the revision that `--since` names, is gone: its file was removed, or the configuration leaves it out of a pack, or it cannot be read and the packs have not what the last build made of it. Its outputs are removed. A rule that stands in another file now, with the same id, is not gone.',
  }),
  'build/pack-gone': code<{ pack: string; rules: number }>({
    severity: 'warning',
    message: ({ pack, rules }) =>
      `the pack ${pack} is not built any more: ${rules === 1 ? 'its rule goes' : `its ${rules} rules go`} with it`,
    help: () => 'where the pack was only renamed, its rules are in the other one',
    explanation:
      'The last build, or the revision that `--since` names, has made a pack that the configuration does not name now. Its files are removed, and what was deployed of it is made by nobody any more.',
  }),
  'build/unread-kept': code<{ id: string | undefined; packs: string }>({
    severity: 'warning',
    message: ({ id, packs }) =>
      `the rule${id === undefined ? '' : ` ${id}`} cannot be read: what the last build made of it stays in ${packs}`,
    help: () => 'put the rule right, or remove it: then it goes out of the packs',
    explanation:
      'The file, or the rule in it, cannot be read, and the packs have what was made of it when it could. That stays, with its lines in the lock, so that a slip in a file takes no detection out of a SIEM; the build fails all the same where the policy stops at what is unreadable, as it does unless it says otherwise. A rule whose file is removed goes out of the packs.',
  }),
  'build/policy': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `the policy lets nothing through that is ${what}`,
    help: () => 'change the rules, waive them with a reason (policy.waivers), or take it out of fail-on',
    explanation:
      'What `policy.fail-on`, or `--fail-on`, names has come up, as often as is said, and no waiver holds for it: the exit code is 1. The lines above, and the reports, say of which rules.',
  }),
  'build/not-let-through': code<{ what: string; pack: string }>({
    severity: 'error',
    message: ({ what, pack }) => `the policy does not let this through in ${pack}: ${what}`,
    help: () => 'change the rule, waive it with a reason (policy.waivers), or take it out of fail-on',
    explanation:
      'What became of the rule in this pack is in `policy.fail-on`, or in `--fail-on`, and no waiver holds for it: the build fails. The verdict, the evidence, the assumptions and the change that the policy names are told beside it.',
  }),
  'build/app-folder': code<{ id: string; folder: string }>({
    severity: 'warning',
    message: ({ id, folder }) => `the app ${id} stands in ${folder}, a folder of another name`,
    help: ({ id }) => `end folder: with /${id}, or leave app.id out: the folder then names the app`,
    explanation:
      'Splunk takes the name of an app from its folder in etc/apps, and its check of apps (AppInspect) fails one whose id differs. Where the folder is renamed on the way to Splunk, the warning is of no account.',
  }),
  'build/app-label': code<{ label: string }>({
    severity: 'warning',
    message: ({ label }) =>
      `the label ${label} of an app has not the 5 to 80 characters that Splunk asks for`,
    help: () => 'say a longer or shorter one: app: { label: Detections of Acme }',
    explanation:
      'Splunk shows the label in its list of apps. Its check of apps (AppInspect), which apps pass on their way to Splunk Cloud and Splunkbase, fails one whose label is shorter than 5 characters or longer than 80; elsewhere the app works as it is.',
  }),
  'build/rule-in-pack': code({
    severity: 'warning',
    message: () => 'this file lies in the folder of a pack, so it is not read as a rule',
    help: () => 'move it, give the pack a folder of its own, or leave it out with exclude:',
    explanation:
      'What lies in the folder of a pack counts as built, though a glob of the rules names it. This file was built by nobody: it may be a rule of yours.',
  }),
  'build/left-over': code({
    severity: 'warning',
    message: () => 'this file stands among the rules of a pack, and no build knows of it',
    help: () => 'remove it, if an earlier build left it; or move it out of the pack',
    explanation:
      'A build removes what the lock says that an earlier one has made. A lock that was deleted, or that the merge of two branches took from one side, has forgotten some of it: such a file stays, and with it a detection that the project has no more, or has under another name. Files of your own are best kept in a folder of their own.',
  }),
  'build/rows-changed': code<{ table: string; packs: string; added: string; removed: string; rules: string }>(
    {
      severity: 'note',
      message: ({ table, packs, added, removed, rules }) =>
        [
          `the table ${table} has changed in ${packs}`,
          ...(added === '' ? [] : [`it has ${added} more`]),
          ...(removed === '' ? [] : [`it lacks ${removed}`]),
          rules === '' ? 'no rule of them looks it up' : `looked up by ${rules}`,
        ].join('; '),
      explanation:
        'A table of `lookups:` has other rows than those that the last build, or the base of `--since`, had. Searches that look it up find something else, though their texts are the same; what that makes of each of them is told with the rule (`build/meaning-changed`), with an event made of one of these rows.',
    },
  ),
  'build/reworded': code<{ pack: string; tool: string }>({
    severity: 'note',
    message: ({ pack, tool }) =>
      `what is written in ${pack} is other than version ${tool} wrote of the same rule, and means the same`,
    explanation:
      'The rule is as it was, its output is not: another version of ruleglot, another configuration, or a file of the same name has changed how it is written. Both were read back, and are proved to match the same events.',
  }),
  'build/waived': code<{ what: string; pack: string; reason: string; until: string }>({
    severity: 'note',
    message: ({ what, pack, reason, until }) => `${what} in ${pack} is waived until ${until}: ${reason}`,
    explanation:
      'What would make the build fail is allowed by a waiver of the configuration, which gives its reason and the last day on which it holds.',
  }),
  'build/waiver-expired': code<{ rule: string; until: string }>({
    severity: 'warning',
    message: ({ rule, until }) => `the waiver of ${rule} ended on ${until}`,
    help: () => 'look at the rule again; remove the waiver, or give it another day',
    explanation:
      'A waiver holds up to its last day, so that an exception is looked at again. From then on the rule counts as any other.',
  }),
  'build/empty-pack': code<{ pack: string }>({
    severity: 'warning',
    message: ({ pack }) => `no rule goes into the pack ${pack}`,
    help: () =>
      'look at its select and exclude: each key of select must hold of a rule, any of exclude keeps it out',
    explanation:
      'The rules were read, and what the pack selects leaves out all of them: a tag, status or source that no rule has, as a rule a slip of the pen. The names of sources are those of `ruleglot list sources`, or a log source as product/category/service.',
  }),
  'build/waiver-unused': code<{ rule: string }>({
    severity: 'warning',
    message: ({ rule }) => `the waiver of ${rule} waives nothing`,
    help: () => 'remove it',
    explanation:
      'No rule of the project needs this waiver: the rule is gone, or its translation is better now.',
  }),
} as const satisfies Catalogue;
