// Saves loading the page anew when a lever is turned. Without it the form does the same by itself.
(() => {
  "use strict";
  const form = document.getElementById("levers");
  const results = document.getElementById("results");
  if (!form || !results) return;
  const here = () => location.pathname + location.search;
  let timer, request, shown = here();

  const boxOf = (slider) => form.querySelector(`input[name="set"][value="${CSS.escape(slider.name)}"]`);
  const show = (slider) => {
    const isSet = boxOf(slider).checked;
    const text = isSet ? slider.valueAsNumber.toFixed((slider.step.split(".")[1] || "").length) : "as in the scenario";
    document.getElementById(`${slider.id}-value`).textContent = text;
    slider.setAttribute("aria-valuetext", text);
    slider.closest(".lever").classList.toggle("is-set", isSet);
  };

  // What the form says, without the sliders that are not set.
  const query = () => {
    const fields = new URLSearchParams(new FormData(form));
    for (const slider of form.querySelectorAll("input[type=range]")) {
      if (!boxOf(slider).checked) fields.delete(slider.name);
    }
    return fields;
  };

  const tell = (text) => {
    document.getElementById("status").textContent = text;
  };

  const turn = async () => {
    clearTimeout(timer);
    request?.abort();
    const mine = (request = new AbortController());
    results.setAttribute("aria-busy", "true");
    tell("Simulating …");
    try {
      const path = new URL(form.action).pathname;
      const answer = await fetch(`${path}/results?${query()}`, { signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const { words, address } = page.getElementById("news").dataset;
      results.replaceChildren(...page.getElementById("news").childNodes);
      tell(words);
      if (address && address !== here()) history.pushState(null, "", address);
      shown = here();
    } catch (error) {
      if (mine.signal.aborted) return;
      tell("There is no answer: does armistice serve still run?");
    }
    if (mine === request) results.removeAttribute("aria-busy");
  };

  form.addEventListener("input", ({ target }) => {
    if (target.type === "range") {
      boxOf(target).checked = true;
      show(target);
    } else if (target.name === "set") {
      for (const slider of form.querySelectorAll("input[type=range]")) show(slider);
    }
    clearTimeout(timer);
    timer = setTimeout(turn, 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    turn();
  });
  // Going back shows another address: the server knows what belongs to it.
  addEventListener("popstate", () => {
    if (here() !== shown) location.reload();
  });
})();
