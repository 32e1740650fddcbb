// The components of the page of a class.

import { mountPupil } from "./class_pupil.js";
import { mountWall } from "./class_wall.js";

export const components = { pupil: mountPupil, wall: mountWall };
