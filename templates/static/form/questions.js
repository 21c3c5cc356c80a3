// questions.js: the questions on the page, and what is answered to them. templates/parts/question.html draws them.
//
// A question has data-field, its path, and data-control: input, select, area, lines, boxes, list or group. Of the last two
// a row is a template, in which N stands for a number, and the parts of a row have data-part.
"use strict";

(function (scope) {
  function questions(form, data) {
    const fields = [...form.querySelectorAll("[data-field]")].filter(({ dataset }) => dataset.field !== "slug");
    let made = 0; // rows so far

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
      if (control === "group") return filledRows(field).map(rowOf);
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
      const { control: how } = field.dataset;
      if (!value || !fits(how, value)) return;
      if (how === "boxes") for (const box of field.querySelectorAll("input")) box.checked = value.includes(box.value);
      else if (how === "list") for (const text of value) another(field).querySelector("input").value = text;
      else if (how === "group") {
        for (const row of value) {
          const made = another(field);
          for (const one of made.querySelectorAll("[name]")) put(one, row[one.name] ?? "");
          if (row.kept) made.dataset.kept = JSON.stringify(row.kept);
        }
      } else put(field.querySelector("[name]"), value);
      if (["list", "group"].includes(how)) number(field);
    }

    /** Whether a question can hold an answer: what a browser kept may be of an older form, or of another page. */
    function fits(how, value) {
      const all = (sort) => Array.isArray(value) && value.every((one) => one !== null && typeof one === sort);
      return { boxes: () => all("string"), list: () => all("string"), group: () => all("object") }[how]?.() ?? typeof value === "string";
    }

    /** Fills in a value. One that a file has and the list lacks, such as a rare language, joins the list. */
    function put(one, value) {
      if (one.matches("select") && value && ![...one.options].some((option) => option.value === value)) one.append(new Option(value, value));
      one.value = value;
    }

    // Rows of groups and lists

    function add(field) {
      const row = another(field);
      number(field);
      return row;
    }

    /** One more row, that has no number yet. */
    function another(field) {
      made += 1;
      const row = field.querySelector("template").content.firstElementChild.cloneNode(true);
      for (const one of row.querySelectorAll("[id], [for]")) {
        for (const name of ["id", "for", "aria-describedby"]) {
          if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(/-N(?=-|$)/, `-${made}`));
        }
      }
      field.querySelector(".rows").append(row);
      return row;
    }

    function remove(row) {
      const field = row.closest("[data-field]");
      row.remove();
      number(field);
      field.querySelector("[data-add]").focus();
    }

    function number(field) {
      const label = nameOf(field);
      field.querySelectorAll(".made").forEach((row, n) => {
        row.setAttribute("aria-label", `${label} ${n + 1}`);
        row.querySelector("[data-remove]").setAttribute("aria-label", `${data.words.remove}: ${label} ${n + 1}`);
      });
    }

    // Finding one's way

    function nameOf(field) {
      return field.querySelector("legend, label").firstChild.textContent.trim();
    }

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

    return { fields, typed, answer, fillAll, add, remove, nameOf, spot, control };
  }

  scope.questions = questions;
})(self);
