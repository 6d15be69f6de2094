// Uploads a file with `tus-js-client`, cuts the connection at 60 % and goes on; or does what the protocol forbids, and says what came of it.
//   upload.mjs ENDPOINT SECRET FILE cut|whole|ended
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';

import * as tus from 'tus-js-client';

const [endpoint, secret, path, how] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${secret}` };
const length = statSync(path).size;
const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
// How far it has come the library says at the beginning of a request, and then at most ten times a second: in one request a fast machine would be
// through before it is heard of.
const chunkSize = 8 * 1024 * 1024;
const metadata = { filename: 'recording.mp4', filetype: 'video/mp4', sha256 };

/** Sends the file, as far as `until` of its bytes; answers with how it ended. */
function send(options, until = Infinity) {
  return new Promise((resolve) => {
    const upload = new tus.Upload(createReadStream(path), {
      endpoint,
      headers,
      metadata,
      retryDelays: null,
      ...(until < Infinity ? { chunkSize } : {}),
      ...options,
      onSuccess: () => resolve({ ended: 'whole', url: upload.url }),
      onError: (error) => resolve({ ended: 'refused', url: upload.url, status: error.originalResponse?.getStatus() ?? null }),
      onProgress: (sent) => {
        if (sent < until) return;
        upload.abort().then(() => resolve({ ended: 'cut', url: upload.url, sent }));
      },
    });
    upload.start();
  });
}

/** How many bytes the gateway says that it keeps. */
async function kept(url) {
  const answer = await fetch(url, { method: 'HEAD', headers: { ...headers, 'Tus-Resumable': '1.0.0' } });
  return { status: answer.status, offset: Number(answer.headers.get('Upload-Offset')) };
}

const said = { length, sha256 };
if (how === 'cut') {
  said.first = await send({}, Math.floor(length * 0.6));
  said.kept = await kept(said.first.url);
  said.second = await send({ uploadUrl: said.first.url });
} else if (how === 'ended') {
  said.first = await send({}, Math.floor(length * 0.3));
  await tus.Upload.terminate(said.first.url, { headers, retryDelays: null });
  said.kept = await kept(said.first.url);
} else {
  said.first = await send({});
}
console.log(JSON.stringify(said));
