// Explores in Chromium as a reader would: by keyboard, with and without script, on a desk and on a phone.
//
//   node explorer.mjs http://127.0.0.1:PORT/ /usr/bin/chromium FOLDER-FOR-PICTURES PROFILE-FOLDER ARMISTICE
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [base, executablePath, pictures, profile, armistice] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 344, height: 780 };

let looked = 0;
const complaints = [];

// A page of which every request and every complaint is watched.
const open = async (context) => {
  const page = await context.newPage();
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(base).origin && protocol !== "data:") complaints.push(`asked elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error}`));
  return page;
};

// No rule of accessibility is broken, nothing is wider than the window, and a picture for people to look at.
const look = async (page, name) => {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.evaluate(axe);
    // Only colours differ in the dark.
    const only = scheme === "light" ? { type: "tag", values: TAGS } : { type: "rule", values: ["color-contrast"] };
    const found = await page.evaluate((runOnly) => window.axe.run({ runOnly }), only);
    const violations = found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`);
    assert.deepEqual(violations, [], `${name}, ${scheme}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= page.viewportSize().width, `${name} is ${width} pixels wide`);
    await page.screenshot({ path: join(pictures, `${name}-${scheme}.png`), fullPage: true });
    looked += 1;
  }
  await page.emulateMedia({ colorScheme: "light" });
};

const status = (page) => page.locator("#status").textContent();

// Waits until the address says something and the results are there.
const shown = async (page, part) => {
  await page.waitForURL((url) => decodeURIComponent(url.search).includes(part));
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
  await page.waitForFunction(() => /Deal/.test(document.getElementById("status").textContent));
};

// Waits until so many levers are told to be set.
const changes = (page, number) =>
  page.waitForFunction((number) => document.querySelectorAll(".changed li").length === number, number);

// Opens a group of levers by keyboard, if it is closed.
const unfold = async (page, group) => {
  const summary = page.locator("summary", { hasText: group }).first();
  if (await summary.evaluate((one) => one.parentElement.open)) return;
  await summary.focus();
  await page.keyboard.press("Enter");
};

const withScript = async (browser) => {
  const context = await browser.newContext({ viewport: DESK, acceptDownloads: true });
  const page = await open(context);
  await page.goto(base);
  await look(page, "start");

  // The skip link is the first stop of the keyboard, and leads to the results.
  await page.getByRole("link", { name: "Ukraine 2025: guarantee or pause" }).click();
  await page.getByRole("heading", { name: "What comes of it" }).waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the results");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "outcome");
  await look(page, "view");

  // A slider by keyboard: it is set, says so, keeps the focus, and the results follow.
  const before = await status(page);
  const honour = page.getByRole("slider", { name: "American guarantee: honour", exact: true });
  await honour.focus();
  for (let i = 0; i < 44; i++) await page.keyboard.press("ArrowRight");
  const begun = Date.now();
  await page.keyboard.press("ArrowRight");
  await shown(page, "guarantees.american.honour=0.90");
  const seconds = (Date.now() - begun) / 1000;
  assert.equal(await honour.getAttribute("aria-valuetext"), "0.90");
  assert.ok(await honour.evaluate((slider) => slider === document.activeElement), "the slider keeps the focus");
  assert.ok(await page.getByRole("checkbox", { name: "set American guarantee: honour", exact: true }).isChecked());
  assert.notEqual(await status(page), before);
  assert.match(await status(page), /points? more than as in the scenario/);

  // Levels, choices and sliders of closed groups.
  for (const group of ["On the table", "Monitoring", "Pressure", "Silence", "Red lines"]) {
    await unfold(page, group);
  }
  await page.getByRole("checkbox", { name: "European (US backstop)" }).uncheck();
  await shown(page, "issues.mnf.on_table=None&");
  await page.getByRole("combobox", { name: "Russia on Territory" }).selectOption("off");
  await shown(page, "red_lines.russia.territory=off");
  await page.getByRole("slider", { name: "Pressure on Ukraine by United States: most" }).focus();
  await page.keyboard.press("End");
  await shown(page, "pressure.ukraine.max=0.50");
  await page.locator(".levers").evaluate((levers) => { levers.style.maxHeight = "none"; });
  await look(page, "changed");

  // Back and forth.
  const last = page.url();
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes("pressure"));
  await changes(page, 3);
  await page.goForward();
  await page.waitForURL(last);
  await changes(page, 4);

  // A pinned baseline stays while levers turn, and can be let go.
  await page.getByRole("link", { name: "Pin this view as the baseline" }).click();
  await page.getByText("Pinned as the baseline").waitFor();
  assert.equal(await page.getByRole("heading", { name: "Against the baseline" }).count(), 0);
  await page.getByRole("slider", { name: "Strength of every guarantee" }).focus();
  await page.keyboard.press("Home");
  await shown(page, "guarantee_strength=0.00");
  // A lever of its own goes before the common one.
  await page.getByRole("link", { name: /^put back American guarantee: honour/ }).click();
  await page.waitForURL((url) => !url.search.startsWith("?guarantees.american"));
  await page.getByText(/points less than as pinned/).first().waitFor();
  await look(page, "pinned");
  await page.getByRole("link", { name: "Unpin" }).click();
  await page.getByText(/as in the scenario \(95%/).first().waitFor();

  // What is shown can be kept, and is a scenario.
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download this as TOML" }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), "ukraine-2025-explored.toml");
  const file = join(profile, "explored.toml");
  await download.saveAs(file);
  assert.match(readFileSync(file, "utf8"), /perceived = 0.00/);
  execFileSync(armistice, ["check", file]);

  // One run, and others.
  await page.getByRole("link", { name: "Follow one run" }).click();
  await page.getByRole("heading", { name: /^Run 0:/ }).waitFor();
  await page.getByRole("link", { name: "a guarantee tested" }).click();
  await page.getByRole("heading", { name: /^Run \d+:/ }).waitFor();
  await look(page, "run");
  await page.getByRole("link", { name: "Next run" }).click();
  await page.getByRole("link", { name: "Back to the levers" }).click();
  await page.getByRole("heading", { name: "What comes of it" }).waitFor();

  // What can't be is said in the place of results.
  const boxes = page.getByRole("group", { name: "Monitoring", exact: true }).getByRole("checkbox");
  await unfold(page, "On the table");
  const heard = complaints.length;
  for (let i = 0; i < 3; i++) await boxes.nth(i).uncheck();
  await page.getByRole("heading", { name: "This can’t be asked for" }).waitFor();
  const refused = complaints.splice(heard);
  assert.ok(refused.length > 0 && refused.every((one) => one.includes("400")), `${refused}`);
  await look(page, "impossible");
  await context.close();
  return seconds;
};

