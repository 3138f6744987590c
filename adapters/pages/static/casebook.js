// Casebook: everything here is beside what a page does by itself; without it, forms are sent and pages are loaded.

const TYPED = "casebook-typed:";
const QUIET_FOR = 120; // milliseconds in which several changes become one
const body = document.body;

// A page that is fetched beside this one says its status in a header, so that no browser complains of a form refused.
const BESIDE = { "Casebook-Beside": "1" };
const isRefused = (answer) => !answer.ok || answer.headers.has("Casebook-Status");

// ---- What is typed is kept until it has been taken --------------------------------------------------------------

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !["hidden", "file", "submit"].includes(field.type));
const isTicked = (field) => ["radio", "checkbox"].includes(field.type);
const isDirty = (field) => {
  if (!field.name || ["hidden", "submit", "button"].includes(field.type)) return false;
  if (isTicked(field)) return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((option) => option.selected !== option.defaultSelected && (option.selected || field.querySelector("[selected]")) && option.value !== "");
  return field.value !== field.defaultValue;
};
// What came back with a form that was drawn again was typed as well.
const isTypedIn = (form) => form.hasAttribute("data-redrawn") || [...form.elements].some(isDirty);

function keep(form) {
  const typed = fieldsOf(form).filter((field) => isDirty(field) || (isTicked(field) ? field.checked : form.hasAttribute("data-redrawn") && field.value));
  const rows = typed.map((field) => [field.name, field.value, isTicked(field) ? field.checked : null]);
  try {
    if (isTypedIn(form)) sessionStorage.setItem(TYPED + form.dataset.keep, JSON.stringify(rows));
  } catch { /* full or forbidden: the page works without it */ }
}

function restore(form) {
  const kept = sessionStorage.getItem(TYPED + form.dataset.keep);
  if (!kept) return;
  for (const [name, value, checked] of JSON.parse(kept)) {
    const alike = fieldsOf(form).filter((field) => field.name === name && isTicked(field) === (checked !== null));
    if (checked === null && alike[0]) alike[0].value = value;
    for (const field of alike) if (checked !== null && field.value === value) field.checked = checked;
  }
  for (const part of form.querySelectorAll("details")) if ([...part.querySelectorAll("input, textarea, select")].some(isDirty)) part.open = true;
  if (isTypedIn(form)) say(body.dataset.unsent);
}

function keepForms(root) {
  for (const form of root.querySelectorAll("form[data-keep]")) {
    if (form.hasAttribute("data-redrawn")) keep(form);
    else restore(form);
    form.addEventListener("input", () => keep(form));
  }
}

for (const done of document.querySelectorAll("[data-done]")) sessionStorage.removeItem(TYPED + done.dataset.done);
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sending && Date.now() - form.dataset.sending < 4000) event.preventDefault();
  else form.dataset.sending = Date.now();
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sending; });

// ---- News, said aloud --------------------------------------------------------------------------------------------

const news = document.getElementById("news");
let silence;
function say(text, link) {
  if (!text || !news) return;
  news.replaceChildren(text, ...(link ? [" ", link] : []));
  clearTimeout(silence);
  silence = setTimeout(hush, 6000);
}
// Nothing is taken from under a pointer, or from whoever has come to it by keyboard.
function hush() {
  if (news.matches(":hover, :focus-within")) silence = setTimeout(hush, 1000);
  else news.replaceChildren();
}

// ---- Live: one stream for all tabs of a browser --------------------------------------------------------------------

const regions = () => [...document.querySelectorAll("[data-live][id]")];
let seen = Number(body.dataset.position || 0);
let stale = false, leads = false;
let pending, channel;

const concerns = (region, notice) => region.dataset.live === "*" || region.dataset.live.split(" ").includes(notice.case);
const isBusy = (region) => [...region.querySelectorAll("form")].some(isTypedIn)
  || (region.contains(document.activeElement) && document.activeElement.matches("input, textarea, select"))
  || region.querySelector(".dragged") !== null;

function heard(notice) {
  if (notice.position <= seen) return;
  seen = notice.position;
  if (regions().some((region) => concerns(region, notice))) refreshSoon();
}

function refreshSoon() {
  if (document.hidden) { stale = true; return; }
  clearTimeout(pending);
  pending = setTimeout(refresh, leads ? QUIET_FOR : QUIET_FOR * 3);
}

// Tabs that show the same page share what one of them has fetched, unless it has a form, whose key is for one tab.
const here = () => location.href.split("#")[0];
const isShared = (html) => !html.includes('name="key"');

