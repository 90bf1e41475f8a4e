export { type Applied, applyPipelines } from './apply-pipelines.ts';
export type { Pipeline } from './pipeline.ts';
export {
  laterUses,
  pipelined,
  pipelinedCorrelation,
  pipelinedDetection,
  withNamedKeys,
} from './pipelined-rule.ts';
export { readPipeline } from './read-pipeline.ts';
