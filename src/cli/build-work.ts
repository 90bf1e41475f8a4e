import { relative, resolve, sep } from 'node:path';
import { compile, type Documents, located, type Translation, writeDocuments } from '../compile/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { useTables } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { idOfName, withOwnId, withUuid } from '../project/derived-id.ts';
import { type Environment, environmentOf } from '../project/environment.ts';
import { ruleName } from '../project/output-names.ts';
import {
  type FilePiece,
  type PackPiece,
  type PieceDocument,
  type RulePiece,
  storedDiagnostic,
} from '../project/piece.ts';
import type { BuildPlan } from '../project/plan.ts';
import { documentPlaces } from '../project/rule-places.ts';
import type { ReadRule, RuleLocation } from '../readers/index.ts';
import { abreast, type Steps } from './abreast.ts';
import { type OpenPack, openPack, type PackedFile, readFor, readForPacks } from './build-packs.ts';
import { checkedTranslation } from './evidence.ts';
import { crashOf } from './failures.ts';
import type { FileRun, FileWork } from './file-work.ts';
import { labelledEvents, type RuleEvent } from './labelled-events.ts';
import type { Arguments } from './options.ts';
import { isRefusedEarly } from './refused-early.ts';
import { targetEvents } from './target-events.ts';

interface Building {
  readonly plan: BuildPlan;
  readonly packs: readonly OpenPack[];
  readonly base: Environment;
}

/** What `build` does with a file, on any thread: the line that it reports is a piece, which the packs are made of. */
export async function buildWork(given: Arguments): Promise<FileWork> {
  const plan = JSON.parse(given.one('plan') ?? '{}') as BuildPlan;
  const packs = await Promise.all(plan.packs.map(each => openPack(each, plan)));
  const base = environmentOf(plan.config, undefined);
  const building: Building = { plan, packs, base };
  useTables(base.tables);
  return {
    named: () => [],
    finish: async files => {
      const open: OpenFile[] = [];
      for (const { file, run } of files)
        open.push(openFile(await readForPacks(file, packs, run), building, run));
      const pieces = await packPieces(open, building);
      useTables(base.tables);
      for (const each of open) each.run.reports.addWritten(JSON.stringify(pieceOf(each, pieces)));
    },
  };
}

/** A file with the events beside it. */
interface OpenFile {
  readonly file: PackedFile;
  /** From the folder of the project. */
  readonly path: string;
  readonly events: readonly RuleEvent[];
  readonly failures: readonly Diagnostic[];
  readonly run: FileRun;
  readonly rules: readonly OpenRule[];
}

/** A rule with the packs that it goes into; none, where it could not be read. */
interface OpenRule {
  readonly read: ReadRule;
  /** With the number of its document, which is that of the last build. */
  readonly place: RuleLocation;
  readonly rule: Rule | undefined;
  readonly packs: readonly OpenPack[];
}

function openFile(file: PackedFile, { plan, packs }: Building, run: FileRun): OpenFile {
  const path = relative(plan.root, resolve(file.path)).split(sep).join('/');
  const events = file.rules.some(read => read.rule !== undefined) ? labelledEvents(file.path) : [];
  const places = documentPlaces(
    file.rules.map(read => ({ document: read.location.document, id: steadyId(read, path) })),
    plan.places[path],
  );
  const rules = file.rules.map((read): OpenRule => {
    const { location } = read;
    const place = { ...location, document: places.get(location.document) ?? location.document };
    const rule = read.rule && withOwnId(read.rule, path, place);
    if (rule === undefined && !isRefusedEarly(read)) return { read, place, rule, packs: [] };
    const candidate = { rule: rule ?? read.known ?? {}, location, path };
    return { read, place, rule, packs: packs.filter(({ selects }) => selects(candidate)) };
  });
  return {
    ...{ file, path, run, rules },
    events: 'code' in events ? [] : events,
    failures: 'code' in events ? [...file.failures, events] : file.failures,
  };
}

/** The id that a rule has whatever its number. */
function steadyId({ rule, location }: ReadRule, path: string): string | undefined {
  return rule?.metadata.id ?? location.id ?? idOfName(path, location.name);
}

type PiecesOfRule = ReadonlyMap<OpenRule, readonly PackPiece[]>;

/** The rules of all files in one pack, then in the next. */
async function packPieces(files: readonly OpenFile[], { plan, packs }: Building): Promise<PiecesOfRule> {
  const found = new Map<OpenRule, PackPiece[]>();
  for (const pack of packs) {
    useTables(pack.environment.tables);
    const wanted = files.flatMap(file =>
      file.rules.filter(open => open.packs.includes(pack)).map(open => packPiece(open, pack, file, plan)),
    );
    for (const { open, piece } of await abreast(wanted)) found.set(open, [...(found.get(open) ?? []), piece]);
  }
  return found;
}

function pieceOf({ file, path, rules, failures }: OpenFile, pieces: PiecesOfRule): FilePiece {
  return {
    path,
    rules: rules.map(open => rulePiece(open, path, pieces)),
    failures: failures.map(each => storedDiagnostic(each, file.path)),
    ...(rules.some(({ read, place }) => place.document !== read.location.document)
      ? { isRenumbered: true }
      : {}),
    ...(file.remarks.length === 0
      ? {}
      : { remarks: file.remarks.map(each => storedDiagnostic(each, file.path)) }),
  };
}

