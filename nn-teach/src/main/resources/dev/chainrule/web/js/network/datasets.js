/** What the data sets are called. */

import { has, t } from '../core/strings.js';

/** @param {{name: string, title: string} | undefined} dataset as the server describes it; what has no name here keeps its title */
export const titleOf = (dataset) =>
  dataset && has(`data.${dataset.name}`) ? t(`data.${dataset.name}`) : (dataset?.title ?? '');
