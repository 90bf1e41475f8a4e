import { policyWords } from '../project/policy.ts';
import { workersOption } from './convert-options.ts';
import { exitCodesHelp, verdictsHelp } from './help.ts';
import { projectOptions } from './open-project.ts';
import type { CommandSpec } from './options.ts';
import { reportHelp } from './reports.ts';

export const buildSpec: CommandSpec = {
  name: 'build',
  summary:
    'Make the packs that ruleglot.config.yaml names, with a lock file that says what was made of what.',
  operands: '',
  options: [
    { name: 'check', help: 'write nothing; fail when packs or lock are not what the rules make' },
    {
      name: 'since',
      value: 'REF',
      help: 'work only on the files of rules that have changed since this branch left a revision of git, the rest is as the lock says; tell what has changed in meaning since then',
    },
    ...projectOptions,
    { name: 'no-cache', help: 'make everything anew, and keep nothing for the next build' },
    {
      name: 'fail-on',
      value: 'LIST',
      words: [...policyWords, 'given:KIND'],
      help: 'takes the place of the policy of the configuration',
    },
    { name: 'report', value: 'FORM=FILE', repeats: true, help: reportHelp },
    workersOption,
  ],
  notes: [
    'Packs: an app of Splunk (or detections for contentctl), a folder of Panther analysis with a manifest, TOML files of detection-rules and one NDJSON for Kibana, a folder of Sigma rules. Only files that differ are written, each at once, and those of rules that are gone are removed when the lock says that they are ours and nobody has changed them. The same rules, configuration and version give the same bytes on every machine.',
    'The lock has a line for each rule and pack: digest of the source, verdict, evidence, digests of what was written, version of ruleglot. Commit it with the packs. When an output differs from the last one, both are read back and compared: what has changed in meaning is told.',
    'Results are kept in .ruleglot-cache, by digests of all that they depend on; it may be shared, and need not be committed.',
    'Where two files of rules bear one name, the names of their documents have their folders in front. Rules without an id get one that is made of their place, a search of savedsearches.conf one of its file and its stanza; a document that becomes several rules gives the second and later ones ids made of its own; where a product takes UUIDs alone, any other id gives one. None of them changes while the rule has its id, or its place: of several rules in one file, whichever comes before them. A RuleID of Panther is made of the log type and the name of the file, that of a correlation of its title and its id: to Panther a file of another name is another rule. Rules of Panther keep theirs.',
    verdictsHelp,
    exitCodesHelp,
  ],
  examples: [
    { command: 'ruleglot build', says: 'packs and lock as the configuration says' },
    { command: 'ruleglot build --check', says: 'in CI: fails when somebody forgot to build' },
    {
      command: 'ruleglot build --check --report markdown=summary.md --report sarif=ruleglot.sarif',
      says: 'with a summary for the pull request, and findings for code scanning',
    },
    {
      command: 'ruleglot build --check --since origin/main',
      says: 'works on what a branch has changed, and tells what that means',
    },
    { command: 'ruleglot build --profile prod-eu', says: 'for another environment' },
  ],
};
