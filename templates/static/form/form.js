// form.js: leads through the questions, and makes of the answers a file and a way to send it. A file that is there
// already is brought by open.js, and of that only what somebody changes becomes another.
//
// The page owns the markup and the words (templates/parts/form.html); rules.js judges, yaml.js writes. Nothing leaves the
// browser but by a link that somebody follows; what is filled in is kept in this browser alone, until it is cleared.
//
// The page holds
//   form#form          with data-words, the address of the words that lead to a skill, and data-brings, those of the
//                      scripts that open a file; in it sections with data-step, the last one "send"; #next #finish #more
//                      #back #clear, #amiss and #notes with a list each, #contents with a button for each step
//   #bring             where a file that is there already is pasted or chosen; [data-when] is for a new file or a change
//   [data-field]       a question by its path, with data-control: input, select, area, lines, boxes, list or group. Of the
//                      last two a row is a template, in which N stands for a number, and its parts have data-part
//   #preview           with data-seen: what of the card is filled in
//   script#form-data   JSON: what builder/views/form.py says
"use strict";

(function (scope) {
  const { rules, yaml, near } = scope;
  const form = document.getElementById("form");
  const part = (id) => document.getElementById(id);
  const data = JSON.parse(part("form-data").textContent);
  const asked = data.fields.filter(({ takes }) => takes);
  const sections = [...form.querySelectorAll("section[data-step]")];
  const fields = [...form.querySelectorAll("[data-field]")].filter(({ dataset }) => dataset.field !== "slug");
  const LAST = sections.length - 1;
  const HUES = 5;
  const FEW = 3; // skills on a card
  const MOST_BYTES = 32_768; // of front matter
  const path = pathAsked();
  const kept = ["wisselwerk", data.title, data.kind, ...(path ? [path] : [])].join("/");
  const vocabularies = {};
  let here = 0;
  let full = false; // whether somebody tells more than is needed
  let made = 0; // rows so far
  let download = ""; // the address of the file to download
  let changing = null; // the file that was opened: as bring.js gives it
  let pressed = false; // whether a finger or a mouse button is down
  let turns = 0; // how often somebody went on
  let named = false; // whether the name of the file was chosen by hand
  let bringing = Boolean(path); // whether a file is asked for

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (bringing) return bring(part("pasted").value);
    if (here !== LAST) on(part("next").hidden ? LAST : here + 1);
  });
  part("finish").addEventListener("click", () => on(LAST));
  part("more").addEventListener("click", () => {
    full = true;
    on(here + 1);
  });
  part("back").addEventListener("click", () => go(here === LAST && !full ? data.enough - 1 : here - 1));
  part("clear").addEventListener("click", clear);
  part("copy").addEventListener("click", copy);
  for (const id of ["open", "mail"]) part(id)?.addEventListener("click", ({ currentTarget }) => currentTarget.dataset.copies && copy());
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.matches("[data-add]")) add(button.closest("[data-field]")).querySelector("input, select, textarea").focus();
    if (button?.matches("[data-remove]")) remove(button.closest(".made"));
    if (button?.dataset.take) take(button);
    if (button?.dataset.go) go(Number(button.dataset.go));
  });
  part("have").addEventListener("click", () => {
    bringing = true;
    arrange();
    part("bring").querySelector("h2").focus();
  });
  part("pasted").addEventListener("paste", () => setTimeout(() => bring(part("pasted").value)));
  part("chosen").addEventListener("change", async ({ target }) => target.files[0] && bring(await target.files[0].text()));
  form.addEventListener("input", ({ target }) => {
    if (bringing) return;
    if (target.name === "slug") named = true;
    part("cleared").textContent = "";
    keep();
    look();
  });
  form.addEventListener("change", ({ target }) => bringing || settled(() => (target.name === "slug" ? send() : recheck(target))));
  for (const [event, now] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
    document.addEventListener(event, () => (pressed = now), true);
  }
  address();
  restore();
  arrange();

  // A file that is there already

  /** The file that a link to this page asks to change. */
  function pathAsked() {
    const asked = new URLSearchParams(location.search).get("file") ?? "";
    return new RegExp(`^${data.folder}/[a-z0-9-]{1,60}(?:/index)?\\.(?:md|yaml)$`).test(asked) ? asked : "";
  }

  /** Where that file can be read, and changed by hand. */
  function address() {
    part("bring-from").hidden = part("by-hand").hidden = !path || !data.forge;
    for (const [id, at] of path && data.forge ? [["raw", data.forge.raw], ["edit", data.forge.edit]] : []) part(id).href = at.replace("{path}", path);
  }

  /** Puts what a file says into the form; `before` are answers that somebody had changed already. */
  async function bring(text, before) {
    try {
      for (const address of form.dataset.brings.split(" ")) await fetched(address);
      changing = scope.bring.opened(text, form, data);
    } catch (shut) {
      const { line } = shut;
      part("bring-said").textContent = line === undefined ? data.words["bring-failed"] : rules.filled(data.words[line ? "bring-shut-line" : "bring-shut"], { line });
      return;
    }
    bringing = false;
    full = true;
    fillAll(changing.typed);
    await ready();
    for (const input of form.querySelectorAll("[list=list-skills]")) input.value = skillOf(input.value);
    changing.before = new Map(fields.map((field) => [field, JSON.stringify(answer(field))]));
    for (const place of fields.filter(({ dataset }) => changing.strange.includes(dataset.field.split(".")[0]))) leave(place);
    if (before) fillAll(before);
    go(0);
    look();
    part("opened").textContent = data.words.opened;
  }

  /** A script, run once. */
  function fetched(address) {
    if (document.querySelector(`script[src="${address}"]`)) return Promise.resolve();
    return new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
      document.head.append(script);
    });
  }

  /** A question that a file answers in a way that has no place here: it is left to the file. */
  function leave(place) {
    for (const one of place.querySelectorAll("[name], button")) one.disabled = true;
    const said = Object.assign(document.createElement("p"), { className: "small", textContent: data.words.strange });
    (place.querySelector("legend") ?? place.querySelector("label")).after(said);
  }

  /** The questions that somebody answers in another way than the file does. */
  function changes() {
    return fields.filter((field) => JSON.stringify(answer(field)) !== changing.before.get(field));
  }

  /** The text of the file as it becomes. */
  function text(front) {
    if (!changing) return yaml.written(data.fields, front, { dutch: data.dutch, notes: missingNotes(front) });
    const names = changes().map(({ dataset }) => dataset.field.split(".")[0]);
    if (data.kind === "profile") names.push("confirmed_on");
    return scope.change.changed(changing.file, new Set(names), front, data.fields, data.order.map(([name]) => name), data.notes);
  }

  // Steps

  /** Goes on to a step when all is right on the way there. */
  async function on(step) {
    turns += 1;
    await ready();
    const { problems } = judged();
    const wrong = problems.filter((one) => one.severity === "error" && passed(one, step)).sort(inOrder);
    tell(problems.filter((one) => passed(one, step)));
    if (!wrong.length) return go(step);
    const section = stepOf(wrong[0]);
    if (section !== here) show(section);
    summed(wrong);
    part("amiss").focus();
  }

  /** Whether a problem stands on a step that one leaves behind: this one, or any when one is done. */
  function passed(problem, step) {
    return step === LAST ? true : stepOf(problem) === here;
  }

  /** By where they stand on the page. */
  function inOrder(one, other) {
    const [first, second] = [spot(one.at), spot(other.at)];
    return first === second ? 0 : first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  }

  function stepOf({ at }) {
    return Math.max(0, sections.indexOf(spot(at)?.closest("[data-step]")));
  }

  function go(step) {
    part("amiss").hidden = true;
    show(step);
    if (step === LAST) send();
    sections[step].querySelector("h2").focus();
    keep();
  }

  function show(step) {
    here = step;
    arrange();
    if (sections[here].querySelector("[list=list-skills], template")) ready();
  }

  /** Shows the step one is at, and the buttons that make sense there. */
  function arrange() {
    for (const one of document.querySelectorAll("[data-when]")) one.hidden = (one.dataset.when === "change") !== Boolean(path || changing);
    part("bring").hidden = !bringing;
    part("contents").hidden = !changing;
    form.querySelector(".make-go").hidden = part("keeping").hidden = bringing;
    const total = full ? sections.length : data.enough + 1;
    const enough = changing || here >= data.enough - 1;
    sections.forEach((section, step) => {
      section.hidden = bringing || step !== here;
      section.querySelector("[data-count]").textContent = rules.filled(data.words.step, { here: step === LAST ? total : step + 1, all: total });
    });
    part("next").hidden = here === LAST || here === LAST - 1 || (enough && !full);
    part("finish").hidden = !enough || here === LAST;
    part("more").hidden = full || !enough || here === LAST;
    part("back").hidden = here === 0;
    part("finish").className = `nl-button nl-button--${changing || part("next").hidden ? "primary" : "secondary"}`;
    part("next").className = `nl-button nl-button--${changing ? "secondary" : "primary"}`;
    for (const button of part("contents").querySelectorAll("[data-go]")) {
      if (Number(button.dataset.go) === here) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
  }

  // Answers

  /** What is filled in, by the names of the fields. */
  function typed() {
    const found = {};
    for (const field of fields) {
      const [name, inner] = field.dataset.field.split(".");
      const value = answer(field);
      if (inner) (found[name] ??= {})[inner] = value;
      else found[name] = value;
    }
    return found;
  }

  function answer(field) {
    const { control } = field.dataset;
    if (control === "boxes") return [...field.querySelectorAll("input:checked")].map(({ value }) => value);
    if (control === "list") return filledRows(field).map((row) => row.querySelector("input").value);
    if (control === "group") return filledRows(field).map((row) => rowOf(row));
    return field.querySelector("[name]").value;
  }

  /** What a row says, with what it keeps of a file. */
  function rowOf(row) {
    const found = Object.fromEntries([...row.querySelectorAll("[name]")].map(({ name, value }) => [name, value]));
    return row.dataset.kept ? { ...found, kept: JSON.parse(row.dataset.kept) } : found;
  }

  function filledRows(field) {
    return [...field.querySelectorAll(".made")].filter((row) => [...row.querySelectorAll("[name]")].some(({ value }) => value.trim()));
  }

  function judged() {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const own = { [data.kind === "profile" ? "confirmed_on" : "published_on"]: today };
    if (data.language) own.language = data.language;
    const answers = typed();
    const open = changing ? asked.filter(({ name }) => !changing.strange.includes(name)) : asked;
    const found = rules.judged(data.kind, open, answers, { vocabularies, near, open: data.open, own: changing ? { ...own, ...changing.rest } : own });
    for (const { name, many } of changing ? open.filter(({ takes }) => takes === "group") : []) {
      if (many) found.front[name] = found.front[name]?.map((row, n) => ({ ...answers[name][n].kept, ...row }));
      else if (found.front[name] || changing.kept[name]) found.front[name] = { ...changing.kept[name], ...found.front[name] };
      if (found.front[name] === undefined) delete found.front[name];
    }
    return found;
  }

  /** The vocabulary of skills, brought once somebody needs it; without it words stay as they are. */
  async function ready() {
    if (vocabularies.skills || !form.querySelector("[list=list-skills]")) return;
    try {
      const response = await fetch(form.dataset.words);
      if (response.ok) vocabularies.skills = near.vocabulary(await response.text());
    } catch {
      // `check` looks the words up as well.
    }
  }

  /** The word for a skill in the language of the page. */
  function labelOf(id) {
    const words = [...(part("list-skills")?.options ?? [])].map(({ value }) => value);
    return words.find((word) => near.find(vocabularies.skills, word) === id) ?? id;
  }

  /** A skill by the word of the page, when it is known. */
  function skillOf(text) {
    const id = vocabularies.skills && near.find(vocabularies.skills, text);
    return id ? labelOf(id) : text;
  }

  // Rows of groups and lists

  function add(field) {
    made += 1;
    const row = field.querySelector("template").content.firstElementChild.cloneNode(true);
    for (const one of row.querySelectorAll("[id], [for]")) {
      for (const name of ["id", "for", "aria-describedby"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(/-N(?=-|$)/, `-${made}`));
      }
    }
    field.querySelector(".rows").append(row);
    number(field);
    if (row.querySelector("[list=list-skills]")) ready();
    return row;
  }

  function remove(row) {
    const field = row.closest("[data-field]");
    row.remove();
    number(field);
    keep();
    look();
    field.querySelector("[data-add]").focus();
  }

  function number(field) {
    const label = nameOf(field);
    field.querySelectorAll(".made").forEach((row, n) => {
      row.setAttribute("aria-label", `${label} ${n + 1}`);
      row.querySelector("[data-remove]").setAttribute("aria-label", `${data.words.remove}: ${label} ${n + 1}`);
    });
  }

  function nameOf(field) {
    return field.querySelector("legend, label").firstChild.textContent.trim();
  }

  // What is wrong

  /** The element around the field that a problem is about. */
  function spot(at) {
    const whole = form.querySelector(`[data-field="${at}"]`);
    if (whole) return whole;
    const [, name, n, inner = ""] = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?/.exec(at);
    const field = form.querySelector(`[data-field="${name}"]`);
    const row = field && n !== undefined && filledRows(field)[Number(n)];
    return row ? row.querySelector(`[data-part="${inner}"]`) ?? row.querySelector("[data-part]") : field;
  }

  function control(place) {
    return place.matches("fieldset") ? place : place.querySelector("[name]");
  }

  /** Puts every problem beside its field, and takes away those that were solved. */
  function tell(problems) {
    for (const place of form.querySelectorAll("[data-field], [data-part]")) quiet(place);
    problems.forEach(beside);
  }

  function quiet(place) {
    for (const said of [...place.children].filter((one) => one.matches(".said"))) said.remove();
    const one = control(place);
    if (!one) return;
    one.removeAttribute("aria-invalid");
    const help = (one.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("-said"));
    if (help.length) one.setAttribute("aria-describedby", help.join(" "));
    else one.removeAttribute("aria-describedby");
  }

  function beside(problem) {
    const place = spot(problem.at);
    const one = place && control(place);
    if (!one || [...place.children].some((child) => child.matches(".said"))) return;
    one.id ||= `f-${problem.at.replace(/\W+/g, "-")}`;
    const said = document.createElement("p");
    said.className = `said small ${problem.severity}`;
    said.id = `${one.id}-said`;
    said.textContent = worded(problem).join(" ");
    for (const id of problem.values.near ? problem.values.near.split(", ") : []) said.append(" ", taking(id));
    if (place.matches("fieldset")) place.querySelector("legend").after(said);
    else one.before(said);
    if (problem.severity === "error" && !place.matches("fieldset")) one.setAttribute("aria-invalid", "true");
    one.setAttribute("aria-describedby", [one.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));
  }

  /** What is wrong, and what to do about it. */
  function worded({ code, values }) {
    return data.problems[code].map((phrase) => rules.filled(phrase, values));
  }

  function taking(id) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "link", textContent: rules.filled(data.words.take, { term: labelOf(id) }) });
    button.dataset.take = labelOf(id);
    return button;
  }

  function take(button) {
    const input = button.closest("[data-part], [data-field]").querySelector("[name]");
    input.value = button.dataset.take;
    input.focus();
    keep();
    look();
    recheck(input);
  }

  function summed(problems) {
    const links = problems.map((problem) => {
      const place = spot(problem.at);
      const link = document.createElement("a");
      link.href = `#${control(place).id}`;
      link.textContent = `${nameOf(place)}: ${worded(problem)[0]}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(stepOf(problem));
        control(place).focus();
      });
      const row = document.createElement("li");
      row.append(link);
      return row;
    });
    part("amiss").querySelector("ul").replaceChildren(...links);
    part("amiss").hidden = false;
  }

  /** Does something once nothing is pressed, for a button must not move away under a finger; not when that button did it. */
  function settled(act) {
    const before = turns;
    if (pressed) document.addEventListener("pointerup", () => setTimeout(() => turns === before && act()), { once: true });
    else act();
  }

  /** Looks at a field again when one leaves it. An empty field is no mistake yet. */
  async function recheck(target) {
    await ready();
    const place = target.closest("[data-part], [data-field]");
    if (!place) return;
    quiet(place);
    const all = judged().problems.filter(({ at, code }) => spot(at) === place && code !== "missing");
    if (target.value?.trim()) all.forEach(beside);
  }

  // The card

  function look() {
    const { front } = judged();
    const name = front.pseudonym ?? front.name ?? front.title ?? "";
    const chosen = (path) => form.querySelector(`select[name="${path}"]`)?.selectedOptions[0];
    const option = (path) => (chosen(path)?.value ? chosen(path).textContent : "");
    const hours = front.hours ? rules.filled(data.hours[front.hours === 1 ? 0 : 1], { n: front.hours }) : "";
    const seen = {
      name,
      initials: initials(name),
      role: front.role ?? "",
      organisation: option("organisation"),
      kind: option("kind"),
      headline: front.headline ?? front.goal ?? "",
      place: [front.place, front.remote && front.remote !== "no" ? option("remote") : ""].filter(Boolean).join(" · "),
      hours,
    };
    for (const [key, text] of Object.entries(seen)) {
      const one = part("preview").querySelector(`[data-seen="${key}"]`);
      if (!one) continue;
      one.textContent = text;
      one.hidden = !text;
      if (key === "initials") one.className = `face face-${hue(rules.slugged(name))}`;
    }
    const skills = (front.skills ?? []).filter(({ skill }) => skill).slice(0, FEW).map(({ skill }) => {
      const chip = document.createElement("li");
      chip.append(document.createElement("span"));
      chip.firstChild.textContent = vocabularies.skills ? labelOf(skill) : skill;
      return chip;
    });
    part("preview").querySelector('[data-seen="skills"]').replaceChildren(...skills);
    part("preview").querySelector('[data-seen="skills"]').hidden = !skills.length;
    part("preview").querySelector(".foot").hidden = !seen.place && !seen.hours;
    part("seen-card").hidden = !Object.values(seen).some(Boolean);
  }

  function initials(name) {
    const letters = name.split(/[\s(]+/).filter((word) => /^\p{L}/u.test(word) && word !== word.toLowerCase()).map((word) => Array.from(word)[0]);
    const found = letters.length ? letters : Array.from(name).filter((sign) => /[\p{L}\p{N}]/u.test(sign)).slice(0, 1);
    return (found.length > 1 ? found[0] + found.at(-1) : found.join("")).toUpperCase();
  }

  function hue(slug) {
    return [...new TextEncoder().encode(slug)].reduce((sum, byte) => sum + byte, 0) % HUES;
  }

  // Sending

  function send() {
    const { front, problems } = judged();
    const slug = part("f-slug");
    if (!named) slug.value = rules.slugged(front.pseudonym ?? front.name ?? front.title ?? "");
    const whole = text(front);
    const place = slug.closest("[data-field]");
    quiet(place);
    place.hidden = Boolean(path);
    if (!path) rules.misnamed(slug.value.trim()).forEach(beside);
    const bytes = new TextEncoder().encode(whole.split("\n---\n")[0]).length;
    if (bytes > MOST_BYTES) beside({ at: "slug", code: "front-matter-too-large", severity: "error", values: { limit: MOST_BYTES / 1024 } });
    part("text").textContent = whole;
    reminded(problems);
    told();
    ways(whole, path || `${data.folder}/${slug.value.trim()}.md`);
    if (!changing) return;
    const names = changes().map(nameOf);
    part("changes").textContent = names.length ? rules.filled(data.words.changes, { fields: names.join(", ") }) : data.words["no-changes"];
  }

  /** Examples stand in the file for what was left out. */
  function missingNotes(front) {
    return Object.fromEntries(Object.entries(data.notes).filter(([name]) => !Object.hasOwn(front, name)));
  }

  /** What is not wrong, but worth a look. */
  function reminded(problems) {
    const rows = problems.filter(({ severity }) => severity !== "error").map((problem) => {
      const row = document.createElement("li");
      row.textContent = `${nameOf(spot(problem.at))}: ${worded(problem).join(" ")}`;
      return row;
    });
    part("notes").querySelector("ul").replaceChildren(...rows);
    part("notes").hidden = !rows.length;
  }

  /** Says what everyone will read, and what only the network. */
  function told() {
    const internal = new Set(data.fields.flatMap((field) => [field, ...(field.parts ?? []).map((inner) => ({ ...inner, name: `${field.name}.${inner.name}` }))])
      .filter(({ shown }) => shown === "internal").map(({ name }) => name));
    const filled = fields.filter((field) => field.dataset.field !== "owner" && [answer(field)].flat().some((one) => (typeof one === "string" ? one.trim() : one)));
    const rows = [[data.words["public-site"], false], [data.words["public-network"], true]].flatMap(([who, hidden]) => {
      const names = filled.filter(({ dataset }) => internal.has(dataset.field) === hidden).map(nameOf);
      if (!names.length) return [];
      return [["dt", who], ["dd", names.join(", ")]].map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text }));
    });
    part("readers").replaceChildren(...rows);
    part("public-repository").hidden = !data.open;
  }

  /** The links by which the file can leave. */
  function ways(text, at, name = at.replace(/^.*\/([^/]+)(?:\/index)?\.\w+$/, "$1")) {
    const { words, forge } = data;
    const folder = at.slice(0, at.lastIndexOf("/"));
    const open = part("open");
    if (open) {
      const page = (path ? forge.edit : forge.new).replace("{path}", at).replace("{folder}", folder);
      const whole = forge.value && !path ? `${page}${forge.value}${encodeURIComponent(text)}` : "";
      const fits = Boolean(whole) && whole.length <= data.longest;
      open.href = fits ? whole : page;
      open.textContent = rules.filled(fits ? words.open : words.paste, { forge: forge.name });
      part("open-text").textContent = rules.filled(words[path ? "over-text" : fits ? "open-text" : "paste-text"], { file: at, forge: forge.name });
      part("too-long").hidden = fits || !whole;
      copies(open, !fits);
      part("upload").href = forge.upload.replace("{folder}", folder);
      part("upload").textContent = rules.filled(words.upload, { forge: forge.name });
    }
    const mail = part("mail");
    if (mail) {
      const subject = encodeURIComponent(rules.filled(words["mail-subject"], { title: data.title, file: at }));
      const whole = `mailto:${data.mail}?subject=${subject}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
      const fits = whole.length <= data.longestMail;
      mail.href = fits ? whole : `mailto:${data.mail}?subject=${subject}`;
      part("mail-long").hidden = fits;
      copies(mail, !fits);
    }
    URL.revokeObjectURL(download);
    download = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    Object.assign(part("download"), { href: download, download: at.slice(folder.length + 1) });
    if (part("photo")) part("photo").textContent = rules.filled(words.photo, { folder: `${data.folder}/${name}/` });
    part("said").textContent = "";
  }

  function copies(link, yes) {
    if (yes) link.dataset.copies = "yes";
    else delete link.dataset.copies;
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(part("text").textContent);
      part("said").textContent = data.words.copied;
    } catch {
      part("said").textContent = data.words["not-copied"];
      part("text").closest("details").open = true;
    }
  }

  // What this browser keeps

  /** Where answers are kept. Changes to a file are forgotten with the window: by then the file may be another. */
  function shelf() {
    return path || changing ? sessionStorage : localStorage;
  }

  function keep() {
    try {
      shelf().setItem(kept, JSON.stringify({ typed: typed(), full, slug: named ? part("f-slug").value : "", text: changing?.text }));
    } catch {
      // A browser that keeps nothing: then the answers last as long as the page.
    }
  }

  function restore() {
    try {
      const { typed: before, full: told, slug, text: opened } = JSON.parse(sessionStorage.getItem(kept) ?? (path ? null : localStorage.getItem(kept)) ?? "{}");
      full = told === true;
      named = Boolean(slug);
      if (opened) return bring(opened, before);
      if (before) fillAll(before);
      if (slug) part("f-slug").value = slug;
    } catch {
      // Kept by an older form, or not kept at all.
    }
    if (form.querySelector(".made")) ready().then(look);
    look();
  }

  /** Puts answers in the place of all that is there. */
  function fillAll(answers) {
    form.reset();
    for (const row of form.querySelectorAll(".made")) row.remove();
    for (const field of fields) {
      const [name, inner] = field.dataset.field.split(".");
      fill(field, inner ? answers[name]?.[inner] : answers[name]);
    }
  }

  function fill(field, value) {
    if (!value) return;
    const { control: how } = field.dataset;
    if (how === "boxes") for (const box of field.querySelectorAll("input")) box.checked = value.includes(box.value);
    else if (how === "list") for (const text of value) add(field).querySelector("input").value = text;
    else if (how === "group") {
      for (const row of value) {
        const made = add(field);
        for (const one of made.querySelectorAll("[name]")) one.value = row[one.name] ?? "";
        if (row.kept) made.dataset.kept = JSON.stringify(row.kept);
      }
    } else field.querySelector("[name]").value = value;
  }

  function clear() {
    const file = Boolean(changing);
    fillAll({});
    tell([]);
    [full, named] = [false, false];
    go(0);
    try {
      for (const one of [localStorage, sessionStorage]) one.removeItem(kept);
    } catch {
      // Nothing was kept.
    }
    if (file) return location.reload();
    look();
    part("cleared").textContent = data.words.cleared;
  }
})(self);
