// A second verifier of evidence bundles, written from docs/evidence.md alone and in another language, so that no mistake of the first is
// shared. Nothing but Node itself. Usage: node verify.mjs BUNDLE.zip [--anker FILE]… [--sleutels FILE] [--hash HASH]…
// With --batch it reads such lines from standard input, as JSON arrays, and answers one line each.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';

export class Invalid extends Error {}
const fail = (code, where = '') => { throw new Invalid(`INVALID${where}: ${code}`); };
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafOf = (bytes) => sha(Buffer.from([0]), bytes);
const nodeOf = (left, right) => sha(Buffer.from([1]), left, right);

// One spelling only.
const hex = (text) => /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : badForm();
const base64 = (text, length) => {
  if (typeof text !== 'string') badForm();
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text && (length === undefined || bytes.length === length) ? bytes : badForm();
};
const count = (text) => /^(0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : badForm();
const instant = (text) => {
  const real = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text) && !Number.isNaN(Date.parse(text));
  return real && new Date(text).toISOString().slice(0, 19) === text.slice(0, 19) ? text : badForm();
};
const string = (value) => typeof value === 'string' ? value : badForm();
const integer = (value) => Number.isSafeInteger(value) ? value : badForm();
const list = (value) => Array.isArray(value) ? value : badForm();
const badForm = () => { throw new SyntaxError('form'); };

// A zip by its central directory: stored or deflated parts, nothing else.
function unzip(bytes) {
  const files = new Map();
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== 0x06054b50) end--;
  if (end < 0) badForm();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) badForm();
    const [method, packed, names, extra, comment, local] = [
      bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString('utf8', at + 46, at + 46 + names);
    if (bytes.readUInt32LE(local) !== 0x04034b50) badForm();
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + packed);
    if ((method !== 0 && method !== 8) || files.has(name)) badForm();
    files.set(name, method === 0 ? body : inflateRawSync(body, { maxOutputLength: 512 * 1024 * 1024 }));
    at += 46 + names + extra + comment;
  }
  return files;
}

