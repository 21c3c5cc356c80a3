// search.js: shows what the worker found. The page owns the markup and every sentence; here only the blanks are filled.
//
// The page holds
//   form#search        with data-index (address of search/index.json), data-root (the site's root, put before a card's url),
//                      data-worker, and data-scripts: the addresses, with spaces between, of lunr.js, stemmer-base.js,
//                      the stemmer of the site's language, words.js, weigh.js and engine.js, in this order. On a list also
//                      data-fixed: filters as in an address that nobody can take away, such as kind=profile; and
//                      data-sort: the order of the list
//   #listed            the list that stands there while nothing is asked; list.js brought the rest. A page may do without
//   input#q[name=q]    and, in the form too, #facets (hidden until it has something)
//   #count[role=status]  #progress (hidden)  #trouble[role=alert] (hidden)
//   #filters           details around the facets for narrow screens; a page may do without
//   #chosen (hidden)   a list for the filters that are chosen, and button#unfilter (hidden) that takes them all away
//   #sorting (hidden)  around select#sort[name=sort]; a page may do without these, too
//   #results           a list;  button#more (hidden)
//   #empty (hidden)    around #nearest (hidden, with a span for links) and a#without (hidden)
//   template#hit       one li; in it data-fill=KEY gets the text of that key, data-link=KEY makes a link of it, and
//                      data-each=KEY repeats its first child. Keys are those of the card, and kind, skilled, why and
//                      missing. What was found is marked, and what is in another language says so.
//                      An element whose key is empty is taken out. The li gets data-kind and data-id.
//   template#facet     details with data-fill="name" and data-values, where the values go
//   template#facet-value  a label with a checkbox, data-fill="label" and data-fill="count"
//   template#chip      an li with a button, data-fill="label"
//   script#search-words   JSON: language, colon, count, partial, none, loading, trouble, without, why, missing, skilled, remove;
//                      and the labels: kinds, fields, facets, values, sorts; and order and open, lists of facets
//
// The question lives in the address: ?q=wet&kind=profile&kind=assignment&sort=new&n=20
"use strict";

