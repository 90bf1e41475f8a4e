import { renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openProject } from '../../src/cli/open-project.ts';
import { parseArguments } from '../../src/cli/options.ts';
import { ProjectChanges } from '../../src/cli/project-changes.ts';
import { watchSpec } from '../../src/cli/watch-options.ts';
import { plainDetection, sigmaRule, temporaryFolder, writeFiles } from './ruleglot.ts';

const folder = temporaryFolder();
const terminal = {
  diagnostic: () => undefined,
  pass: () => undefined,
  progress: () => undefined,
  say: () => undefined,
};
const config = `rules:
  - paths: [rules]
packs:
  - { name: sigma, target: sigma, folder: packs }
macros: [own]
lookups: [own]
reports: [ndjson=out/report.ndjson]
`;
const rule = (title: string): string => sigmaRule(title, plainDetection);

/** Whether a build is asked for within so many milliseconds of what is done. */
async function wakes(changes: ProjectChanges, change: () => void, most = 5000): Promise<boolean> {
  changes.begin();
  change();
  const late = new Promise<boolean>(tell => setTimeout(() => tell(false), most));
  return Promise.race([changes.next(), late]);
}

test('a build is asked for by what it is made of, and by nothing else', async () => {
  writeFiles(folder, {
    'ruleglot.config.yaml': config,
    'rules/a.yml': rule('One'),
    'own.txt': '',
    'own/macros.conf': '[a]\ndefinition = x\n',
    'own/assets.csv': 'host\n',
  });
  const given = parseArguments(watchSpec, ['--config', `${folder}/ruleglot.config.yaml`]);
  if ('code' in given) throw new Error(given.message);
  const project = openProject(given, terminal);
  if (project === undefined || 'code' in project) throw new Error('no project');
  const changes = new ProjectChanges(given, project, 0.1, new AbortController().signal);
  const replaced = (text: string) => () => {
    writeFiles(folder, { 'rules/.swap': text });
    renameSync(`${folder}/rules/.swap`, `${folder}/rules/a.yml`);
  };
  try {
    expect(await wakes(changes, replaced(rule('Two')))).toBe(true);
    expect(await wakes(changes, replaced(rule('Three')))).toBe(true);
    expect(await wakes(changes, () => writeFiles(folder, { 'rules/new/b.yml': rule('Other') }))).toBe(true);
    expect(await wakes(changes, () => writeFiles(folder, { 'own/assets.csv': 'host\na\n' }))).toBe(true);
    const macro = { 'own/macros.conf': '[a]\ndefinition = y\n' };
    expect(await wakes(changes, () => writeFiles(folder, macro))).toBe(true);
    const written = { 'out/report.ndjson': '{}', 'packs/rules/a.yml': 'x', 'own.txt': 'x' };
    expect(await wakes(changes, () => writeFiles(folder, written), 800)).toBe(false);
    expect(
      await wakes(changes, () => writeFiles(folder, { 'ruleglot.config.yaml': `${config}evidence: none\n` })),
    ).toBe(true);
  } finally {
    changes.close();
  }
});
