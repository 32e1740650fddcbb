// The program of what keeps drawings, or sends them to the server, on pages that have another.

import { mountHandOver } from "./hand_over.js";
import { mountKeep } from "./keep.js";

export const components = { handOver: mountHandOver, keep: mountKeep };
