import { join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { resolve } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { readerFor } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';
import { compareRules, type RuleDifference } from '../verify/index.ts';
import type { JudgeRequest } from './build-judge.ts';
import { textAt } from './pack-files.ts';

/**
 * What has changed in meaning: outputs that differ from those of the last build, as its lock has them, are read back as they
 * were and as they are, and compared. By `rules/a.yml#0.0 pack`.
 */
export async function meaningChanges(request: JudgeRequest): Promise<ReadonlyMap<string, Diagnostic>> {
  const { before, result, plan } = request;
  const found = new Map<string, Diagnostic>();
  const versions = new Versions(request);
  for (const [key, output] of result.assembled.outputs) {
    const old = before.rules.get(key)?.output;
    if (old === undefined) continue;
    const name = Object.keys(output).find(each => old[each] !== undefined && isReadable(each));
    if (name === undefined || old[name] === output[name]) continue;
    const pack = key.slice(key.lastIndexOf(' ') + 1);
    const folder = plan.packs.find(each => each.pack.name === pack)?.folder ?? '';
    const how = await versions.difference(`${folder}/${name}`);
    if (how !== undefined) found.set(key, diagnose('build/meaning-changed', { pack, how }));
  }
  return found;
}

/** Documents that a reader of ours takes; NDJSON stands beside TOML. */
function isReadable(name: string): boolean {
  return /\.(?:ya?ml|toml|conf)(?:#|$)/.test(name);
}

/** Files of packs as they were and as they will be, with their rules. */
class Versions {
  readonly #request: JudgeRequest;
  readonly #read = new Map<string, Promise<ReadonlyMap<string, Rule>>>();

  constructor(request: JudgeRequest) {
    this.#request = request;
  }

  async difference(output: string): Promise<string | undefined> {
    const [file = '', name] = output.split('#');
    const { project, result } = this.#request;
    const was = textAt(join(project.root, file));
    const is = result.assembled.files.get(file);
    if (was === undefined || is === undefined || was === is) return undefined;
    const old = await this.#ruleOf(file, was, 'old', name);
    const current = await this.#ruleOf(file, is, 'new', name);
    if (old === undefined || current === undefined) return undefined;
    return words(compareRules(old, current));
  }

  async #ruleOf(
    file: string,
    text: string,
    side: string,
    name: string | undefined,
  ): Promise<Rule | undefined> {
    const key = `${side} ${file}`;
    const held = this.#read.get(key) ?? rulesOf(file, text);
    this.#read.set(key, held);
    const rules = await held;
    return name === undefined ? [...rules.values()][0] : rules.get(name);
  }
}

/** By the name of their stanza, or title. */
async function rulesOf(path: string, text: string): Promise<ReadonlyMap<string, Rule>> {
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  const rules = new Map<string, Rule>();
  for (const { rule, location } of reader?.read(file, { placeholders: new Map() }) ?? []) {
    const { value } = rule === undefined ? { value: undefined } : resolve(rule);
    if (value !== undefined) rules.set(stanzaAt(text, location.line) ?? value.metadata.title, value);
  }
  return rules;
}

function stanzaAt(text: string, line: number): string | undefined {
  const at = text.split('\n').slice(Math.max(0, line - 1), line + 30);
  return at.map(each => /^\[(.*)\]$/.exec(each)?.[1]).find(each => each !== undefined);
}

/** Nothing for the same meaning. */
function words({ relation, because, onlyOld, onlyNew }: RuleDifference): string | undefined {
  const event = onlyNew ?? onlyOld;
  const shown = event === undefined ? '' : `, as by ${JSON.stringify(event)}`;
  switch (relation) {
    case 'equal':
      return undefined;
    case 'stronger':
      return `it matches less${shown}`;
    case 'weaker':
      return `it matches more${shown}`;
    case 'different':
      return `it matches other events${shown}`;
    default:
      return `that is not decided${because === undefined ? '' : `: ${because}`}`;
  }
}
