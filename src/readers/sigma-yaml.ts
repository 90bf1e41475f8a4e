import type { SourceFile } from '../source/index.ts';
import type { Reader, ReadOptions, ReadRule } from './reader.ts';
import { sigmaDocuments, sigmaFormat } from './sigma-documents.ts';
import { mayLink } from './sigma-linking.ts';
import { SigmaLinks } from './sigma-links.ts';
import { SigmaRun } from './sigma-run.ts';

/** Sigma rules, specification 2.1: https://sigmahq.io/sigma-specification/. */
export const sigmaReader: Reader = {
  format: sigmaFormat,
  read: readSigma,
};

/** With no other files that its documents could refer to, or that refer to it, a file stands by itself. */
function readSigma(file: SourceFile, options: ReadOptions): readonly ReadRule[] {
  const { run } = options;
  const known = run?.fileAt(file.path);
  if (run !== undefined && known !== undefined) return readFrom(known, run, linksOf(run, options));
  const files = run === undefined ? [file] : [...run.files, file];
  const own = new SigmaRun(mayLink(file.text) || run !== undefined ? files : []);
  return readFrom(file, own, new SigmaLinks(own, options));
}

function readFrom(file: SourceFile, run: SigmaRun, links: SigmaLinks): readonly ReadRule[] {
  const documents = run.files.includes(file) ? run.documentsOf(file) : sigmaDocuments(file);
  return documents.flatMap(document => links.read(document));
}

const linksByRun = new WeakMap<SigmaRun, SigmaLinks>();

function linksOf(run: SigmaRun, options: ReadOptions): SigmaLinks {
  const links = linksByRun.get(run) ?? new SigmaLinks(run, options);
  linksByRun.set(run, links);
  return links;
}
