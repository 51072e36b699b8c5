// Owns files between the person and the server: taken down under their own name, sent up with the part that has gone.
// Leaves JSON to api.ts and what a file means to the features.
import { failureOf, networkDown, parse } from './api.js';

const fallbackName = '导出';

/** Saves what an address answers, under the name the server gives it. @throws ApiError */
export async function saveFile(path: string): Promise<void> {
  const answer = await fetch(path, { credentials: 'same-origin' }).catch(() => { throw networkDown('GET'); });
  if (!answer.ok) throw failureOf('GET', answer.status, parse(await answer.text()));
  const name = /filename\*=UTF-8''([^;\s]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name === undefined ? fallbackName : decodeURIComponent(name);
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => { URL.revokeObjectURL(address); }, 1000);
}

/** Sends a file's bytes; `onPart` hears the part of it that has gone (0–1), which fetch does not tell. @throws ApiError */
export function sendFile<T>(path: string, file: Blob, onPart: (part: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => { onPart(total === 0 ? 1 : loaded / total); });
    request.addEventListener('load', () => {
      const body = parse(request.responseText);
      if (request.status < 300) resolve(body as T); // the endpoint's contract
      else reject(failureOf('POST', request.status, body));
    });
    request.addEventListener('error', () => { reject(networkDown('POST')); });
    request.send(file);
  });
}
