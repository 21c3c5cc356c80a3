// marks.js: says of a question what is wrong with its answer: beside it, and in a list above the step.
"use strict";

(function (scope) {
  const { rules } = scope;
  const part = (id) => document.getElementById(id);

  /** `labelOf` gives the word for a skill; `lead` brings one to the step of a problem. */
  function marks(form, data, { spot, control, nameOf }, labelOf, lead) {
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

    function summed(problems) {
      const links = problems.map((problem) => {
        const place = spot(problem.at);
        const link = document.createElement("a");
        link.href = `#${control(place).id}`;
        link.textContent = `${nameOf(place)}: ${worded(problem)[0]}`;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          lead(problem);
          control(place).focus();
        });
        const row = document.createElement("li");
        row.append(link);
        return row;
      });
      part("amiss").querySelector("ul").replaceChildren(...links);
      part("amiss").hidden = false;
    }

    return { tell, quiet, beside, worded, summed };
  }

  scope.marks = marks;
})(self);
