// What makes the pages nicer. Every page works without it.

const button = (text, label, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
};

/** A number field gets − and + beside it. */
const addSteps = (quantity) => {
  const field = quantity.querySelector("input");
  const stepBy = (step) => {
    step(field);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  quantity.prepend(button("−", quantity.dataset.less, () => stepBy((input) => input.stepDown())));
  quantity.append(button("+", quantity.dataset.more, () => stepBy((input) => input.stepUp())));
  quantity.removeAttribute("data-quantity");
};

const prepare = (root) => {
  root.querySelectorAll("[data-quantity]").forEach(addSteps);
  root.querySelector("[data-focus]")?.focus();
};

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt.parentElement ?? document));

// "/" leads to the search field, as in a data sheet viewer
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("site-search")?.focus();
  }
});

// a form is sent once
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.sent) {
    if (form.dataset.sent) event.preventDefault();
    return;
  }
  if (event.submitter && !form.matches("[hx-post]")) {
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  }
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// addresses that htmx pushes carry no empty parameters
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") return;
  for (const name of [...detail.formData.keys()]) {
    if (detail.formData.get(name) === "") detail.formData.delete(name);
  }
});

// a refusal (4xx) is shown where the server says so
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.xhr.getResponseHeader("HX-Reswap")) return;
  detail.shouldSwap = true;
  detail.isError = false;
});
