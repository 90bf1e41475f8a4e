import type { CompileOptions } from '../compile/index.ts';
import { type Environment, environmentOf } from '../project/environment.ts';
import type { BuildPlan, PlannedPack } from '../project/plan.ts';
import { packSelects } from '../project/selection.ts';
import { type Pipeline, pipelineOf, type ReadRule } from '../readers/index.ts';
import type { FileRun } from './file-work.ts';
import { readSource } from './input-files.ts';
import { inEnvironment } from './own-environment.ts';
import { type ReadFile, readRuleFile } from './rule-stream.ts';
import { parseTargets, type Target } from './targets.ts';

/** A pack with what its rules are translated by. */
export interface OpenPack extends PlannedPack {
  /** Of the pack alone. */
  readonly pipelines: readonly Pipeline[];
  readonly product: Target;
  readonly environment: Environment;
  readonly options: CompileOptions;
  readonly selects: ReturnType<typeof packSelects>;
}

export async function openPack(planned: PlannedPack, { config }: BuildPlan): Promise<OpenPack> {
  const targets = await parseTargets([planned.target], undefined);
  const product = 'code' in targets ? undefined : targets[0];
  if (product === undefined) throw new Error(`no target ${planned.target}`);
  const environment = environmentOf(config, planned.profile);
  const { pack } = planned;
  const plain: CompileOptions = {
    casing: pack.casing ?? 'keep',
    newTerms: pack['new-terms'] ?? 'search',
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
export interface PackedFile extends ReadFile {
  readonly ofPacks: ReadonlyMap<OpenPack, ReadFile>;
}

export async function readForPacks(
  file: ReadFile,
  packs: readonly OpenPack[],
  run: FileRun,
): Promise<PackedFile> {
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
export function readFor(pack: OpenPack, read: ReadRule, { ofPacks }: PackedFile): ReadRule {
  const { document, part } = read.location;
  const own = ofPacks
    .get(pack)
    ?.rules.find(({ location }) => location.document === document && location.part === part);
  return own ?? read;
}