const onAPhone = async (browser) => {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
  const page = await open(context);
  await page.goto(base);
  await look(page, "phone-start");
  await page.goto(new URL("scenarios/ukraine-2025?guarantees.european.honour=0.9", base).href);
  for (const summary of await page.locator("summary").all()) {
    if (!(await summary.evaluate((one) => one.parentElement.open))) await summary.click();
  }
  await look(page, "phone-view");
  // What has the focus is not under what is told at the bottom.
  for (const slider of await page.getByRole("slider").all()) {
    await slider.focus();
    const [bottom, top] = await Promise.all([
      slider.evaluate((one) => one.getBoundingClientRect().bottom),
      page.locator("#status").evaluate((one) => one.getBoundingClientRect().top),
    ]);
    assert.ok(bottom <= top, "a slider with the focus is in sight");
  }
  await page.screenshot({ path: join(pictures, "phone-turning.png") });
  await page.goto(new URL("scenarios/ukraine-2025/run?run=7", base).href);
  await look(page, "phone-run");
  await page.goto(new URL("scenarios/rubinstein-textbook", base).href);
  await look(page, "phone-without-ceasefire");
  await context.close();
};

const withoutScript = async (browser) => {
  const context = await browser.newContext({ viewport: DESK, javaScriptEnabled: false });
  const page = await open(context);
  await page.goto(new URL("scenarios/dayton-1995", base).href);
  const slider = page.getByRole("slider", { name: "Strength of every guarantee" });
  await slider.focus();
  await page.keyboard.press("Home");
  await page.getByRole("checkbox", { name: "set Strength of every guarantee" }).check();
  await page.getByRole("button", { name: "Show what comes of it" }).click();
  await page.waitForURL((url) => url.search === "?guarantee_strength=0.00");
  await page.getByText(/than as in the scenario/).first().waitFor();
  await page.getByRole("link", { name: "Pin this view as the baseline" }).click();
  await page.waitForURL((url) => url.search.includes("pin=guarantee_strength"));
  await page.getByRole("link", { name: /^put back/ }).click();
  await page.waitForURL((url) => !url.search.startsWith("?guarantee_strength"));
  await page.getByText(/more than as pinned/).first().waitFor();
  // The page is the one that was looked at above; axe-core itself would need script.
  await page.screenshot({ path: join(pictures, "without-script.png"), fullPage: true });
  await context.close();
};

const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  const seconds = await withScript(browser);
  await onAPhone(browser);
  await withoutScript(browser);
  assert.deepEqual(complaints, []);
  console.log(`Chromium ${browser.version()}: ${looked} pages looked at without a violation; ${seconds.toFixed(1)} s after a lever was turned`);
} finally {
  await browser.close();
}
