// Flips every bit of some entries of a bundle and asks the second verifier about each: every flip must count.
// Usage: node bits.mjs BUNDLE.zip EVERY-NTH-ENTRY STRIDE. Prints how many flips there were and how many were missed.
import { readFileSync } from 'node:fs';
import { judgeEntries, judgeCheckpoints, readBundle, readKeys, Invalid } from './verify.mjs';

const [file, every, stride] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const bundle = readBundle(readFileSync(file));
const notes = judgeCheckpoints(bundle, readKeys(bundle.keys));
const bare = { ...bundle, manifest: { ...bundle.manifest, since: undefined, until: undefined, streams: [], entries: 1 } };
const found = (bytes) => {
  try {
    judgeEntries({ ...bare, lines: [new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)] }, notes, []);
    return false;
  } catch (error) {
    if (error instanceof Invalid || error instanceof TypeError) return true;
    throw error;
  }
};
let [flips, missed, offset] = [0, 0, 0];
for (let n = 0; n < bundle.lines.length; n += every) {
  const bytes = Buffer.from(bundle.lines[n]);
  if (found(bytes)) throw new Error(`entry ${n + 1} is not valid as it is`);
  for (let bit = offset; bit < bytes.length * 8; bit += stride, flips++) {
    bytes[bit >> 3] ^= 1 << (bit & 7);
    if (!found(bytes)) missed++;
    bytes[bit >> 3] ^= 1 << (bit & 7);
  }
  offset = (offset + 1) % stride;
}
console.log(`${flips} flips, ${missed} missed`);
