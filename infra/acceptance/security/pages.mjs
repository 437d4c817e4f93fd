#!/usr/bin/env node
/**
 * Google's csp_evaluator and the rules of MDN's HTTP Observatory over the pages of a running infra/up.
 *
 *   cd infra/acceptance/security && npm install --ignore-scripts csp_evaluator @mdn/mdn-http-observatory
 *   NODE_EXTRA_CA_CERTS=…/spanwire-data/tls/authority.pem node pages.mjs --port 8443 --http-port 8080
 *
 * The Observatory's command visits port 443 only, so what it consists of is called: its visit, its tests, its grades.
 */
import { existsSync, writeFileSync } from "node:fs";
import https from "node:https";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const option = (name, fallback) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback);
const port = option("--port", 8443);
const httpPort = option("--http-port", 8080);
const require = createRequire(`${process.cwd()}/`);
const { CspParser } = require("csp_evaluator/dist/parser.js");
const { CspEvaluator } = require("csp_evaluator/dist/evaluator.js");
const { Severity } = require("csp_evaluator/dist/finding.js");
const { Version } = require("csp_evaluator/dist/csp.js");

const PAGES = ["/", "/chat/", "/lists/", "/auction/", "/api", "/problems/", "/problems/not-found", "/none", "/openapi.json", "/api/session"];
let failed = 0;

for (const page of PAGES) {
  const { headers } = await get(page);
  const csp = new CspParser(headers["content-security-policy"]).csp;
  const findings = new CspEvaluator(csp, Version.CSP3).evaluate().filter((each) => each.severity < Severity.STRICT_CSP);
  report(findings.length === 0, `csp_evaluator ${page}: ${findings.map((each) => `${each.directive} ${each.value ?? ""} ${each.description}`).join("; ") || "no finding"}`);
}
await observatory();
process.exit(failed ? 1 : 0);

async function observatory() {
  // Its installation would fetch the list of hosts with preloaded HSTS, which this one is not in.
  const preloaded = require.resolve("@mdn/mdn-http-observatory").replace(/src.*$/, "conf/hsts-preload.json");
  if (!existsSync(preloaded)) writeFileSync(preloaded, "[]");
  const load = (file) => import(pathToFileURL(require.resolve("@mdn/mdn-http-observatory").replace(/src.*$/, `src/${file}`)));
  const { ALL_TESTS } = await load("constants.js");
  const { getGradeForScore, getScoreModifier } = await load("grader/grader.js");
  const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await load("grader/charts.js");
  const { retrieve } = await load("retriever/retriever.js");
  for (const path of ["/", "/chat/", "/lists/", "/auction/", "/api"]) {
    const answers = await retrieve("localhost", { httpsPort: port, httpPort, path });
    if (!answers.responses.auto) throw new Error("no answer: is the server up, and NODE_EXTRA_CA_CERTS its authority?");
    const results = ALL_TESTS.map((test) => test(answers)).filter((each) => each.result);
    const points = results.map((each) => getScoreModifier(each.result));
    const plain = points.filter((each) => each < 0).reduce((sum, each) => sum + each, 100);
    const score = plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? points.reduce((sum, each) => sum + each, 100) : plain;
    const lost = results.filter((each) => getScoreModifier(each.result) < 0).map((each) => each.result);
    const { grade } = getGradeForScore(score);
    report(grade === "A+", `observatory ${path}: ${grade}, ${score} points, lost by: ${lost.join(", ") || "nothing"}`);
  }
}

function get(path) {
  return new Promise((resolve, reject) => {
    https
      .get({ host: "localhost", port, path, rejectUnauthorized: false, headers: { accept: "text/html" } }, (answer) => {
        let body = "";
        answer.on("data", (part) => (body += part)).on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
      })
      .on("error", reject);
  });
}

function report(good, text) {
  if (!good) failed++;
  console.log(`${good ? "ok  " : "FAIL"} ${text}`);
}
