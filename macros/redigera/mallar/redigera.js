// Fynden medan man skriver, vid fälten som är ifyllda. Utan skriptet gör knappen Pröva samma sak.
const form = document.querySelector("form[data-prova]");
const touched = new Set();
let waiting;
let latest = 0;

function findingsOf(page) {
  const said = new Map();
  for (const link of page.querySelectorAll(".summary li a")) {
    const id = decodeURIComponent(link.hash.slice(1));
    said.set(id, [...(said.get(id) ?? []), link.parentElement.textContent.trim().replace(/\s+/g, " ")]);
  }
  return said;
}

function showAt(field, texts) {
  const id = `${field.id}-fynd`;
  let place = document.getElementById(id);
  if (!place) {
    place = Object.assign(document.createElement("div"), { id, className: "found" });
    field.before(place);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  }
  const isWrong = texts.some((text) => text.startsWith("Fel"));
  place.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  place.classList.toggle("found-fel", isWrong);
  field.closest(".field")?.classList.toggle("field-fel", texts.length > 0);
  if (isWrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

async function check() {
  const number = ++latest;
  const filled = new URLSearchParams(new FormData(form));
  filled.set("gor", "prova-tyst");
  const answer = await fetch(location.href, { method: "POST", body: filled }).catch(() => null);
  if (!answer?.ok || number !== latest) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = findingsOf(page);
  for (const field of form.querySelectorAll("[aria-invalid]")) touched.add(field.id);
  for (const id of touched) {
    const field = document.getElementById(id);
    if (field) showAt(field, said.get(id) ?? []);
  }
  const wrong = page.querySelectorAll(".summary li.fel").length;
  document.getElementById("laget").textContent = wrong ? `${wrong} fel kvar innan det går att spara.` : "Det går att spara.";
}

form?.addEventListener("input", (event) => {
  touched.add(event.target.id);
  clearTimeout(waiting);
  waiting = setTimeout(check, 800);
});
form?.addEventListener("submit", () => clearTimeout(waiting));
