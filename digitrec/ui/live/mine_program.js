// The program of the page My digits.

import { mountGallery } from "./kept_gallery.js";
import { mountTest } from "./ten_digits.js";

export const components = { gallery: mountGallery, test: mountTest };
