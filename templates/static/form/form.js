// form.js: leads through the steps, and makes of the answers a file. Of a file that is there already it makes only what
// somebody changes another.
//
// The page owns the markup and the words (templates/parts/form.html). questions.js holds the answers, rules.js judges
// them, marks.js says what is wrong, card.js shows them, yaml.js writes them and sending.js lets them leave; bring.js and
// change.js come when a file is opened. Nothing leaves the browser but by a link that somebody follows; what is filled in
// is kept in this browser alone, until it is cleared.
//
// The page holds
//   form#form          with data-words, the address of the words that lead to a skill, and data-brings, those of the
//                      scripts that open a file; in it sections with data-step, the last one "send"; #next #finish #more
//                      #back #clear, #amiss and #notes with a list each, #contents with a button for each step
//   #bring             where a file that is there already is pasted or chosen; [data-when] is for a new file or a change
//   script#form-data   JSON: what builder/views/form.py says
"use strict";

(function (scope) {
  const { rules, yaml, near, card } = scope;
  const form = document.getElementById("form");
  const part = (id) => document.getElementById(id);
  const data = JSON.parse(part("form-data").textContent);
  const asked = data.fields.filter(({ takes }) => takes);
  const sections = [...form.querySelectorAll("section[data-step]")];
  const LAST = sections.length - 1;
  const MOST_BYTES = 32_768; // of front matter
  const LARGEST = 66_560; // bytes of a whole file, as change.js has it
  const path = pathAsked();
  const kept = ["wisselwerk", data.title, data.kind, ...(path ? [path] : [])].join("/");
  const vocabularies = {};
  let here = 0;
  let full = false; // whether somebody tells more than is needed
  let changing = null; // the file that was opened: as bring.js gives it
  let pressed = false; // whether a finger or a mouse button is down
  let turns = 0; // how often somebody went on
  let named = false; // whether the name of the file was chosen by hand
  let bringing = Boolean(path); // whether a file is asked for
  const questions = scope.questions(form, data);
  const { fields, typed, answer, fillAll, nameOf, spot, control } = questions;
  const { tell, quiet, beside, worded, summed } = scope.marks(form, data, questions, labelOf, (problem) => show(stepOf(problem)));
  const sent = scope.sending(data, questions, worded, Boolean(path));

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
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.matches("[data-add]")) begin(button.closest("[data-field]"));
    if (button?.matches("[data-remove]")) drop(button.closest(".made"));
    if (button?.dataset.take) take(button);
    if (button?.dataset.go) go(Number(button.dataset.go));
  });
  part("have").addEventListener("click", () => {
    bringing = !bringing;
    arrange();
    if (bringing) part("bring").querySelector("h2").focus();
  });
  part("pasted").addEventListener("paste", (event) => {
    event.preventDefault(); // it comes in the place of what was pasted before
    paste(event.clipboardData.getData("text"));
  });
  part("chosen").addEventListener("change", choose);
  form.addEventListener("input", ({ target }) => {
    if (bringing) return;
    if (target.name === "slug") {
      named = true;
      send();
    }
    part("cleared").textContent = "";
    keep();
    look();
  });
  form.addEventListener("change", ({ target }) => bringing || target.name === "slug" || settled(() => recheck(target)));
  sections[LAST].addEventListener("click", (event) => {
    if (!event.target.closest("a, #copy") || !form.querySelector("#f-slug[aria-invalid]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    part("f-slug").focus();
  }, true);
  for (const [event, now] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
    document.addEventListener(event, () => (pressed = now), true);
  }
  if (path) document.title = document.title.replace(...["new", "change"].map((when) => document.querySelector(`h1 [data-when="${when}"]`).textContent));
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
    part("bring-draft").hidden = Boolean(path);
    for (const [id, at] of path && data.forge ? [["raw", data.forge.raw], ["edit", data.forge.edit]] : []) part(id).href = at.replace("{path}", path);
  }

  /** Opens a file of this device. */
  async function choose({ target }) {
    const [file] = target.files;
    if (!file) return;
    const name = file.name.replace(/\.\w+$/, "");
    const text = file.size > LARGEST ? "" : await written(file);
    target.value = "";
    await paste(text);
    if (!bringing && !path && !rules.misnamed(name).length) call(name);
  }

  /** Gives the file a name that somebody chose. */
  function call(name) {
    part("f-slug").value = name;
    named = true;
    keep();
  }

  /** What a file of this device says; nothing when it is no text. */
  async function written(file) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      return "";
    }
  }

  /** Opens a text, and shows it; not one that is too large to open, for a million lines take gigabytes to show. */
  function paste(text) {
    const shown = text.length > LARGEST ? "" : text;
    part("pasted").value = shown;
    return bring(shown);
  }

  /** Puts what a file says into the form; `before` are answers that somebody had changed already. */
  async function bring(text, before) {
    try {
      for (const address of form.dataset.brings.split(" ")) await fetched(address);
      changing = scope.bring.opened(text, form, data);
    } catch (shut) {
      const { line } = shut;
      part("pasted").setAttribute("aria-invalid", "true");
      part("pasted").focus();
      part("bring-said").textContent = line === undefined ? data.words["bring-failed"] : rules.filled(data.words[line ? "bring-shut-line" : "bring-shut"], { line });
      return;
    }
    bringing = false;
    full = true;
    named = false;
    history.replaceState({ opened: true }, "");
    tell([]);
    fields.forEach(regain);
    fillAll(changing.typed);
    await ready();
    for (const input of form.querySelectorAll("[list=list-skills]")) input.value = labelOf(input.value);
    changing.before = new Map(fields.map((field) => [field, JSON.stringify(answer(field))]));
    for (const place of fields.filter(({ dataset }) => changing.strange.includes(dataset.field.split(".")[0]))) leave(place);
    if (before) fillAll(before);
    go(0);
    look();
    const unknown = changing.unknown.length ? rules.filled(data.words["unknown-keys"], { keys: changing.unknown.join(", ") }) : "";
    setTimeout(() => (part("opened").textContent = [data.words.opened, unknown].filter(Boolean).join(" ")), 100); // a reader must have met it
  }

  /** A script, run once. */
  function fetched(address) {
    if (document.querySelector(`script[src="${address}"]`)) return Promise.resolve();
    return new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: done });
      script.onerror = () => {
        script.remove(); // to be tried again
        failed(new Error(address));
      };
      document.head.append(script);
    });
  }

  /** A question that a file answers in a way that has no place here: it is left to the file. */
  function leave(place) {
    for (const one of place.querySelectorAll("[name], button")) one.disabled = true;
    const said = Object.assign(document.createElement("p"), { className: "small", textContent: data.words.strange });
    said.id = leftBy(place);
    const one = control(place);
    one.setAttribute("aria-describedby", [one.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));
    (place.querySelector("legend") ?? place.querySelector("label")).after(said);
  }

  /** Such a question of the file that was opened before can be answered again. */
  function regain(place) {
    const said = document.getElementById(leftBy(place));
    if (!said) return;
    said.remove();
    for (const one of place.querySelectorAll("[name], button")) one.disabled = false;
    const one = control(place);
    const others = one.getAttribute("aria-describedby").split(" ").filter((id) => id !== said.id);
    if (others.length) one.setAttribute("aria-describedby", others.join(" "));
    else one.removeAttribute("aria-describedby");
  }

  function leftBy({ dataset }) {
    return `left-${dataset.field.replace(".", "-")}`;
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
    for (const one of document.querySelectorAll("[data-when]")) one.hidden = (one.dataset.when === "change") !== Boolean(path);
    part("bring").hidden = !bringing;
    part("have").setAttribute("aria-expanded", String(bringing));
    part("contents").hidden = !changing;
    part("opened").hidden = bringing;
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

  /** The values of what is answered, and what is wrong with it. */
  function judged() {
    const answers = typed();
    const open = asked.filter(({ name }) => !changing?.strange.includes(name));
    const found = rules.judged(data.kind, open, answers, { vocabularies, near, open: data.open, agreed: data.agreed, own: { ...own(), ...changing?.rest } });
    if (!changing) return found;
    keepRest(found.front, answers, open);
    return { ...found, problems: found.problems.filter(({ at }) => !changing.strange.includes(/^\w+/.exec(at)[0])) };
  }

  /** What the form says by itself: the day, and the language when it is not that of the site. */
  function own() {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const language = data.language ? { language: data.language } : {};
    if (data.kind === "profile") return { confirmed_on: today, ...language };
    return changing ? language : { published_on: today, ...language };
  }

  /** Puts into values what the file says beside them and is not asked; in rows its order stays. */
  function keepRest(front, answers, open) {
    for (const { name, many } of open.filter(({ takes }) => takes === "group")) {
      if (many && front[name]) front[name] = front[name].map((row, n) => ({ ...answers[name][n].kept, ...row }));
      else if (!many && (front[name] || changing.kept[name])) front[name] = { ...changing.kept[name], ...front[name] };
    }
    for (const [name, order] of Object.entries(changing.typed)) {
      if (isRow(order) && isRow(front[name])) front[name] = inOrderOf(order, front[name]);
    }
  }

  function isRow(value) {
    return Array.isArray(value) && value.every((one) => typeof one === "string");
  }

  /** Values in the order that a file has them in, then those that are new. */
  function inOrderOf(order, values) {
    return [...order.filter((one) => values.includes(one)), ...values.filter((one) => !order.includes(one))];
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

  /** The word for a skill in the language of the page, when it is known. */
  function labelOf(skill) {
    const id = vocabularies.skills && near.find(vocabularies.skills, skill);
    const words = [...(part("list-skills")?.options ?? [])].map(({ value }) => value);
    return (id && words.find((word) => near.find(vocabularies.skills, word) === id)) ?? skill;
  }

  function look() {
    card(form, data, judged().front, labelOf);
  }

  /** A new row to fill in. */
  function begin(field) {
    const row = questions.add(field);
    if (row.querySelector("[list=list-skills]")) ready();
    row.querySelector("input, select, textarea").focus();
  }

  function drop(row) {
    questions.remove(row);
    keep();
    look();
  }

  function take(button) {
    const input = button.closest("[data-part], [data-field]").querySelector("[name]");
    input.value = button.dataset.take;
    input.focus();
    keep();
    look();
    recheck(input);
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
    const { problems } = judged();
    for (const said of form.querySelectorAll("[data-field] > .said, [data-part] > .said")) {
      if (said.parentElement === place || !problems.some(({ at }) => spot(at) === said.parentElement)) quiet(said.parentElement);
    }
    const all = problems.filter(({ at, code }) => spot(at) === place && code !== "missing");
    if (target.value?.trim()) all.forEach(beside);
  }

  /** Makes the last step of what is answered. */
  function send() {
    const { front, problems } = judged();
    const slug = part("f-slug");
    if (!named) slug.value = rules.slugged(front.pseudonym ?? front.name ?? front.title ?? "");
    const whole = text(front);
    const place = slug.closest("[data-field]");
    quiet(place);
    if (!path) rules.misnamed(slug.value.trim()).forEach(beside);
    const bytes = new TextEncoder().encode(whole.split("\n---\n")[0]).length;
    if (bytes > MOST_BYTES) beside({ at: "slug", code: "front-matter-too-large", severity: "error", values: { limit: MOST_BYTES / 1024 } });
    place.hidden = Boolean(path) && bytes <= MOST_BYTES;
    sent(whole, path || `${data.folder}/${slug.value.trim()}.md`, problems, changing?.file.values);
    if (!changing) return;
    const names = changes().map(nameOf);
    part("changes").textContent = names.length ? rules.filled(data.words.changes, { fields: names.join(", ") }) : data.words["no-changes"];
  }

  /** Examples stand in the file for what was left out. */
  function missingNotes(front) {
    return Object.fromEntries(Object.entries(data.notes).filter(([name]) => !Object.hasOwn(front, name)));
  }

  // What this browser keeps

  /** Where answers are kept: changes to a file no longer than the window. */
  function shelf() {
    return path || changing ? sessionStorage : localStorage;
  }

  /** By which name: a draft that was opened is not the one that is being written. */
  function shelved() {
    return changing && !path ? `${kept}/file` : kept;
  }

  function keep() {
    try {
      shelf().setItem(shelved(), JSON.stringify({ typed: typed(), full, slug: named ? part("f-slug").value : "", text: changing?.text }));
    } catch {
      // A browser that keeps nothing: then the answers last as long as the page.
    }
  }

  function restore() {
    try {
      // Only this very visit goes on where it was: later the file may be another.
      const opening = history.state?.opened ? sessionStorage.getItem(path ? kept : `${kept}/file`) : null;
      const { typed: before, full: told, slug, text: opened } = JSON.parse(opening ?? (path ? null : localStorage.getItem(kept)) ?? "{}");
      full = told === true;
      if (opened) return bring(opened, before).then(() => changing && slug && call(slug));
      if (before) fillAll(before);
      if (slug) call(slug);
    } catch {
      // Kept by an older form, or not kept at all.
    }
    if (form.querySelector(".made")) ready().then(look);
    look();
  }

  function clear() {
    const [place, name, file] = [shelf(), shelved(), Boolean(changing)];
    fillAll({});
    tell([]);
    [full, named] = [false, false];
    go(0);
    try {
      place.removeItem(name);
    } catch {
      // Nothing was kept.
    }
    if (file) {
      history.replaceState(null, "");
      return location.reload();
    }
    look();
    part("cleared").textContent = data.words.cleared;
  }
})(self);
