import { relative, resolve, sep } from 'node:path';
import {
  type CompileOptions,
  compile,
  type Documents,
  located,
  type Translation,
  writeDocuments,
} from '../compile/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { useTables } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { withOwnId, withUuid } from '../project/derived-id.ts';
import { type Environment, environmentOf } from '../project/environment.ts';
import { ruleName } from '../project/output-names.ts';
import {
  type FilePiece,
  type PackPiece,
  type PieceDocument,
  type RulePiece,
  storedDiagnostic,
} from '../project/piece.ts';
import type { BuildPlan, PlannedPack } from '../project/plan.ts';
import { packSelects } from '../project/selection.ts';
import { type Pipeline, pipelineOf, type ReadRule } from '../readers/index.ts';
import { checkedTranslation } from './evidence.ts';
import { crashOf } from './failures.ts';
import type { FileRun, FileWork } from './file-work.ts';
import { readSource } from './input-files.ts';
import { labelledEvents, type RuleEvent } from './labelled-events.ts';
import type { Arguments } from './options.ts';
import { inEnvironment } from './own-environment.ts';
import { isRefusedEarly } from './refused-early.ts';
import { type ReadFile, readRuleFile } from './rule-stream.ts';
import { targetEvents } from './target-events.ts';
import { parseTargets, type Target } from './targets.ts';

interface OpenPack extends PlannedPack {
  /** Of the pack alone. */
  readonly pipelines: readonly Pipeline[];
  readonly product: Target;
  readonly environment: Environment;
  readonly options: CompileOptions;
  readonly selects: ReturnType<typeof packSelects>;
}

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
    finish: async (file, _names, run) => {
      const piece = await pieceOf(await readForPacks(file, packs, run), building, run.debug);
      useTables(base.tables);
      run.reports.addWritten(JSON.stringify(piece));
    },
  };
}

async function openPack(planned: PlannedPack, { config }: BuildPlan): Promise<OpenPack> {
  const targets = await parseTargets([planned.target], undefined);
  const product = 'code' in targets ? undefined : targets[0];
  if (product === undefined) throw new Error(`no target ${planned.target}`);
  const environment = environmentOf(config, planned.profile);
  const { pack } = planned;
  const plain: CompileOptions = {
    casing: pack.casing ?? 'keep',
    strictFields: pack['strict-fields'] ?? false,
    ...(pack.unmapped === undefined ? {} : { unmapped: pack.unmapped }),
    profile: environment.profile,
    ...(product.dialect === undefined ? {} : { dialect: product.dialect }),
  };
  const options = inEnvironment(plain, environment);
  return {
    ...planned,
    product,
    environment,
    options,
    selects: packSelects(pack),
    pipelines: await ownPipelines(pack),
  };
}

/** That they can be applied whole has been seen before the work began. */
async function ownPipelines({ pipelines = [] }: PlannedPack['pack']): Promise<readonly Pipeline[]> {
  const found: Pipeline[] = [];
  for (const path of pipelines) {
    const source = readSource(path);
    const { value } = 'code' in source ? { value: undefined } : await pipelineOf(source);
    if (value === undefined) throw new Error(`no pipeline ${path}`);
    found.push(value);
  }
  return found;
}

/** A file as all packs have it, and as those with pipelines of their own do. */
interface PackedFile extends ReadFile {
  readonly ofPacks: ReadonlyMap<OpenPack, ReadFile>;
}

async function readForPacks(file: ReadFile, packs: readonly OpenPack[], run: FileRun): Promise<PackedFile> {
  const ofPacks = new Map<OpenPack, ReadFile>();
  const isSigma = file.rules.some(({ location }) => location.format === 'sigma');
  for (const pack of isSigma ? packs.filter(({ pipelines }) => pipelines.length > 0) : []) {
    const pipelines = [...(run.readOptions.pipelines ?? []), ...pack.pipelines];
    ofPacks.set(
      pack,
      await readRuleFile(file.path, { ...run, readOptions: { ...run.readOptions, pipelines } }),
    );
  }
  return { ...file, ofPacks };
}

/** A rule as a pack has it: read with its own pipelines, if it has any. */
function readFor(pack: OpenPack, read: ReadRule, { ofPacks }: PackedFile): ReadRule {
  const { document, part } = read.location;
  const own = ofPacks
    .get(pack)
    ?.rules.find(({ location }) => location.document === document && location.part === part);
  return own ?? read;
}