(function () {
  const WIDE = matchMedia("(min-width: 60rem)"); // where site.css puts the filters beside the hits
  const form = document.getElementById("search");
  if (!form) return;

  const part = (id) => document.getElementById(id);
  const words = JSON.parse(part("search-words").textContent);
  const plurals = new Intl.PluralRules(words.language);
  const list = new Intl.ListFormat(words.language, { type: "conjunction" });
  const several = new Intl.ListFormat(words.language, { type: "disjunction" });
  const STEP = form.dataset.fixed ? 12 : 10; // two, three and four columns of cards all come out
  const fixed = grouped(new URLSearchParams(form.dataset.fixed));
  const order = words.order.filter((facet) => !(facet in fixed));
  const served = part("listed"); // what stands there while nothing is asked
  const usual = served ? [] : words.open; // groups that stand open, unless counting them would fetch too much
  const opened = new Set();
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
  part("sort")?.addEventListener("change", () => go(typed(), "pushState"));
  part("chosen")?.addEventListener("click", ({ target }) => take(target.closest("button")));
  part("unfilter")?.addEventListener("click", () => without(() => []));
  if (!served) WIDE.addEventListener("change", unfold);
  if (!served) unfold();
  if (served) part("filters").addEventListener("toggle", () => part("trouble").hidden || show(addressed()));
  window.addEventListener("popstate", () => {
    if (location.search !== answered) show(addressed()); // a jump within the page asks nothing new
  });
  if (served || ["q", "sort", ...order].some((name) => new URLSearchParams(location.search).has(name))) show(addressed());

  // The question

  /** What the address asks. */
  function addressed() {
    const address = new URLSearchParams(location.search);
    return {
      text: address.get("q") || "",
      chosen: Object.fromEntries(order.map((facet) => [facet, address.getAll(facet)])),
      sort: address.get("sort") || "",
      size: Math.min(Math.max(Number.parseInt(address.get("n"), 10) || STEP, STEP), 1000),
    };
  }

  /** What the form asks. */
  function typed() {
    const data = new FormData(form);
    return { text: data.get("q").trim(), chosen: ticked(data), sort: sorted(data.get("sort")), size: STEP };
  }

  /** The filters the form has, and those in the address that the form has no box for. */
  function ticked(data) {
    const { chosen } = addressed();
    const boxed = (facet, value) => groups.get(facet)?.labels.has(value);
    return Object.fromEntries(order.map((facet) => [facet, [...data.getAll(facet), ...chosen[facet].filter((value) => !boxed(facet, value))]]));
  }

  /** The order somebody chose; what comes by itself needs no choice. */
  function sorted(sort) {
    return sort && sort !== part("sort").dataset.usual ? sort : "";
  }

  /** Whether nothing is asked, so that a list stands as it is. */
  function idle({ text, chosen, sort }) {
    return served && !text && !sort && !Object.values(chosen).some((values) => values.length);
  }

  /** The address of a question. */
  function address(question) {
    const { text, chosen, sort, size } = question;
    if (idle(question)) return location.pathname;
    const words = text || !served ? [["q", text]] : [];
    const pairs = order.flatMap((facet) => (chosen[facet] || []).map((value) => [facet, value]));
    return `?${new URLSearchParams([...words, ...pairs, ...(sort ? [["sort", sort]] : []), ...(size > STEP ? [["n", size]] : [])])}`;
  }

  /** The values of an address by their name. */
  function grouped(pairs) {
    return Object.fromEntries([...pairs.keys()].map((name) => [name, pairs.getAll(name)]));
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

  /** Takes one filter away, and puts the focus on the next one. */
  async function take(button) {
    if (!button) return;
    const { facet, value } = button.dataset;
    const at = [...part("chosen").children].indexOf(button.closest("li"));
    await without((name, values) => (name === facet ? values.filter((other) => other !== value) : values));
    const left = part("chosen").children;
    (left[Math.min(at, left.length - 1)]?.querySelector("button") || start()).focus({ preventScroll: true });
  }

  /** Asks the same with other filters: for every facet, those that `left` leaves. */
  async function without(left) {
    const question = addressed();
    const chosen = Object.fromEntries(Object.entries(question.chosen).map(([facet, values]) => [facet, left(facet, values)]));
    const focused = document.activeElement;
    await go({ ...question, chosen, size: STEP }, "pushState");
    if (focused.hidden) start().focus({ preventScroll: true });
  }

  /** Where the focus goes when what had it is gone: to the words, or above a list to what unfolds them. */
  function start() {
    return served ? part("filters").firstElementChild : part("q");
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
      const wanted = order.filter((facet) => opened.has(facet));
      const sort = question.sort || (question.text ? "" : form.dataset.sort);
      const size = idle(question) ? 0 : question.size;
      const answer = await ask({ question: { ...question, fixed, usual, wanted, sort, size } });
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
    if (served) served.hidden = !idle(question);
    part("results").replaceChildren(...answer.hits.map((hit) => drawn(hit)));
    part("more").hidden = idle(question) || answer.hits.length >= answer.total;
    drawEmpty(question, answer);
    drawFacets(question, answer);
    drawChosen(question, answer);
    drawOrders(question, answer);
  }

  function drawTrouble() {
    part("progress").hidden = true;
    part("count").textContent = "";
    part("trouble").hidden = false;
    if (!served) part("trouble").textContent = words.trouble;
    else standing();
  }

  /** Lets a list stand as it is. */
  function standing() {
    served.hidden = false;
    for (const id of ["results", "chosen"]) part(id).replaceChildren();
    for (const id of ["more", "chosen", "unfilter", "sorting", "empty"]) part(id).hidden = true;
  }

  /** "12 resultaten. 3 hebben al uw woorden" */
  function counted({ total, whole, words: asked }) {
    if (!total) return words.none;
    const all = plural(words.count, total);
    return asked.length > 1 && whole < total ? `${all}. ${plural(words.partial, whole)}` : all;
  }

  /** One hit, as the template has it. */
  function drawn({ card, shown, elsewhere, missing }) {
    const row = filled(part("hit"), {
      ...card,
      ...shown,
      skilled: shown.skills.length && around(words.skilled, "skills", enumerated(shown.skills)),
      kind: "kind" in fixed ? "" : words.kinds[card.kind] || card.kind,
      why: elsewhere.length && say(words.why, { fields: list.format(elsewhere.map((field) => words.fields[field] || field)) }),
      missing: missing.length && say(words.missing, { words: list.format(missing) }),
    });
    for (const [key, language] of Object.entries(card.tongues || {})) row.querySelector(`[data-fill="${key}"]`)?.setAttribute("lang", language);
    Object.assign(row.firstElementChild.dataset, { kind: card.kind, id: card.id });
    return row;
  }

  /** A sentence in pieces, with other pieces in its blank. */
  function around(sentence, blank, pieces) {
    const [before, after] = sentence.split(`{${blank}}`);
    return [[before, false], ...pieces, [after, false]];
  }

  /** Texts in pieces as one, with what the language puts between the items of a list. */
  function enumerated(texts) {
    return list.formatToParts(texts.map((_, at) => String(at))).flatMap(({ type, value }) => (type === "element" ? texts[Number(value)] : [[value, false]]));
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
    const held = new Set(facets.filter(({ some }) => some).map(({ name }) => name));
    const shown = order.filter((name) => held.has(name) || groups.get(name)?.details.contains(focused));
    arrange(part("facets"), shown.map((name) => {
      const group = groups.get(name) || newGroup(name, usual.includes(name) && values.get(name));
      if (chosen[name]?.length && !opened.has(name)) group.details.open = true;
      if (values.get(name)) drawValues(name, group, values.get(name));
      return group.details;
    }));
    part("facets").hidden = !shown.length || !unfiltered;
    if (part("facets").contains(focused)) focused.focus();
  }

  /** Puts elements in another, unless they already stand there: what stays where it is keeps the focus. */
  function arrange(parent, children) {
    const alike = children.length === parent.children.length && children.every((child, at) => child === parent.children[at]);
    if (!alike) parent.replaceChildren(...children);
  }

  /** The filters that are chosen, each with a button to take it away. */
  function drawChosen({ chosen }, { facets }) {
    if (!part("chosen")) return;
    const values = new Map(facets.map((facet) => [facet.name, new Map((facet.values || []).map((value) => [value.id, value]))]));
    const chips = order.flatMap((facet) => chosen[facet].map((id) => chip(facet, values.get(facet)?.get(id) || { id })));
    part("chosen").replaceChildren(...chips);
    part("chosen").hidden = !chips.length;
    part("unfilter").hidden = chips.length < 2;
  }

  function chip(facet, value) {
    const label = `${words.facets[facet] || facet}${words.colon} ${labelled(facet, value)}`;
    const item = filled(part("chip"), { label }).firstElementChild;
    const button = item.querySelector("button");
    button.setAttribute("aria-label", say(words.remove, { filter: label }));
    Object.assign(button.dataset, { facet, value: value.id });
    return item;
  }

  /** What people read for a value of a facet. */
  function labelled(facet, { id, label }) {
    const known = words.values?.[facet] || {};
    return (Object.hasOwn(known, id) && known[id]) || label || id;
  }

  /** The orders that mean something for this answer; one alone is no choice. */
  function drawOrders({ text }, { sorts, sort, total }) {
    if (!part("sort")) return;
    const own = !text && sorts.includes(form.dataset.sort) ? form.dataset.sort : sorts[0];
    const first = [own, ...sorts.filter((other) => other !== own)];
    part("sort").dataset.usual = own;
    part("sort").replaceChildren(...first.map((name) => new Option(ordered(name), name, false, name === sort)));
    part("sorting").hidden = sorts.length < 2 || total < 2;
  }

  /** What people read for an order; where all hits are of one kind, only the name is left to go by. */
  function ordered(sort) {
    return words.sorts[sort === "listed" && "kind" in fixed ? "name" : sort];
  }

  /** On a wide screen the filters stand open beside the hits, on a narrow one they wait above them. */
  function unfold() {
    part("filters")?.toggleAttribute("open", WIDE.matches);
  }

  function newGroup(name, open) {
    const details = filled(part("facet"), { name: words.facets[name] || name }).firstElementChild;
    if (open) opened.add(name);
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
    const own = Object.keys(words.values?.[facet] || {}); // the order in which the page has them
    const named = values.map((value) => ({ ...value, label: labelled(facet, value) }));
    named.sort((one, other) => own.indexOf(one.id) - own.indexOf(other.id) || one.label.localeCompare(other.label, words.language));
    arrange(details.querySelector("[data-values]"), named.map(({ id, label, count, chosen }) => {
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
      if (fill && own.get(fill)) write(element, own.get(fill));
      if (each && own.get(each)?.length) repeat(element, own.get(each));
      if ((fill && !own.get(fill)?.length) || (each && !own.get(each)?.length)) element.remove();
    }
    return copy;
  }

  function repeat(element, texts) {
    const first = element.firstElementChild;
    element.replaceChildren(...texts.map((text) => write(first.cloneNode(true), text)));
  }

  /** Puts a text in an element: as it is, or in pieces `[text, whether it was found]`. */
  function write(element, text) {
    const pieces = typeof text === "string" ? [[text, false]] : text;
    element.replaceChildren(...pieces.map(([piece, found]) => (found ? Object.assign(document.createElement("mark"), { textContent: piece }) : piece)));
    return element;
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
