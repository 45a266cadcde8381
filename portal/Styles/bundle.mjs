// Bundles the design system into two small files and two letters: only the components that the pages use, only the tokens that those use,
// and a dark side of the same tokens. node bundle.mjs OUTPUT
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'lightningcss';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const modules = join(here, 'node_modules');
const output = process.argv[2] ?? join(here, 'out');
mkdirSync(output, { recursive: true });

const candidates = ['button', 'heading', 'link', 'paragraph', 'skip-link', 'number-badge', 'data-badge'];
const utrecht = [
  'form-field', 'form-field-description', 'form-field-error-message', 'form-label', 'form-fieldset', 'textbox', 'textarea',
  'select', 'radio-button', 'checkbox', 'alert', 'status-badge', 'table', 'data-list',
];
const read = path => readFileSync(join(modules, path), 'utf8');
const whole = [
  ...candidates.map(name => read(`@nl-design-system-candidate/${name}-css/dist/${name}.css`)),
  ...utrecht.map(name => read(`@utrecht/${name}-css/dist/index.css`)),
].join('\n').replace(/\/\*# sourceMappingURL.*?\*\//g, '');

// Only what a page names. A class that code puts together ("nl-button--" + kind) is kept by its beginning.
const pages = readdirSync(join(here, '..'), { recursive: true, withFileTypes: true })
  .filter(file => file.isFile() && file.name.endsWith('.razor') && !file.parentPath.includes('node_modules'))
  .map(file => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n');
const named = new Set(pages.match(/(?:nl|utrecht)-[\w-]+/g));
const beginnings = [...pages.matchAll(/((?:nl|utrecht)-[\w-]*--)\{/g)].map(([, beginning]) => beginning);
const never = /--(disabled|busy|icon|icon-only|pressed|positive|hover|focus|focus-visible|active|read-only)$/;
const stands = name => named.has(name) || (!never.test(name) && beginnings.some(b => name.startsWith(b) && !name.slice(b.length).includes('--')));
const minify = (name, css) => Buffer.from(transform({ filename: name, code: Buffer.from(css), minify: true }).code).toString();
const components = rules(minify('components.css', whole)).map(keep).join('');

// Top-level rules of minified CSS.
function rules(css) {
  const found = [];
  for (let at = 0, start = 0, depth = 0; at < css.length; at++) {
    if (css[at] === '{') depth++;
    else if (css[at] === '}' && --depth === 0) {
      found.push(css.slice(start, at + 1));
      start = at + 1;
    }
  }
  return found;
}

function keep(rule) {
  const open = rule.indexOf('{');
  const head = rule.slice(0, open);
  if (head.startsWith('@media')) {
    const inner = rules(rule.slice(open + 1, -1)).map(keep).join('');
    return inner ? `${head}{${inner}}` : '';
  }
  if (head.startsWith('@')) return rule;
  const known = head.split(/,(?![^(]*\))/).filter(selector =>
    [...selector.replace(/:not\([^)]*\)/g, '').matchAll(/\.([\w-]+)/g)].every(([, name]) => stands(name)));
  return known.length ? known.join(',') + rule.slice(open) : '';
}

const own = readFileSync(join(here, 'portal.css'), 'utf8');

// The tokens, as name and value; then those that the pages use, and those that these use.
const tokens = new Map(
  [...read('@nl-design-system-unstable/voorbeeld-design-tokens/dist/variables.css').matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)]
    .map(([, name, value]) => [name, value.trim()]));

// The example theme's accent is violet; this house takes the blue of the same palette for what can be pressed.
for (const [name, value] of tokens)
  if (/^--basis-color-(accent|action)-1-/.test(name)) tokens.set(name, value.replace('kleuren-violet', 'kleuren-blauw'));

tokens.set('--basis-heading-font-family', 'var(--basis-text-font-family-default)');

const used = new Set();
const need = css => {
  for (const [, name] of css.matchAll(/var\(\s*(--[\w-]+)/g))
    if (tokens.has(name) && !used.has(name)) {
      used.add(name);
      need(tokens.get(name));
    }
};
need(components);
need(own);

// The dark side: the same palette read from its other end. White becomes the ground, the pale steps become deep and the deep ones pale.
const mirror = { 50: '#161c26', 100: 700, 200: 600, 300: 500, 400: 300, 500: 200, 600: 100, 700: 50 };
const dark = [];
for (const name of [...used].filter(n => n.startsWith('--voorbeeld-kleuren-'))) {
  const step = name.match(/-(\d+)$/)?.[1];
  if (step === undefined) dark.push([name, '#10151d']);
  else if (typeof mirror[step] === 'string') dark.push([name, mirror[step]]);
  else dark.push([name, tokens.get(name.replace(/\d+$/, mirror[step]))]);
}
dark.push(['--basis-focus-outline-color', '#ffffff']);

const block = (selector, entries) => `${selector}{${entries.map(([n, v]) => `${n}:${v}`).join(';')}}`;
const theme = [
  block(':root', [...used].map(name => [name, tokens.get(name)])),
  `@media (prefers-color-scheme: dark) and (not print){${block(':root', dark)}}`,
].join('\n').replace('(prefers-color-scheme: dark) and (not print)', 'screen and (prefers-color-scheme: dark)');

const letters = [400, 700].map(weight =>
  `@font-face{font-family:"Noto Sans";font-style:normal;font-weight:${weight};font-display:swap;`
  + `src:url("noto-sans-latin-${weight}-normal.woff2") format("woff2")}`).join('\n');
for (const weight of [400, 700])
  copyFileSync(
    join(modules, `@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff2`),
    join(output, `noto-sans-latin-${weight}-normal.woff2`));

writeFileSync(join(output, 'components.css'), components);
writeFileSync(join(output, 'theme.css'), minify('theme.css', `${letters}\n${theme}`));
writeFileSync(join(output, 'portal.css'), minify('portal.css', own));
console.log(`${used.size} of ${tokens.size} tokens`);
