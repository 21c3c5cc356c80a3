// bring.js: brings a file that is there already into the form: what it answers, what has no place here, and what it
// keeps. It comes with change.js and a reader of YAML once somebody opens a file.
"use strict";

(function (scope) {
  const { near } = scope;

  /** A file that was opened; throws when it cannot be.
   *
   * It comes as { file, text, typed, strange, unknown, kept, rest }: as change.js opened it; its text; the answers that it gives;
   * the names of the questions that it answers in a way of its own; the keys that nobody knows; what is not asked of those it answers; and texts of
   * fields that are never asked.
   */
  function opened(text, form, data) {
    const file = scope.change.opened(text, data.order.map(([name, key]) => ({ name, key })), scope.jsyaml);
    const found = { file, text, typed: {}, strange: [], unknown: [], kept: {}, rest: {} };
    for (const [name, value] of file.values) {
      const field = data.fields.find((one) => one.name === name && one.takes);
      if (!field) {
        if (!data.order.some(([known]) => known === name) && !/^x[-_]/i.test(name)) found.unknown.push(name);
        if (typeof value === "string" && name !== "confirmed_on") found.rest[name] = value;
        continue;
      }
      const answer = scope.change.answer(field, value, (inner, given) => chosen(form, field, inner, given));
      if (answer === undefined) found.strange.push(name);
      else found.typed[name] = shaped(form, field, answer);
      if (answer?.kept) found.kept[name] = answer.kept;
    }
    return found;
  }

  /** An answer as its field on the page holds it. */
  function shaped(form, { name }, answer) {
    const between = { lines: "\n", input: ", " }[form.querySelector(`[data-field="${name}"]`)?.dataset.control];
    return Array.isArray(answer) && between ? answer.join(between) : answer;
  }

  /** The choice on the page that a text names; the text itself where there is nothing to choose. */
  function chosen(form, field, inner, text) {
    const place = form.querySelector(`[data-field="${field.name}"], [data-field="${field.name}.${inner.name}"]`);
    const row = field === inner ? null : place.querySelector("template")?.content.querySelector(`[data-part="${inner.name}"]`);
    const options = [...(row ?? place).querySelectorAll("option, input[type=checkbox]")].filter(({ value }) => value);
    if (!options.length) return text;
    if (inner.takes === "language") return text;
    const named = ({ value, labels, textContent }) => [value, ...(labels?.[0]?.textContent ?? textContent).split(" · ")];
    const wanted = near.folded(text);
    const term = inner.terms?.[wanted];
    return options.find((one) => one.value === term || named(one).some((name) => near.folded(name) === wanted))?.value;
  }

  scope.bring = { opened };
})(self);