async function pieceOf(file: PackedFile, building: Building, debug: boolean): Promise<FilePiece> {
  const { root } = building.plan;
  const path = relative(root, resolve(file.path)).split(sep).join('/');
  const events = file.rules.some(read => read.rule !== undefined) ? labelledEvents(file.path) : [];
  const beside: readonly Diagnostic[] = 'code' in events ? [events] : [];
  const rules: RulePiece[] = [];
  for (const read of file.rules)
    rules.push(
      await rulePiece(read, { file, path, events: 'code' in events ? [] : events, building, debug }),
    );
  return {
    path,
    rules,
    failures: [...file.failures, ...beside].map(each => storedDiagnostic(each, file.path)),
  };
}

interface FileContext {
  readonly file: PackedFile;
  /** From the folder of the project. */
  readonly path: string;
  readonly events: readonly RuleEvent[];
  readonly building: Building;
  readonly debug: boolean;
}

async function rulePiece(read: ReadRule, context: FileContext): Promise<RulePiece> {
  const { path, building } = context;
  const { document, part, line, format, id, title } = read.location;
  const rule = read.rule && withOwnId(read.rule, path, read.location);
  const known = rule?.metadata.id ?? id;
  const head = {
    ...{ document, part, line, format },
    ...(known === undefined ? {} : { id: known }),
    ...(title === undefined ? {} : { title }),
    diagnostics: read.diagnostics.map(each => storedDiagnostic(each, read.location.path)),
  };
  if (rule === undefined && !isRefusedEarly(read)) return head;
  const candidate = { rule: rule ?? read.known ?? {}, location: read.location, path };
  const wanted = building.packs.filter(({ selects }) => selects(candidate));
  const name = ruleName(building.plan.names[path] ?? 'rule', read.location);
  const packs: PackPiece[] = [];
  for (const pack of wanted) {
    const own = readFor(pack, read, context.file);
    const ownRule = own === read ? rule : own.rule && withOwnId(own.rule, path, own.location);
    const told = own.diagnostics.filter(each => !read.diagnostics.some(({ code }) => code === each.code));
    packs.push(
      await packPiece(ownRule && idFor(pack, ownRule), pack, {
        name,
        shown: read.location.path,
        told,
        ...context,
      }),
    );
  }
  return { ...head, packs };
}

function idFor({ product }: OpenPack, rule: Rule): Rule {
  return product.backend.target === 'sigma' ? withUuid(rule) : rule;
}

interface PieceContext extends FileContext {
  readonly name: string;
  /** Of the source file, as diagnostics show it. */
  readonly shown: string;
  /** What the pack's own pipelines say of the rule. */
  readonly told: readonly Diagnostic[];
}

async function packPiece(rule: Rule | undefined, open: OpenPack, context: PieceContext): Promise<PackPiece> {
  useTables(open.environment.tables);
  try {
    return await translatedPiece(rule, open, context);
  } catch (error) {
    const diagnostics = [storedDiagnostic(crashOf(error, context.debug), context.shown)];
    const { product } = open;
    const nothing = { given: [], query: null, documents: [], language: product.language };
    return { pack: open.pack.name, verdict: 'crashed', diagnostics, ...nothing };
  }
}

/** Of a rule that is refused whatever the target; its own diagnostics say why. */
const refusal: Translation = { verdict: 'refused', given: [], diagnostics: [], reasons: [] };

async function translatedPiece(
  rule: Rule | undefined,
  open: OpenPack,
  context: PieceContext,
): Promise<PackPiece> {
  const { product, options, pack } = open;
  const declared = rule === undefined ? refusal : compile(rule, product.backend, options);
  const own = { labelled: context.events, given: [] };
  const { evidence } = context.building.plan;
  const { translation, contradicted } = await checkedTranslation(rule, declared, evidence, own);
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
  let told: Pick<Documents, 'lost' | 'diagnostics'> = { lost: [], diagnostics: [] };
  for (const format of formats) {
    const found = writeDocuments(translation, product.backend, { format, fileName: name, events: seen });
    documents.push(...found.files.map(({ path, text }) => ({ format, path, text })));
    if (told.diagnostics.length === 0) told = found;
  }
  const { lost, diagnostics } = told;
  return { documents, lost, diagnostics };
}
