// search.js: shows what the worker found. The page owns the markup and every sentence; here only the blanks are filled.
//
// The page holds
//   form#search        with data-index (address of search/index.json), data-root (the site's root, put before a card's url),
//                      data-worker, and data-scripts: the addresses, with spaces between, of lunr.js, stemmer-base.js,
//                      the stemmer of the site's language, words.js and engine.js, in this order
//   input#q[name=q]    and, in the form too, #facets (hidden until it has something)
//   #count[role=status]  #progress (hidden)  #trouble[role=alert] (hidden)
//   #filters           details around the facets for narrow screens; a page may do without
//   #results           a list;  button#more (hidden)
//   #empty (hidden)    around #nearest (hidden, with a span for links) and a#without (hidden)
//   template#hit       one li; in it data-fill=KEY gets the text of that key, data-link=KEY makes a link of it, and
//                      data-each=KEY repeats its first child. Keys are those of the card, and kind, why and missing.
//                      An element whose key is empty is taken out. The li gets data-kind and data-id.
//   template#facet     details with data-fill="name" and data-values, where the values go
//   template#facet-value  a label with a checkbox, data-fill="label" and data-fill="count"
//   script#search-words   JSON: language, count, partial, none, loading, trouble, without, why, missing; and the labels:
//                      kinds, fields, facets, values; and order and open, lists of facets
//
// The question lives in the address: ?q=wet&kind=profile&kind=assignment&n=20
"use strict";

