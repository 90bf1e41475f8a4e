import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { unixLines } from '../source/index.ts';
import { formOf, type PackForm } from './config.ts';
import { digestOf } from './digest.ts';
import { layElastic } from './layouts/elastic-pack.ts';
import { layEscu } from './layouts/escu-pack.ts';
import type { LayoutRequest, LayPack } from './layouts/pack-layout.ts';
import { layPanther } from './layouts/panther-pack.ts';
import { laySigma } from './layouts/sigma-pack.ts';
import { laySplunkApp } from './layouts/splunk-pack.ts';

const layouts: Readonly<Record<PackForm, LayPack>> = {
  app: laySplunkApp,
  escu: layEscu,
  analysis: layPanther,
  rules: layElastic,
  toml: layElastic,
  ndjson: layElastic,
  folder: laySigma,
};

/** The files of packs, by their paths in the project, and which of what is in them is of which rule. */
export interface Assembled {
  readonly files: ReadonlyMap<string, string>;
  /** Of the texts of the files. */
  readonly digests: ReadonlyMap<string, string>;
  /** By `rules/a.yml#0.0 pack`: name in the pack → digest. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts packs together. What would be written to one path twice is told, and then nothing may be written. */
export function assemble(requests: readonly LayoutRequest[]): Assembled {
  const files = new Map<string, string>();
  const digests = new Map<string, string>();
  const claims = new Claims();
  const outputs = new Map<string, Record<string, string>>();
  const diagnostics: Diagnostic[] = [];
  for (const request of requests) {
    const { pack, folder } = request.planned;
    const layout = layouts[formOf(pack)](request);
    diagnostics.push(...(layout.diagnostics ?? []));
    const texts = new Map<string, string[]>();
    const ofFirst = new Map<string, string>();
    const shared = new Set<string>();
    for (const { key, file, name, text: laid, isShared } of layout.parts) {
      const text = unixLines(laid);
      const owner = name === undefined ? `${key} in ${pack.name}` : pack.name;
      claims.add({ path: `${folder}/${file}`, owner, pack: pack.name });
      const known = texts.get(file);
      const isThere = isShared && shared.has(`${file}\n${text}`);
      if (isShared) shared.add(`${file}\n${text}`);
      const digest = digestOf(text);
      if (known === undefined) {
        texts.set(file, [layout.heads.get(file) ?? '', text]);
        ofFirst.set(file, digest);
      } else if (!isThere) known.push(text);
      const output = outputs.get(`${key} ${pack.name}`) ?? {};
      output[name === undefined ? file : `${file}#${name}`] = digest;
      outputs.set(`${key} ${pack.name}`, output);
    }
    const add = (file: string, text: string, digest = digestOf(text)): void => {
      files.set(`${folder}/${file}`, text);
      digests.set(`${folder}/${file}`, digest);
    };
    for (const [file, parts] of texts) {
      const [head, only = '', ...more] = parts;
      if (head === '' && more.length === 0) add(file, only, ofFirst.get(file));
      else add(file, parts.join(''));
    }
    for (const [file, text] of layout.files) {
      claims.add({ path: `${folder}/${file}`, owner: pack.name, pack: pack.name });
      add(file, unixLines(text));
    }
  }
  return { files, digests, outputs, diagnostics: [...diagnostics, ...claims.diagnostics()] };
}

interface Claim {
  readonly path: string;
  /** A rule in a pack, or a pack. */
  readonly owner: string;
  readonly pack: string;
}

/** Who writes which path. Letters of both cases are one: so they are to the file systems of macOS and Windows. */
class Claims {
  readonly #first = new Map<string, Claim>();
  /** By both packs: what is in the way of what, once, and how often. */
  readonly #collisions = new Map<string, { readonly path: string; readonly other: string; count: number }>();

  add(claim: Claim): void {
    const { path, owner, pack } = claim;
    const folded = path.toLowerCase();
    const first = this.#first.get(folded);
    if (first === undefined) this.#first.set(folded, claim);
    if (first === undefined || first.owner === owner) return;
    const packs = JSON.stringify([first.pack, pack]);
    const known = this.#collisions.get(packs);
    if (known === undefined) this.#collisions.set(packs, { path, other: first.owner, count: 1 });
    else known.count += 1;
  }

  diagnostics(): readonly Diagnostic[] {
    return [...this.#collisions.values()].map(collision => diagnose('build/duplicate-output', collision));
  }
}
