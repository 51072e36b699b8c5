// Owns making a large picture smaller before it is sent, so that a photo at a doorstep is up in seconds.
// Leaves cleaning it to the server: what cannot be drawn here is sent as it is.

const largeBytes = 1_200_000;
const maxSide = 2560;
const quality = 0.86;

/** The picture, upright, at most 2,560 pixels long, as JPEG; the file itself where that is no gain. */
export async function shrinkPicture(file: File): Promise<Blob> {
  const heif = /hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(file.name);
  if (!heif && (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < largeBytes)) return file;
  const address = URL.createObjectURL(file);
  try {
    const picture = await draw(address);
    const blob = await new Promise<Blob | null>((resolve) => { picture.toBlob(resolve, 'image/jpeg', quality); });
    return blob !== null && (heif || blob.size < file.size) ? blob : file;
  } catch {
    return file;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function draw(address: string): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const scale = Math.min(1, maxSide / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('nothing to draw with');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}