async function refresh() {
  stale = false;
  clearTimeout(pending);
  pending = undefined;
  const upto = seen;
  let answer;
  try {
    answer = await fetch(location.href, { headers: { ...BESIDE, "Casebook-Wait-For": String(upto) }, cache: "no-store" });
  } catch { stale = true; return; }
  if (isRefused(answer) || answer.redirected) return;
  const html = await answer.text();
  if (isShared(html)) channel?.postMessage({ page: here(), upto, html });
  show(html);
}

const focusable = (id) => document.getElementById(id)?.querySelector("a, button, summary, input");

// How to come back to what has the focus, in what was drawn anew.
function wayBack(at) {
  const named = at.id || at.getAttribute("href"), around = at.closest("[id]")?.id;
  return (drawn) => (document.getElementById(named) || drawn.querySelector(`a[href="${CSS.escape(named)}"]`) || focusable(around) || document.getElementById("main")).focus({ preventScroll: true });
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  let changed = false, held = false;
  for (const region of regions()) {
    const next = fresh.getElementById(region.id);
    if (!next || next.innerHTML === region.innerHTML) continue;
    if (isBusy(region)) { held = true; stale ||= region.contains(lifted); continue; }
    const open = new Set([...region.querySelectorAll("details[open][id]")].map((part) => part.id));
    const comeBack = region.contains(document.activeElement) && wayBack(document.activeElement);
    region.replaceWith(document.adoptNode(next));
    for (const part of next.querySelectorAll("details[id]")) if (open.has(part.id)) part.open = true;
    if (comeBack) comeBack(next);
    next.classList.add("fresh");
    keepForms(next);
    changed ||= next.dataset.again === undefined;
  }
  if (changed || held) say(body.dataset.changed);
}

document.addEventListener("visibilitychange", () => { if (!document.hidden && stale) refreshSoon(); });

async function follow(tell) {
  let wait = 500;
  for (;;) {
    try {
      const answer = await fetch("/api/stream", { headers: { "Last-Event-ID": String(seen) }, cache: "no-store" });
      if (answer.status === 401 || answer.status === 403) return;
      if (answer.ok) {
        wait = 500;
        if (stale) refreshSoon();
        await read(answer.body.pipeThrough(new TextDecoderStream()).getReader(), tell);
      }
    } catch { /* the server is away; it comes back */ }
    await new Promise((done) => { setTimeout(done, wait * (0.5 + Math.random())); });
    wait = Math.min(wait * 2, 15000);
  }
}

async function read(reader, tell) {
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split("\n").filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
      if (data) tell(JSON.parse(data));
    }
  }
}

function listen() {
  if (!body.dataset.who || !regions().some((region) => region.dataset.live)) return;
  if (!navigator.locks || !window.BroadcastChannel) {
    if (!document.hidden) follow(heard);
    return;
  }
  channel = new BroadcastChannel(`casebook-${body.dataset.who}`);
  channel.onmessage = ({ data }) => {
    if (data.position) heard(data);
    if (data.html && pending && data.page === here() && data.upto >= seen) {
      clearTimeout(pending);
      pending = undefined;
      show(data.html);
    }
    if (leads && data.joined !== undefined && data.joined < seen) channel.postMessage({ at: seen });
    if (data.at > seen) { seen = data.at; refreshSoon(); }
  };
  channel.postMessage({ joined: seen });
  navigator.locks.request(`casebook-${body.dataset.who}`, () => {
    leads = true;
    return follow((notice) => { channel.postMessage(notice); heard(notice); });
  });
}

// ---- Work that goes on by itself: looked at again, so many seconds later, until it is done -------------------------

function lookAgain() {
  const region = document.querySelector("[data-live][data-again]");
  if (region) setTimeout(async () => { if (!document.hidden) await refresh(); lookAgain(); }, Number(region.dataset.again) * 1000);
}

// ---- Another row of a list: the form is drawn again with it, in its place -------------------------------------------

async function post(form, submitter) {
  const filled = new FormData(form, submitter);
  try {
    return await fetch(form.action, { method: "POST", headers: BESIDE, body: form.enctype === "multipart/form-data" ? filled : new URLSearchParams(filled) });
  } catch { say(body.dataset.away); } finally { delete form.dataset.sending; }
  return null;
}

function toNewRow(root, submitter) {
  if (submitter?.name !== "more") return;
  const rows = root.querySelectorAll(`[id="f-${submitter.value.replaceAll(".", "-")}"] > .row`);
  rows[rows.length - 1]?.querySelector("input, textarea, select")?.focus();
}

addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (submitter?.name !== "more" || event.defaultPrevented) return;
  event.preventDefault();
  const answer = await post(form, submitter);
  if (!answer) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main form.step");
  if (!drawn) { location.href = answer.url; return; }
  const around = form.parentElement;
  form.replaceWith(document.adoptNode(drawn));
  keepForms(around);
  toNewRow(around, submitter);
});

