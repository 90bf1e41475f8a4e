import { resolve } from 'node:path';
import type { Lock } from '../project/lock.ts';
import { heldNames, outputNames } from '../project/output-names.ts';
import type { BuildPlan } from '../project/plan.ts';
import { heldPlaces } from '../project/rule-places.ts';
import { shownPath } from './input-files.ts';
import type { OpenedProject } from './open-project.ts';
import type { ProjectFile } from './project-files.ts';

/** The plan of a build: paths of the configuration are from the working directory, names and numbers of rules as `before` has them. */
export function buildPlan(
  { config, root }: OpenedProject,
  packs: BuildPlan['packs'],
  files: readonly ProjectFile[],
  before: Lock,
): BuildPlan {
  const shown = (path: string): string => shownPath(resolve(root, path));
  return {
    config: {
      ...config,
      ...(config.placeholders === undefined ? {} : { placeholders: [config.placeholders].flat().map(shown) }),
      ...(config.pipelines === undefined ? {} : { pipelines: config.pipelines.map(shown) }),
      ...(config.filters === undefined ? {} : { filters: config.filters.map(shown) }),
      ...(config.macros === undefined ? {} : { macros: config.macros.map(shown) }),
    },
    root,
    packs: packs.map(each =>
      each.pack.pipelines === undefined
        ? each
        : { ...each, pack: { ...each.pack, pipelines: each.pack.pipelines.map(shown) } },
    ),
    evidence: config.evidence ?? 'proved',
    places: heldPlaces(before),
    names: Object.fromEntries(
      outputNames(
        files.map(({ path }) => path),
        heldNames(before),
      ),
    ),
  };
}
