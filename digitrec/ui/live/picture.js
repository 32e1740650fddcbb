// Makes pictures of counts, as digitrec/ui/pictures.py does.

const PAPER_GREY = 255, INK_GREY = 20;

// Makes an address of a picture in the digits format, the ink dark.
export function pictureOf() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(8, 8);
  return (counts) => {
    for (let i = 0; i < 64; i++) {
      pixels.data.fill(PAPER_GREY + ((INK_GREY - PAPER_GREY) * counts[i]) / 16, 4 * i, 4 * i + 3);
      pixels.data[4 * i + 3] = 255;
    }
    context.putImageData(pixels, 0, 0);
    return canvas.toDataURL();
  };
}
