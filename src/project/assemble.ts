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
  /** By `rules/a.yml#0.0 pack`: name in the pack → digest. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts packs together. What would be written to one path twice is told, and then nothing may be written. */
export function assemble(requests: readonly LayoutRequest[]): Assembled {
  const files = new Map<string, string>();
  const owners = new Map<string, string>();
  const outputs = new Map<string, Record<string, string>>();
  const diagnostics: Diagnostic[] = [];
  const claim = (path: string, owner: string): void => {
    const folded = path.toLowerCase();
    const other = owners.get(folded);
    if (other !== undefined && other !== owner)
      diagnostics.push(diagnose('build/duplicate-output', { path, other }));
    owners.set(folded, owner);
  };
  for (const request of requests) {
    const { pack, folder } = request.planned;
    const layout = layouts[formOf(pack)](request);
    diagnostics.push(...(layout.diagnostics ?? []));
    const texts = new Map<string, string[]>();
    for (const { key, file, name, text: laid } of layout.parts) {
      const text = unixLines(laid);
      claim(`${folder}/${file}`, name === undefined ? `${key} in ${pack.name}` : pack.name);
      const known = texts.get(file);
      if (known === undefined) texts.set(file, [layout.heads.get(file) ?? '', text]);
      else known.push(text);
      const output = outputs.get(`${key} ${pack.name}`) ?? {};
      output[name === undefined ? file : `${file}#${name}`] = digestOf(text);
      outputs.set(`${key} ${pack.name}`, output);
    }
    for (const [file, parts] of texts) files.set(`${folder}/${file}`, parts.join(''));
    for (const [file, text] of layout.files) {
      claim(`${folder}/${file}`, pack.name);
      files.set(`${folder}/${file}`, unixLines(text));
    }
  }
  return { files, outputs, diagnostics };
}
