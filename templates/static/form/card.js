// card.js: the card as it will stand in the list. #preview has data-seen for what of it is filled in.
"use strict";

(function (scope) {
  const { rules } = scope;
  const part = (id) => document.getElementById(id);
  const HUES = 5;
  const FEW = 3; // skills on a card

  /** Shows on the card what is filled in; `labelOf` gives the word for a skill. */
  function card(form, data, front, labelOf) {
    const name = front.pseudonym ?? front.name ?? front.title ?? "";
    const chosen = (path) => form.querySelector(`select[name="${path}"]`)?.selectedOptions[0];
    const option = (path) => (chosen(path)?.value ? chosen(path).textContent : "");
    const hours = front.hours && data.hours.length ? rules.filled(data.hours[front.hours === 1 ? 0 : 1], { n: front.hours }) : "";
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
      chip.firstChild.textContent = labelOf(skill);
      return chip;
    });
    part("preview").querySelector('[data-seen="skills"]').replaceChildren(...skills);
    part("preview").querySelector('[data-seen="skills"]').hidden = !skills.length;
    part("preview").querySelector(".foot").hidden = !seen.place && !seen.hours;
    part("seen-card").hidden = !Object.values(seen).some(Boolean);
  }

  function initials(name) {
    const letters = name.split(/[\s(]+/).filter((word) => /^\p{L}/u.test(word) && !isSmall(word)).map((word) => Array.from(word)[0]);
    const found = letters.length ? letters : Array.from(name).filter((sign) => /[\p{L}\p{N}]/u.test(sign)).slice(0, 1);
    return (found.length > 1 ? found[0] + found.at(-1) : found.join("")).toUpperCase();
  }

  /** Whether a word is in small letters; one in a script without capitals is not. */
  function isSmall(word) {
    return word === word.toLowerCase() && word !== word.toUpperCase();
  }

  function hue(slug) {
    return [...new TextEncoder().encode(slug)].reduce((sum, byte) => sum + byte, 0) % HUES;
  }

  scope.card = card;
})(self);