(function () {
  const STEP = 10;
  const WIDE = matchMedia("(min-width: 60rem)"); // where site.css puts the filters beside the hits
  const form = document.getElementById("search");
  if (!form) return;

  const part = (id) => document.getElementById(id);
  const words = JSON.parse(part("search-words").textContent);
  const plurals = new Intl.PluralRules(words.language);
  const list = new Intl.ListFormat(words.language, { type: "conjunction" });
  const several = new Intl.ListFormat(words.language, { type: "disjunction" });
  const opened = new Set(words.open);
  const groups = new Map(); // facet → its details, and its labels by value
  let worker;
  let waiting;
  let latest = 0;
  let answered = location.search;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(typed(), "pushState");
  });
  form.addEventListener("focusin", () => begin().catch(() => {}), { once: true });
  part("facets").addEventListener("change", () => go(typed(), "pushState"));
  part("more").addEventListener("click", more);
  WIDE.addEventListener("change", unfold);
  unfold();
  window.addEventListener("popstate", () => {
    if (location.search !== answered) show(addressed()); // a jump within the page asks nothing new
  });
  if (["q", ...words.order].some((name) => new URLSearchParams(location.search).has(name))) show(addressed());

  // The question

  /** What the address asks. */
  function addressed() {
    const address = new URLSearchParams(location.search);
    return {
      text: address.get("q") || "",
      chosen: Object.fromEntries(words.order.map((facet) => [facet, address.getAll(facet)])),
      size: Math.min(Math.max(Number.parseInt(address.get("n"), 10) || STEP, STEP), 1000),
    };
  }

  /** What the form asks. */
  function typed() {
    const data = new FormData(form);
    return { text: data.get("q").trim(), chosen: Object.fromEntries(words.order.map((facet) => [facet, data.getAll(facet)])), size: STEP };
  }

  /** The address of a question. */
  function address({ text, chosen, size }) {
    const pairs = words.order.flatMap((facet) => (chosen[facet] || []).map((value) => [facet, value]));
    return `?${new URLSearchParams([["q", text], ...pairs, ...(size > STEP ? [["n", size]] : [])])}`;
  }

  /** Puts the question in the address and shows its answer. */
  function go(question, how) {
    history[how](null, "", address(question));
    return show(question);
  }

  /** Shows more hits and takes the reader to the first of them. */
  async function more() {
    const before = part("results").children.length;
    const question = addressed();
    await go({ ...question, size: question.size + STEP }, "replaceState");
    part("results").children[before]?.querySelector("a")?.focus();
  }

  /** Asks the worker and draws what comes back, unless something newer was asked meanwhile. */
  async function show(question) {
    const turn = (latest += 1);
    answered = location.search;
    part("q").value = question.text;
    part("progress").hidden = false;
    part("trouble").hidden = true;
    part("count").textContent = words.loading;
    try {
      const wanted = words.order.filter((facet) => opened.has(facet));
      const answer = await ask({ question: { ...question, wanted } });
      if (turn === latest) draw(question, answer);
    } catch {
      if (turn === latest) drawTrouble();
    }
  }

  // The worker

  /** The answer of the worker to a message. */
  async function ask(message) {
    await begin();
    return send(message);
  }

  /** Starts the worker, once; after trouble, anew. */
  function begin() {
    worker ??= started().catch((error) => {
      worker = undefined;
      throw error;
    });
    return worker;
  }

  async function started() {
    const absolute = (address) => new URL(address, location.href).href;
    waiting = new Map();
    const fresh = new Worker(form.dataset.worker);
    fresh.onmessage = ({ data: { id, answer, trouble } }) => {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (trouble) reject(new Error(trouble));
      else resolve(answer);
    };
    fresh.onerror = () => waiting.forEach(({ reject }) => reject(new Error("no worker")));
    send.to = fresh;
    await send({ start: { scripts: form.dataset.scripts.trim().split(/\s+/).map(absolute), index: absolute(form.dataset.index) } });
  }

  function send(message) {
    return new Promise((resolve, reject) => {
      const id = (send.last = (send.last || 0) + 1);
      waiting.set(id, { resolve, reject });
      send.to.postMessage({ id, ...message });
    });
  }

  // The answer

  function draw(question, answer) {
    part("progress").hidden = true;
    part("count").textContent = counted(answer);
    part("results").replaceChildren(...answer.hits.map((hit) => drawn(hit)));
    part("more").hidden = answer.hits.length >= answer.total;
    drawEmpty(question, answer);
    drawFacets(question, answer);
  }

  function drawTrouble() {
    part("progress").hidden = true;
    part("count").textContent = "";
    part("trouble").textContent = words.trouble;
    part("trouble").hidden = false;
  }

  /** "12 resultaten. 3 hebben al uw woorden" */
  function counted({ total, whole, words: asked }) {
    if (!total) return words.none;
    const all = plural(words.count, total);
    return asked.length > 1 && whole < total ? `${all}. ${plural(words.partial, whole)}` : all;
  }

  /** One hit, as the template has it. */
  function drawn({ card, fields, missing }) {
    const row = filled(part("hit"), {
      ...card,
      kind: words.kinds[card.kind] || card.kind,
      why: fields.length && say(words.why, { fields: list.format(fields.map((field) => words.fields[field] || field)) }),
      missing: missing.length && say(words.missing, { words: list.format(missing) }),
    });
    Object.assign(row.firstElementChild.dataset, { kind: card.kind, id: card.id });
    return row;
  }

  /** What may help when nothing was found: words that are near, and the same question without filters. */
  function drawEmpty({ text }, { total, unfiltered, nearest, words: asked }) {
    part("empty").hidden = total > 0;
    part("nearest").hidden = !nearest.length;
    const links = nearest.map(({ word, instead }) => link(instead, asked.map((other) => (other === word ? instead : other)).join(" ")));
    part("nearest").querySelector("span").replaceChildren(...listed(links));
    part("without").hidden = !unfiltered;
    part("without").textContent = plural(words.without, unfiltered);
    part("without").href = address({ text, chosen: {} });
  }

  /** The links with what the language puts between the items of a list. */
  function listed(links) {
    const pieces = several.formatToParts(links.map((_, at) => String(at)));
    return pieces.map(({ type, value }) => (type === "element" ? links[Number(value)] : value));
  }

  function link(label, text) {
    return Object.assign(document.createElement("a"), { textContent: label, href: address({ text, chosen: {} }) });
  }

  // The facets

  /** The groups in their order; what was there stays, so that nothing jumps and the focus is kept. */
  function drawFacets({ chosen }, { facets, unfiltered }) {
    const focused = document.activeElement;
    const values = new Map(facets.map((facet) => [facet.name, facet.values]));
    const shown = words.order.filter((name) => values.has(name));
    part("facets").replaceChildren(...shown.map((name) => {
      const group = groups.get(name) || newGroup(name);
      if (chosen[name]?.length && !opened.has(name)) group.details.open = true;
      if (values.get(name)) drawValues(name, group, values.get(name));
      return group.details;
    }));
    part("facets").hidden = !shown.length || !unfiltered;
    if (filtered(chosen)) part("filters")?.setAttribute("open", "");
    if (part("facets").contains(focused)) focused.focus();
  }

  function filtered(chosen) {
    return Object.values(chosen).some((values) => values.length);
  }

  /** On a wide screen the filters stand open beside the hits, on a narrow one they wait above them. */
  function unfold() {
    part("filters")?.toggleAttribute("open", WIDE.matches || filtered(addressed().chosen));
  }

  function newGroup(name) {
    const details = filled(part("facet"), { name: words.facets[name] || name }).firstElementChild;
    details.open = opened.has(name);
    details.addEventListener("toggle", () => {
      const known = opened.has(name);
      if (details.open) opened.add(name);
      else opened.delete(name);
      if (details.open && !known) show(addressed());
    });
    const group = { details, labels: new Map() };
    groups.set(name, group);
    return group;
  }

  function drawValues(facet, { details, labels }, values) {
    const named = values.map((value) => ({ ...value, label: words.values?.[facet]?.[value.id] || value.label || value.id }));
    named.sort((one, other) => one.label.localeCompare(other.label, words.language));
    details.hidden = !values.length;
    details.querySelector("[data-values]").replaceChildren(...named.map(({ id, label, count, chosen }) => {
      if (!labels.has(id)) labels.set(id, filled(part("facet-value"), { label, count: String(count) }).firstElementChild);
      const item = labels.get(id);
      Object.assign(item.querySelector("input"), { name: facet, value: id, checked: chosen });
      item.querySelector('[data-fill="count"]').textContent = number(count);
      return item;
    }));
  }

  // Templates and sentences

  /** A copy of a template with its blanks filled; only ever with text, and with addresses on this site. */
  function filled(template, values) {
    const copy = template.content.cloneNode(true);
    const own = new Map(Object.entries(values));
    for (const element of copy.querySelectorAll("[data-fill], [data-link], [data-each]")) {
      const { fill, link: address, each } = element.dataset;
      if (address && own.get(address)) linked(element, own.get(address));
      if (fill && own.get(fill)) element.textContent = own.get(fill);
      if (each && own.get(each)?.length) repeat(element, own.get(each));
      if ((fill && !own.get(fill)) || (each && !own.get(each)?.length)) element.remove();
    }
    return copy;
  }

  function repeat(element, texts) {
    const first = element.firstElementChild;
    element.replaceChildren(...texts.map((text) => Object.assign(first.cloneNode(true), { textContent: text })));
  }

  function linked(element, url) {
    const target = new URL(form.dataset.root + url, location.href);
    if (target.origin === location.origin) element.href = target.href;
  }

  function plural(sentences, n) {
    const none = n === 0 && sentences.none;
    return say(none || sentences[plurals.select(n)] || sentences.other, { n: number(n) });
  }

  function say(sentence, blanks) {
    return sentence.replace(/\{(\w+)\}/g, (blank, name) => blanks[name] ?? blank);
  }

  function number(n) {
    return n.toLocaleString(words.language);
  }
})();
