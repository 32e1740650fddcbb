// Draws pictures of counts with dark ink, as digitrec/formats/png.py does.

const PAPER_GREY = 255, INK_GREY = 20;

// `picture` is { data, width, height, max }, values from 0 to `max`, row by row.
export function drawPicture(canvas, { data, width, height, max }) {
  delete canvas.dataset.src;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(width, height);
  const greys = new Uint32Array(pixels.data.buffer);
  for (let i = 0; i < greys.length; i++) {
    const grey = Math.round(PAPER_GREY + ((INK_GREY - PAPER_GREY) * data[i]) / max);
    greys[i] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
  }
  context.putImageData(pixels, 0, 0);
}

// The same for a picture that came as an address of its own.
export async function drawAddress(canvas, src) {
  if (canvas.dataset.src === src) return;
  canvas.dataset.src = src;
  const image = new Image();
  image.src = src;
  await image.decode();
  if (canvas.dataset.src !== src) return; // another has come meanwhile
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d").drawImage(image, 0, 0);
}
