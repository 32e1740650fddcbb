// The program of what shows or sends kept drawings on the pages that have others of their own.

import { mountHandOver } from "./hand_over.js";

export const components = { handOver: mountHandOver };