// ---- Small comforts ------------------------------------------------------------------------------------------------

addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
});
addEventListener("click", (event) => {
  const first = event.target.closest?.('.skip[href="#board"]') && document.querySelector("#board .card a");
  if (!first) return;
  event.preventDefault();
  first.focus();
});
addEventListener("focusin", (event) => { if (event.target.matches("input[readonly]")) event.target.select(); });
addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-at-once")) form.requestSubmit();
});

// A form begins at the first field in which something is wrong; a page whose purpose is a form, else at its first field.
const FIELDS = "input:not([type=hidden], [tabindex='-1']), textarea, select";
function toWrong(root) {
  const wrong = root.querySelector("form .field .flaw, form fieldset .flaw")?.closest(".field, fieldset");
  const field = wrong?.querySelector(FIELDS) ?? root.querySelector("form [aria-invalid=true]:not(fieldset)");
  field?.focus();
  return Boolean(field);
}
function begin() {
  if (!toWrong(document)) document.querySelector("[data-begin]")?.querySelector(FIELDS)?.focus({ preventScroll: true });
}

keepForms(document);
begin();
lookAgain();
listen();

// ---- Board: a step is taken by dragging a card, or by its link, in a dialog over the board -------------------------

const board = () => document.getElementById("board");

async function openStep(address) {
  const from = document.activeElement, comeBack = wayBack(from);
  let answer;
  try {
    answer = await fetch(address, { headers: BESIDE });
  } catch { say(body.dataset.away); return; }
  const dialog = document.createElement("dialog");
  document.body.append(dialog);
  dialog.addEventListener("close", () => { dialog.remove(); if (!from.isConnected) comeBack(board()); });
  if (isRefused(answer) || !(await fill(dialog, answer))) { location.href = address; return; }
  dialog.showModal();
  dialog.querySelector("form.step").querySelector(FIELDS)?.focus();
}

async function fill(dialog, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("#doing form.step");
  if (!form) return false;
  const title = page.querySelector("h1"), refused = page.querySelector(".notice.bad");
  const close = Object.assign(document.createElement("button"), { className: "quiet close", type: "button", textContent: "✕" });
  close.setAttribute("aria-label", document.body.dataset.close);
  close.addEventListener("click", () => dialog.close());
  const name = Object.assign(document.createElement("h2"), { id: "dialog-title" });
  name.append(Object.assign(document.createElement("a"), { href: answer.url, textContent: title.textContent }));
  dialog.setAttribute("aria-labelledby", name.id);
  dialog.replaceChildren(close, name, ...(refused ? [refused] : []), ...[page.querySelector("#known > section"), page.querySelector("#similar")].filter(Boolean).map(foldedUp), form.closest("section"));
  keepForms(dialog);
  for (const link of dialog.querySelectorAll("#similar .button")) link.addEventListener("click", (event) => takeOver(event, dialog));
  dialog.querySelector("form.step").addEventListener("submit", (event) => send(event, dialog));
  return true;
}

// Nobody files or solves well what they cannot read: what was said, and what others did, is at hand above the form.
function foldedUp(known) {
  const part = Object.assign(document.createElement("details"), { className: "line" });
  const name = known.querySelector("h2"), count = known.querySelectorAll(".similar > li").length;
  part.append(Object.assign(document.createElement("summary"), { textContent: count ? `${name.textContent} (${count})` : name.textContent }), known);
  name.remove();
  return part;
}

// An approach that is taken over comes in the form of the dialog.
async function takeOver(event, dialog) {
  const { href } = event.currentTarget;
  event.preventDefault();
  const answer = await fetch(href, { headers: BESIDE }).catch(() => null);
  if (!answer) say(body.dataset.away);
  else if (isRefused(answer) || !(await fill(dialog, answer))) location.href = href;
  else dialog.querySelector("form.step").querySelector(FIELDS)?.focus();
}

async function send(event, dialog) {
  event.preventDefault();
  const form = event.target;
  const answer = await post(form, event.submitter);
  if (!answer) return;
  if (answer.redirected && new URL(answer.url).searchParams.has("done")) {
    sessionStorage.removeItem(TYPED + form.dataset.keep);
    dialog.close();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    seen = Math.max(seen, Number(page.body.dataset.position || 0));
    await refresh();
    toMoved(new URL(answer.url).pathname, page.querySelector("[data-done]")?.textContent);
  } else if (!(await fill(dialog, answer))) location.href = answer.url;
  else if (event.submitter?.name === "more") toNewRow(dialog, event.submitter);
  else toWrong(dialog);
}

