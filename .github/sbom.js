// Writes what a release is made of as CycloneDX 1.5 JSON to standard output:  node .github/sbom.js VERSION
// NuGet packages and npm packages come from the lock files, the .NET runtime from what the last publish restored (artifacts/obj).
// Specification: https://cyclonedx.org/docs/1.5/json/
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const read = (...parts) => JSON.parse(fs.readFileSync(path.join(root, ...parts), 'utf8'));

/** Packages that work on the source while it is built and leave nothing in the program. */
const buildOnly = /^(Microsoft\.CodeAnalysis\.|Microsoft\.NET\.ILLink\.)/;

function nugetPackages() {
  const found = new Map();
  for (const project of fs.readdirSync(path.join(root, 'src'))) {
    const lock = path.join('src', project, 'packages.lock.json');
    if (!fs.existsSync(path.join(root, lock))) {
      continue;
    }
    for (const [name, { type, resolved, contentHash }] of Object.values(read(lock).dependencies).flatMap(Object.entries)) {
      if (type !== 'Project') {
        found.set(`${name}@${resolved}`, component('nuget', name, resolved, {
          scope: buildOnly.test(name) ? 'excluded' : 'required',
          // NuGet's hash leaves a package's signature out: it is not the hash of the file
          properties: [{ name: 'nuget:contentHash', value: contentHash }],
        }));
      }
    }
  }
  return [...found.values()];
}

function runtimes() {
  const assets = path.join('artifacts', 'obj', 'GoldenAmi.Action', 'project.assets.json');
  return Object.values(read(assets).project.frameworks).flatMap((framework) => framework.downloadDependencies ?? [])
    .filter(({ name }) => name.startsWith('Microsoft.NETCore.App.Runtime.'))
    .map(({ name, version }) => component('nuget', name, /^\[([^,\]]+)/.exec(version)[1], { scope: 'required' }));
}

function npmPackages() {
  return Object.entries(read('src', 'azure-task', 'package-lock.json').packages).filter(([place, { dev }]) => place !== '' && !dev).map(([place, { version, integrity }]) =>
    component('npm', place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length), version, {
      scope: 'required',
      hashes: integrity.split(' ').filter((each) => each.startsWith('sha512-')).map((each) => ({ alg: 'SHA-512', content: Buffer.from(each.slice('sha512-'.length), 'base64').toString('hex') })),
    }));
}

function component(kind, name, version, rest) {
  const purl = `pkg:${kind}/${name.replace(/^@/, '%40')}@${version}`;
  return { type: 'library', 'bom-ref': purl, name, version, purl, ...rest };
}

const [version] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) {
  process.stderr.write('sbom.js: the release\'s version is needed, for example: node .github/sbom.js 1.2.3\n');
  process.exit(2);
}

const components = [...nugetPackages(), ...runtimes(), ...npmPackages()].sort((a, b) => (a.purl < b.purl ? -1 : a.purl > b.purl ? 1 : 0));
const unique = components.filter(({ purl }, at) => at === 0 || components[at - 1].purl !== purl);
process.stdout.write(`${JSON.stringify({
  bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
  metadata: { component: { type: 'application', 'bom-ref': 'golden-ami', name: 'golden-ami', version } },
  components: unique,
  dependencies: [{ ref: 'golden-ami', dependsOn: unique.filter(({ scope }) => scope === 'required').map(({ purl }) => purl) }],
}, null, 2)}\n`);
