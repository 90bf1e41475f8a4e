import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** A folder of src imports only folders above it in this list; backends see the IR's face alone. */
const layers = [
  'source',
  'diagnostics',
  'regex',
  'ir',
  'evaluate',
  'describe',
  'fields',
  'languages',
  'readers',
  'compile',
  'verify',
  'project',
  'catalog',
  'cli',
  'library',
  'index.ts',
];
/** Where everything is put together: the only places that may import the list of backends. */
const compositionRoots = ['src/cli', 'src/catalog', 'src/library'];

test('a folder of src imports only folders above it', () => {
  expect(violations(sourceFiles('src'), layerViolation)).toEqual([]);
});

test('a backend imports the face of the IR, its own folder, what all backends share, and nothing else of src', () => {
  expect(violations(sourceFiles('backends'), backendViolation)).toEqual([]);
});

test('the table names the folders that there are', () => {
  const there = readdirSync(join(root, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory());
  expect(there.map(entry => entry.name).filter(name => !layers.includes(name))).toEqual([]);
});

function violations(files: readonly string[], find: (from: string, to: string) => boolean): string[] {
  return files.flatMap(file =>
    imports(file)
      .map(to => relative(root, resolve(dirname(file), to)))
      .filter(to => find(relative(root, file), to))
      .map(to => `${relative(root, file)} imports ${to}`),
  );
}

function layerViolation(from: string, to: string): boolean {
  if (to.startsWith('backends')) return !compositionRoots.some(folder => from.startsWith(folder));
  if (!to.startsWith('src/')) return false;
  return layers.indexOf(folderOf(to)) > layers.indexOf(folderOf(from));
}

function backendViolation(from: string, to: string): boolean {
  if (to === 'src/ir/index.ts') return false;
  if (to.startsWith('src')) return true;
  const ofList = from === 'backends/index.ts';
  if (dirname(to) === 'backends' && to !== 'backends/index.ts') return false;
  return to.startsWith('backends') && !ofList && dirname(to).split('/')[1] !== dirname(from).split('/')[1];
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(match => match[1] ?? '');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap(name => {
    const path = join(root, folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(relative(root, path));
    return path.endsWith('.ts') ? [path] : [];
  });
}