// What was done is said with a link to the case, which may stand where it is not seen, or no longer on the board.
function toMoved(address, done) {
  const reference = address.split("/").pop();
  document.getElementById(`card-${reference}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  say(done, Object.assign(document.createElement("a"), { href: address, textContent: reference }));
}

// Where a card can be put stands in it, as the lifecycle has it: `stage:step`, for each stage that a step leads to.
let lifted = null;
const columns = () => [...document.querySelectorAll(".column[data-stage]")];
const stageOf = (column) => column.dataset.stage;
const nameOf = (column) => column.querySelector("h2").firstElementChild?.textContent ?? column.querySelector("h2").textContent;
const wayTo = (column) => lifted?.dataset.ways.split(" ").map((way) => way.split(":")).find(([stage]) => stage === stageOf(column))?.[1];

const isHeld = (column) => Boolean(lifted.dataset.held?.split(" ").includes(stageOf(column)));
const whyNot = (column) => (isHeld(column) ? lifted.dataset.why : lifted.parentElement.dataset.refuses);

function lift(card) {
  lifted = card;
  card.classList.add("dragged");
  for (const column of columns()) {
    column.classList.toggle("takes", Boolean(wayTo(column)));
    column.classList.toggle("barred", isHeld(column));
  }
}

function hover(column) {
  for (const each of columns()) each.classList.toggle("over", each === column && !each.contains(lifted));
}

function dragOver(column) {
  const isNew = column && !column.matches(".over");
  hover(column);
  if (isNew && column.matches(".over:not(.takes)")) say(whyNot(column));
}

function letGo() {
  lifted = null;
  for (const each of document.querySelectorAll(".dragged, .over, .takes, .barred")) each.classList.remove("dragged", "over", "takes", "barred");
  if (stale) refreshSoon();
}

function put(column) {
  const verb = wayTo(column), card = lifted;
  if (verb) openStep(`/cases/${card.dataset.case}/${verb}`);
  else if (!column.contains(card)) say(whyNot(column));
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("#board .take");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  openStep(link.href);
});
addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("#board .card");
  if (!card?.draggable) return;
  event.dataTransfer.setData("text/plain", card.dataset.case);
  event.dataTransfer.effectAllowed = "move";
  letGo();
  lift(card);
});
addEventListener("dragend", letGo);
addEventListener("dragover", (event) => {
  if (!lifted) return;
  event.preventDefault();
  const column = event.target.closest?.(".column[data-stage]");
  event.dataTransfer.dropEffect = column ? "move" : "none";
  dragOver(column);
});
addEventListener("drop", (event) => {
  if (!lifted) return;
  event.preventDefault();
  const column = event.target.closest?.(".column[data-stage]");
  if (column) put(column);
});

// By keyboard: the space bar picks a card up, arrows choose the column, Enter puts it down, Escape leaves it.
function carry(event) {
  const among = columns(), here = lifted.parentElement;
  const over = document.querySelector(".column.over") ?? here;
  const aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (aside) {
    const column = among[Math.max(0, Math.min(among.length - 1, among.indexOf(over) + aside))];
    hover(column);
    column.querySelector("h2").scrollIntoView({ block: "nearest", inline: "nearest" });
    say(column === here ? nameOf(here) : `${nameOf(column)} – ${wayTo(column) ? board().dataset.takes : whyNot(column)}`);
  } else if (event.key === "Enter" && over === here) {
    say(board().dataset.choose);
  } else if (event.key === "Enter" || event.key === " ") {
    if (over === here) say(board().dataset.left);
    else put(over);
    letGo();
  } else if (event.key === "Escape" || event.key === "Tab") {
    letGo();
    say(board().dataset.left);
  }
  if (event.key !== "Tab") event.preventDefault();
}

addEventListener("keydown", (event) => {
  const at = event.target.closest?.("#board .card a");
  if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
  const card = at.closest(".card");
  if (event.repeat && [" ", "Enter"].includes(event.key)) { event.preventDefault(); return; }
  if (lifted === card) { carry(event); return; }
  if (event.key === " " && card.draggable) {
    event.preventDefault();
    lift(card);
    say(board().dataset.lifted);
    return;
  }
  const stages = [...board().querySelectorAll(".column")];
  const cards = [...card.parentElement.querySelectorAll(".card")], place = cards.indexOf(card), column = stages.indexOf(card.parentElement);
  const aside = (step) => { for (let n = column + step; stages[n]; n += step) { const there = [...stages[n].querySelectorAll(".card")]; if (there.length) return there[Math.min(place, there.length - 1)]; } return null; };
  const next = { ArrowDown: cards[place + 1], ArrowUp: cards[place - 1], ArrowRight: aside(1), ArrowLeft: aside(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  next.querySelector("h3 a").focus();
});
addEventListener("focusout", (event) => { if (lifted && event.target.closest?.(".card") === lifted) letGo(); });
