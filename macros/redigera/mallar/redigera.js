// Fynden medan man skriver. Utan skriptet gör knappen Pröva samma sak.
const form = document.querySelector("form[data-prova]");
const place = document.getElementById("fynd");
let waiting;
let latest = 0;
async function check() {
  const number = ++latest;
  const filled = new URLSearchParams(new FormData(form));
  filled.set("gor", "prova-tyst");
  const answer = await fetch(location.href, { method: "POST", body: filled }).catch(() => null);
  if (answer?.ok && number === latest) place.innerHTML = await answer.text(); // mallen skyddar allt som är skrivet
}
form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(check, 800);
});
form?.addEventListener("submit", () => clearTimeout(waiting));
