import models from './data-models.json' with { type: 'json' };

/** A dataset of Splunk's Common Information Model. */
export interface Dataset {
  /** The page that lists its fields. */
  readonly source: string;
  readonly fields: readonly string[];
  /** What the model's definition gives a field where the event has no value, or an empty text. */
  readonly filled: Readonly<Record<string, string | number>>;
}

const datasets = models.datasets as Readonly<Record<string, Dataset>>;

export const overviewOfModels: string = models.overview;

export const datasetNames: readonly string[] = Object.keys(datasets);

/** The names of fields of all datasets. */
export const modelNames: ReadonlySet<string> = new Set(
  Object.values(datasets).flatMap(({ fields }) => fields),
);

/**
 * The dataset of that name: `Endpoint.Processes`, `Web`; also a model that has one root (`Network_Traffic`), and a dataset within a
 * root (`Authentication.Failed_Authentication`), which has its fields. Undefined of one that is not known.
 */
export function datasetOf(dataModel: string | undefined): Dataset | undefined {
  if (dataModel === undefined) return undefined;
  if (Object.hasOwn(datasets, dataModel)) return datasets[dataModel];
  const only = onlyRoot(modelOf(dataModel));
  return only === undefined ? undefined : datasets[only];
}

/** Whether two names are of one dataset: `Network_Traffic` says the same as with its root, `Network_Traffic.All_Traffic`. */
export function isSameDataset(one: string, other: string | undefined): boolean {
  return one === other || (other !== undefined && withRoot(one) === withRoot(other));
}

function withRoot(dataModel: string): string {
  const root = dataModel.includes('.') ? dataModel : (onlyRoot(dataModel) ?? dataModel);
  return root.includes('.') ? root : `${root}.${root}`;
}

function onlyRoot(model: string): string | undefined {
  const [root, ...others] = Object.keys(datasets).filter(name => modelOf(name) === model);
  return others.length === 0 ? root : undefined;
}

function modelOf(dataModel: string): string {
  return dataModel.split('.', 1)[0] ?? dataModel;
}
