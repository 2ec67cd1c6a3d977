'use strict';
// Runs bench/parts.js on two runtimes in turn and prints the figures side by
// side. It runs on either of them:
//
//     gonet bench/compare.js NODE GONET [ROUNDS]

const { execFileSync } = require('node:child_process');
const path = require('node:path');

const [node, gonet, rounds = 3] = process.argv.slice(2);
if (!gonet) {
  console.error('usage: compare.js NODE GONET [ROUNDS]');
  process.exit(2);
}

const best = { [node]: {}, [gonet]: {} };
for (let round = 0; round < rounds; round++) {
  for (const runtime of [node, gonet]) {
    const out = execFileSync(runtime, [path.join(__dirname, 'parts.js')], { encoding: 'utf8' });
    for (const [name, ns] of Object.entries(JSON.parse(out))) {
      best[runtime][name] = Math.min(ns, best[runtime][name] ?? Infinity);
    }
  }
}

console.log('| ns of processor time | Node | gonet | gonet / Node |\n|---|--:|--:|--:|');
for (const [name, ns] of Object.entries(best[node])) {
  const ours = best[gonet][name];
  console.log(`| ${name} | ${ns.toFixed(0)} | ${ours.toFixed(0)} | ${(ours / ns).toFixed(2)} |`);
}
