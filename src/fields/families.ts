import applications from './data/applications.json' with { type: 'json' };
import aws from './data/aws.json' with { type: 'json' };
import azure from './data/azure.json' with { type: 'json' };
import dataModels from './data/data-models.json' with { type: 'json' };
import elastic from './data/elastic.json' with { type: 'json' };
import elasticDefend from './data/elastic-defend.json' with { type: 'json' };
import network from './data/network.json' with { type: 'json' };
import saas from './data/saas.json' with { type: 'json' };
import securityProducts from './data/security-products.json' with { type: 'json' };
import unix from './data/unix.json' with { type: 'json' };
import windows from './data/windows.json' with { type: 'json' };
import windowsFields from './data/windows-fields.json' with { type: 'json' };
import type { Family } from './data-source.ts';

/** Every data file, in the order in which sources are listed. Their shape is held by schemas/data-source.schema.json. */
export const families = [
  windows,
  windowsFields,
  unix,
  elasticDefend,
  elastic,
  aws,
  azure,
  saas,
  network,
  applications,
  securityProducts,
  dataModels,
] as unknown as readonly Family[];