// RFC 9162, 2.1.3.2 and 2.1.4.2.
function includes(root, size, index, leaf, proof) {
  if (!(index >= 0 && index < size)) return false;
  let [place, last, hash] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const beside of proof) {
    if (last === 0n) return false;
    if ((place & 1n) === 1n || place === last) {
      hash = nodeOf(beside, hash);
      while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else hash = nodeOf(hash, beside);
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && hash.equals(root);
}

function continues(first, from, second, to, proof) {
  if (from < 1 || from > to) return false;
  if (from === to) return proof.length === 0 && first.equals(second);
  const whole = (BigInt(from) & (BigInt(from) - 1n)) === 0n;
  const path = whole ? [first, ...proof] : proof;
  if (path.length === 0) return false;
  let [place, last] = [BigInt(from) - 1n, BigInt(to) - 1n];
  while ((place & 1n) === 1n) [place, last] = [place >> 1n, last >> 1n];
  let [before, after] = [path[0], path[0]];
  for (const beside of path.slice(1)) {
    if (last === 0n) return false;
    if ((place & 1n) === 1n || place === last) {
      [before, after] = [nodeOf(beside, before), nodeOf(beside, after)];
      while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else after = nodeOf(after, beside);
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && before.equals(first) && after.equals(second);
}

const genesis = (stream) => sha('wo-stream-v1\n', stream);
const uint = (bytes, number) => { const b = Buffer.alloc(bytes); b.writeUIntBE(number, bytes - Math.min(bytes, 6), Math.min(bytes, 6)); return b; };
const link = (header, data, previous) => sha('wo-event-v1\n', uint(4, header.length), header, sha(data), previous);

export function readKeys(text) {
  try {
    return JSON.parse(text).keys.map((key) => {
      const [name, id, ...rest] = key.vkey.split('+');
      const bytes = base64(rest.join('+'));
      const spki = bytes.subarray(1);
      if (bytes[0] !== 2 || sha(spki).toString('hex', 0, 4) !== id) badForm();
      const optional = (value, read) => value === undefined || value === null ? null : read(value);
      return {
        name, id, spki, from: instant(key.from), until: optional(key.until, instant), after: optional(key.after, integer),
        signature: optional(key.signature, base64),
      };
    });
  } catch { return fail('sleutellijst-onleesbaar'); }
}

function isHandedOver(keys, place) {
  let before = '-';
  for (let n = 0; n < place; n++) before = sha(handover(keys, n, before)).toString('base64');
  try {
    const curve = createPublicKey({ key: keys[place - 1].spki, format: 'der', type: 'spki' });
    return curve.asymmetricKeyDetails?.namedCurve === 'prime256v1'
      && verifySignature('sha256', Buffer.from(handover(keys, place, before)), curve, keys[place].signature);
  } catch { return false; }
}

const handover = (keys, n, before) =>
  `wo-proof-key-v1\n${keys[n].name}\nkey ${n + 1}\nspki ${keys[n].spki.toString('base64')}\nfrom ${keys[n].from}\n`
  + `after ${keys[n].after ?? 0}\nbefore ${before}\n`;

// The bundle's list, against the one that the auditor kept.
export function trustedKeys(keys, pinned, madeAt) {
  const none = Buffer.alloc(0);
  const same = (one, other) => one.name === other.name && one.spki.equals(other.spki) && one.from === other.from
    && one.after === other.after && (one.signature ?? none).equals(other.signature ?? none);
  keys.forEach((key, i) => { if (pinned && i < pinned.length && !same(key, pinned[i])) fail('sleutellijst-wijkt-af', ` at key ${i + 1}`); });
  keys.forEach((key, i) => {
    if (i === 0) return;
    const [before, at] = [keys[i - 1], ` at key ${i + 1}`];
    if (!(pinned && i < pinned.length) && !(key.signature && isHandedOver(keys, i))) fail('sleutel-niet-overgedragen', at);
    const follows = before.name === key.name && before.from < key.from && before.until === key.from && (before.after ?? 0) <= (key.after ?? 0);
    if (key.signature && !follows) fail('sleutellijst-klopt-niet', at);
  });
  if (!pinned || pinned.length <= keys.length) return keys;
  return pinned[keys.length].from <= madeAt ? fail('sleutellijst-afgekapt', ` at key ${keys.length + 1}`) : pinned;
}

function readNote(text) {
  try {
    const lines = text.split('\n');
    if (lines.length !== 8 || lines[5] !== '' || lines[7] !== '') return null;
    const [time, streams, signed] = [lines[3].split(' '), lines[4].split(' '), lines[6].split(' ')];
    if (time.length !== 2 || time[0] !== 'time' || streams.length !== 3 || streams[0] !== 'streams') return null;
    if (signed.length !== 3 || signed[0] !== '—') return null;
    return {
      origin: lines[0], size: count(lines[1]), root: base64(lines[2], 32), at: instant(time[1]), streams: count(streams[1]),
      streamsRoot: base64(streams[2], 32), body: `${lines.slice(0, 5).join('\n')}\n`, name: signed[1], signature: base64(signed[2]),
    };
  } catch { return null; }
}

function findNote(text) {
  if (text.trimStart().startsWith('{')) {
    const texts = (value) => typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
    try { text = texts(JSON.parse(text)).find((t) => t.includes('\n\n— ')) ?? text; } catch { /* it is read as plain text */ }
  }
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map((line) => line.trim());
  for (let i = 0; i + 6 < lines.length; i++)
    if (lines[i + 5] === '' && lines[i + 6].startsWith('— ')) return readNote(`${lines.slice(i, i + 7).join('\n')}\n`);
  return null;
}

function wrong(note, keys) {
  const id = note.signature.toString('hex', 0, 4);
  const key = note.signature.length > 4 && keys.find((k) => k.name === note.name && k.id === id);
  if (note.name !== note.origin || !key) return 'sleutel-onbekend';
  if (note.at < key.from || (key.until && note.at >= key.until)) return 'sleutel-verlopen';
  const last = keys[keys.indexOf(key) + 1]?.after ?? Infinity;
  if (note.size <= (key.after ?? 0) || note.size > last) return 'sleutel-buiten-bereik';
  try {
    const curve = createPublicKey({ key: key.spki, format: 'der', type: 'spki' });
    if (curve.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return 'handtekening-fout';
    return verifySignature('sha256', Buffer.from(note.body), curve, note.signature.subarray(4)) ? null : 'handtekening-fout';
  } catch { return 'handtekening-fout'; }
}

export function readBundle(bytes) {
  try {
    const files = unzip(bytes);
    const text = (name) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(files.get(name) ?? badForm());
    const json = (name) => JSON.parse(text(name));
    const proof = (item) => list(item.proof).map((hash) => hex(string(hash)));
    const said = json('manifest.json');
    const manifest = {
      format: string(said.format), origin: string(said.origin), kind: string(said.kind), streams: list(said.streams).map(string),
      since: said.since === undefined ? undefined : instant(said.since), until: said.until === undefined ? undefined : instant(said.until),
      from: integer(said.from), to: integer(said.to), size: integer(said.size), entries: integer(said.entries),
      madeAt: instant(said.madeAt),
    };
    const lines = text('entries.jsonl').split('\n');
    if (lines.pop() !== '') badForm();
    return {
      manifest, lines, keys: text('keys.json'), checkpoints: list(json('checkpoints.json').checkpoints).map(string),
      steps: list(json('consistency.json').proofs).map((s) => ({ from: integer(s.from), to: integer(s.to), proof: proof(s) })),
      ends: list(json('streams.json').streams).map((end) => ({
        stream: string(end.stream), version: integer(end.version), hash: hex(end.hash), place: integer(end.place), proof: proof(end),
      })),
      payloads: new Map([...files].filter(([name]) => name.startsWith('payloads/')).map(([name, body]) => [name.slice(9), body])),
    };
  } catch { return fail('bundel-onleesbaar'); }
}

function readEntry(line, n) {
  try {
    const read = JSON.parse(line);
    const open = ['index', 'stream', 'version', 'hash', 'previous', 'header', 'data', 'proof'];
    const forms = [open, ['index', 'stream', 'version', 'hash', 'proof'], ['index', 'hash', 'proof']];
    if (!forms.some((form) => form.join() === Object.keys(read).join()) || JSON.stringify(read) !== line) badForm();
    if (!Number.isSafeInteger(read.index) || (read.version !== undefined && !Number.isSafeInteger(read.version))) badForm();
    const entry = { ...read, hash: hex(read.hash), proof: read.proof.map(hex) };
    if (read.header === undefined) return entry;
    return { ...entry, previous: hex(read.previous), header: base64(read.header), data: base64(read.data) };
  } catch { return fail('regel-onleesbaar', ` at entry ${n}`); }
}

function references(data) {
  const found = [];
  const look = (value) => {
    if (!value || typeof value !== 'object') return;
    if (!Array.isArray(value) && Object.keys(value).length === 2 && typeof value.id === 'string' && typeof value.sha256 === 'string')
      found.push([value.id, value.sha256]);
    else Object.values(value).forEach(look);
  };
  try { look(JSON.parse(data.toString())); } catch { return []; }
  return found;
}

export function judgeCheckpoints(bundle, keys) {
  const notes = [];
  for (const text of bundle.checkpoints) {
    const note = readNote(text) ?? fail('controlepunt-onleesbaar');
    const at = ` at checkpoint ${note.size}`;
    const why = wrong(note, keys);
    if (why) fail(why, at);
    if (note.origin !== bundle.manifest.origin) fail('andere-oorsprong', at);
    const last = notes.at(-1);
    if (last && (note.size <= last.size || note.at < last.at)) fail('volgorde-controlepunten', at);
    notes.push(note);
  }
  if (notes.at(-1)?.size !== bundle.manifest.size) fail('controlepunt-ontbreekt');
  for (let i = 1; i < notes.length; i++) {
    const [one, next] = [notes[i - 1], notes[i]];
    const step = bundle.steps.find((s) => s.from === one.size && s.to === next.size);
    if (!step || !continues(one.root, one.size, next.root, next.size, step.proof)) fail('geen-samenhang', ` at checkpoint ${next.size}`);
  }
  return notes;
}

function judgeAnchors(bundle, notes, keys, texts) {
  let [newest, later] = [null, null];
  const own = texts.map(findNote).filter((note) => note?.origin === bundle.manifest.origin).sort((a, b) => a.size - b.size);
  for (const anchor of own) {
    const at = ` at checkpoint ${anchor.size}`;
    const why = wrong(anchor, keys);
    if (why) fail(`anker-${why}`, at);
    if (anchor.size > notes.at(-1).size && anchor.at > bundle.manifest.madeAt) { later ??= anchor; continue; }
    if (anchor.size > notes.at(-1).size) fail('afgekapt', at);
    const same = notes.find((note) => note.size === anchor.size) ?? fail('anker-ontbreekt', at);
    if (!same.root.equals(anchor.root) || !same.streamsRoot.equals(anchor.streamsRoot)) fail('anker-wijkt-af', at);
    newest = anchor;
  }
  return [newest, later];
}

export function judgeEntries(bundle, notes, hashes) {
  const [manifest, newest, entries, before] = [bundle.manifest, notes.at(-1), [], new Map()];
  bundle.lines.forEach((line, i) => {
    const [entry, at] = [readEntry(line, i + 1), ` at entry ${i + 1}`];
    if (entry.index <= (entries.at(-1)?.index ?? -1)) fail('volgorde', at);
    if (manifest.since !== undefined && entry.index !== manifest.from + i) fail('regel-ontbreekt', at);
    if (entry.header) {
      let header = null;
      try { header = JSON.parse(entry.header.toString()); } catch { fail('kop-klopt-niet', at); }
      if (header?.stream !== entry.stream || header?.version !== entry.version) fail('kop-klopt-niet', at);
      const first = entry.version !== 1 || genesis(entry.stream).equals(entry.previous);
      if (!first || !link(entry.header, entry.data, entry.previous).equals(entry.hash)) fail('keten-klopt-niet', at);
    }
    if (entry.stream !== undefined) {
      const follows = before.get(entry.stream);
      const next = follows && follows.version + 1;
      if (follows && entry.version !== next && (manifest.since === undefined || entry.version < next)) fail('versie-ontbreekt', at);
      if (follows && entry.version === next && entry.previous && !entry.previous.equals(follows.hash)) fail('keten-klopt-niet', at);
      before.set(entry.stream, entry);
    }
    if (!includes(newest.root, newest.size, entry.index, leafOf(entry.hash), entry.proof)) fail('niet-in-de-boom', at);
    for (const [id, hash] of entry.data ? references(entry.data) : []) {
      const body = bundle.payloads.get(id);
      if (body && sha(body).toString('hex') !== hash) fail('inhoud-klopt-niet', at);
    }
    entries.push(entry);
  });

  if (manifest.since !== undefined && manifest.until !== undefined) {
    if (manifest.from + bundle.lines.length !== manifest.to) fail('regel-ontbreekt');
    const starts = manifest.from === 0 || notes.some((n) => n.size === manifest.from && n.at <= manifest.since);
    const ends = manifest.to === newest.size || notes.some((n) => n.size === manifest.to && n.at >= manifest.until);
    if (!starts || !ends) fail('periode-klopt-niet');
  }
  for (const stream of manifest.since === undefined ? manifest.streams : []) {
    const end = bundle.ends.find((e) => e.stream === stream) ?? fail('stroom-klopt-niet');
    const leaf = leafOf(Buffer.concat([genesis(stream), uint(8, end.version), end.hash]));
    if (!includes(newest.streamsRoot, newest.streams, end.place, leaf, end.proof)) fail('stroom-klopt-niet');
    const last = before.get(stream);
    if (!last || last.version !== end.version || !last.hash.equals(end.hash)) fail('einde-ontbreekt');
    if (entries.find((e) => e.stream === stream).version !== 1) fail('begin-ontbreekt');
  }
  if (bundle.lines.length !== manifest.entries) fail('aantal-klopt-niet');
  for (const hash of hashes) if (!entries.some((e) => e.hash.toString('hex') === hash)) fail('regel-van-bewijs-ontbreekt');
  return entries.length === 0 ? 0 : entries.at(-1).index + 1;
}

export function judge(bytes, anchors, keys, hashes = []) {
  try {
    const bundle = readBundle(bytes);
    const { format, kind, streams, since, until } = bundle.manifest;
    const whole = kind === 'streams' ? streams.length > 0 && since === undefined && until === undefined
      : kind === 'period' && streams.length === 0 && since !== undefined && until !== undefined;
    if (format !== 'wo-evidence-1' || !whole) fail('formaat-onbekend');
    const trusted = trustedKeys(readKeys(bundle.keys), keys === undefined ? null : readKeys(keys), bundle.manifest.madeAt);
    const notes = judgeCheckpoints(bundle, trusted);
    const [anchor, later] = judgeAnchors(bundle, notes, trusted, anchors);
    const covered = judgeEntries(bundle, notes, hashes);
    if (later) return `INCOMPLETE: made before the anchor of ${later.at}`;
    if (!anchor) return 'INCOMPLETE: no anchor';
    return covered <= anchor.size ? `VALID up to checkpoint ${anchor.size}` : `INCOMPLETE: no anchor after ${anchor.at}`;
  } catch (error) {
    if (error instanceof Invalid) return error.message;
    throw error;
  }
}

function run(args) {
  const [anchors, hashes] = [[], []];
  let keys;
  const files = (path) => statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => files(join(path, name))) : [path];
  for (let i = 1; i < args.length; i += 2) {
    if (args[i] === '--anker') anchors.push(...files(args[i + 1]).map((file) => readFileSync(file, 'utf8')));
    else if (args[i] === '--hash') hashes.push(args[i + 1]);
    else if (args[i] === '--sleutels') keys = readFileSync(args[i + 1], 'utf8');
    else throw new Error(`unknown: ${args[i]}`);
  }
  return judge(readFileSync(args[0]), anchors, keys, hashes);
}

const args = import.meta.url === pathToFileURL(process.argv[1]).href ? process.argv.slice(2) : [];
if (args[0] === '--batch') {
  for (const line of readFileSync(0, 'utf8').split('\n').filter((text) => text !== '')) console.log(run(JSON.parse(line)));
} else if (args.length > 0) {
  try {
    const line = run(args);
    console.log(line);
    process.exitCode = line.startsWith('VALID') ? 0 : line.startsWith('INVALID') ? 1 : 3;
  } catch (error) {
    console.error(error.code ? `${error.path ?? ''}: ${error.code}` : error.message);
    process.exitCode = 2;
  }
} else if (process.argv.length === 2 && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.error('node verify.mjs BUNDLE.zip [--anker FILE-OR-FOLDER]… [--sleutels LIST.json] [--hash HASH]…');
  process.exitCode = 2;
}