function rulePiece(open: OpenRule, path: string, pieces: PiecesOfRule): RulePiece {
  const { read, place, rule } = open;
  const { document, part, line, format, title } = place;
  const known = rule?.metadata.id ?? steadyId(read, path);
  const head = {
    ...{ document, part, line, format },
    ...(known === undefined ? {} : { id: known }),
    ...(title === undefined ? {} : { title }),
    diagnostics: read.diagnostics.map(each => storedDiagnostic(each, read.location.path)),
  };
  if (rule === undefined && !isRefusedEarly(read)) return head;
  return { ...head, packs: pieces.get(open) ?? [] };
}

function idFor({ product }: OpenPack, rule: Rule): Rule {
  return product.backend.target === 'sigma' ? withUuid(rule) : rule;
}

async function* packPiece(
  open: OpenRule,
  pack: OpenPack,
  { file, path, events, run }: OpenFile,
  { names, evidence }: BuildPlan,
): Steps<{ readonly open: OpenRule; readonly piece: PackPiece }> {
  const { read } = open;
  const own = readFor(pack, read, file);
  const ownRule = own === read ? open.rule : own.rule && withOwnId(own.rule, path, open.place);
  try {
    const piece = yield* translatedPiece(ownRule && idFor(pack, ownRule), pack, {
      evidence,
      events,
      name: ruleName(names[path] ?? 'rule', open.place),
      shown: read.location.path,
      told: own.diagnostics.filter(each => !read.diagnostics.some(({ code }) => code === each.code)),
    });
    return { open, piece };
  } catch (error) {
    const diagnostics = [storedDiagnostic(crashOf(error, run.debug), read.location.path)];
    const nothing = { given: [], query: null, documents: [], language: pack.product.language };
    return { open, piece: { pack: pack.pack.name, verdict: 'crashed', diagnostics, ...nothing } };
  }
}

/** Of a rule that is refused whatever the target; its own diagnostics say why. */
const refusal: Translation = { verdict: 'refused', given: [], diagnostics: [], reasons: [] };

interface PieceContext extends Pick<BuildPlan, 'evidence'> {
  readonly events: readonly RuleEvent[];
  readonly name: string;
  /** Of the source file, as diagnostics show it. */
  readonly shown: string;
  /** What the pack's own pipelines say of the rule. */
  readonly told: readonly Diagnostic[];
}

async function* translatedPiece(
  rule: Rule | undefined,
  open: OpenPack,
  context: PieceContext,
): Steps<PackPiece> {
  const { product, options, pack } = open;
  const declared = rule === undefined ? refusal : compile(rule, product.backend, options);
  yield;
  const own = { labelled: context.events, given: [] };
  const { translation, contradicted } = await checkedTranslation(rule, declared, context.evidence, own);
  yield;
  const allowed: readonly string[] = pack.allow ?? ['exact', 'broader', 'narrower', 'different'];
  const isWritten = !contradicted && allowed.includes(translation.verdict);
  const written = isWritten
    ? documentsOf(rule, translation, open, context)
    : { documents: [], lost: [], diagnostics: [] };
  return {
    pack: pack.name,
    verdict: translation.verdict,
    language: translation.dialect?.language ?? product.language,
    ...(translation.evidence === undefined ? {} : { evidence: translation.evidence }),
    given: translation.given,
    query: translation.query ?? null,
    diagnostics: [
      ...context.told,
      ...located([...translation.diagnostics, ...written.diagnostics], rule),
    ].map(each => storedDiagnostic(each, context.shown)),
    ...(contradicted ? { contradicted } : {}),
    ...(written.lost.length === 0 ? {} : { lost: written.lost }),
    documents: written.documents,
  };
}

function documentsOf(
  rule: Rule | undefined,
  translation: Translation,
  { product, formats }: OpenPack,
  { name, events }: PieceContext,
): Pick<Documents, 'lost' | 'diagnostics'> & { readonly documents: readonly PieceDocument[] } {
  const { planned, dialect } = translation;
  const seen =
    rule === undefined || planned === undefined || dialect === undefined
      ? []
      : targetEvents(rule, events, dialect.vendor, planned);
  const documents: PieceDocument[] = [];
  let told: Pick<Documents, 'lost' | 'diagnostics'> | undefined;
  for (const format of formats) {
    const found = writeDocuments(translation, product.backend, {
      ...{ format, fileName: name, events: seen, isOfPack: true },
    });
    documents.push(...found.files.map(({ path, text }) => ({ format, path, text })));
    // What one document of the pack has a place for is not lost to the pack.
    const lost = told === undefined ? found.lost : told.lost.filter(key => found.lost.includes(key));
    told = { lost, diagnostics: told?.diagnostics.length ? told.diagnostics : found.diagnostics };
  }
  return { documents, lost: told?.lost ?? [], diagnostics: told?.diagnostics ?? [] };
}
