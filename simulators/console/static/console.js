// What the pages do besides being read: follow a list live, copy a value. Everything else works without it.
"use strict";

const words = document.body.dataset;

// At once, then at most every second however often it is asked: a burst of exchanges is one change to the eye.
function calmly(work) {
  let busy = false;
  let again = false;
  return async function asked() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await work();
    } finally {
      setTimeout(() => {
        busy = false;
        if (again) {
          again = false;
          asked();
        }
      }, 1000);
    }
  };
}

function follow(list) {
  const body = list.querySelector("tbody");
  const state = list.querySelector(".etat");
  const button = list.querySelector(".suspendre");
  const most = Number(list.dataset.garder);
  let stream = null;
  let last = "";
  let latest = "";

  function show(event) {
    const template = document.createElement("template");
    // Rendered and escaped by the server; the page's policy allows no script inside.
    template.innerHTML = event.data;
    const row = template.content.querySelector("tr");
    const address = new URL(list.dataset.flux, location.href);
    address.searchParams.set("apres", event.lastEventId);
    last = address.href;
    row.classList.add("nouveau");
    body.prepend(row);
    while (body.rows.length > most) body.lastElementChild.remove();
    body.parentElement.hidden = false;
    list.querySelector(".vide")?.setAttribute("hidden", "");
    list.closest("section")?.removeAttribute("hidden");
    latest = `${words.nouveau} ${row.querySelector("a").textContent}`;
    announce();
  }

  const announce = calmly(async () => { if (stream) state.textContent = latest; });
  const tick = calmly(async () => {
    const steps = document.querySelector("[data-pas]");
    if (steps) steps.innerHTML = await (await fetch(steps.dataset.pas)).text();
  });

  function start() {
    stream = new EventSource(last || list.dataset.flux);
    stream.addEventListener("open", () => { state.textContent = words.direct; list.dataset.suivi = "direct"; });
    stream.addEventListener("error", () => { state.textContent = words.perdu; list.dataset.suivi = "perdu"; });
    stream.addEventListener("echange", show);
    stream.addEventListener("echange", tick);
    button.textContent = words.suspendre;
  }

  function stop() {
    stream.close();
    stream = null;
    state.textContent = words.suspendu;
    list.dataset.suivi = "suspendu";
    button.textContent = words.reprendre;
  }

  button.hidden = false;
  button.addEventListener("click", () => (stream ? stop() : start()));
  start();
}

function copyable(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copier);
    button.textContent = words.copie;
    button.addEventListener("blur", () => { button.textContent = label; }, { once: true });
  });
}

document.querySelectorAll(".liste[data-flux]").forEach(follow);
// The clipboard exists on HTTPS and on this machine's own names only.
if (navigator.clipboard) document.querySelectorAll("[data-copier]").forEach(copyable);

// A part of a page that follows what happens: asked anew at each exchange, and now and then when it says so.
// One that names its version is left alone as long as that stays: who reads it or types there is not disturbed.
async function renew(part) {
  const template = document.createElement("template");
  template.innerHTML = await (await fetch(part.dataset.vivant)).text();
  const parts = [...template.content.querySelectorAll("[data-vivant]")];
  const fresh = parts.find((one) => one.dataset.vivant === part.dataset.vivant);
  if (!fresh || (fresh.dataset.version && fresh.dataset.version === part.dataset.version)) return;
  const held = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.dataset.version = fresh.dataset.version || "";
  part.replaceChildren(...fresh.childNodes);
  if (held) document.getElementById(held)?.focus();
}

function live(part) {
  const asked = calmly(() => renew(part));
  if (part.dataset.flux) new EventSource(part.dataset.flux).addEventListener("echange", asked);
  const every = Number(part.dataset.toutes);
  if (every) setInterval(() => { if (!document.hidden) asked(); }, every);
}
document.querySelectorAll("[data-vivant]").forEach(live);

// Seconds left to answer: counted down here, since the page is not asked anew for that.
setInterval(() => document.querySelectorAll("[data-reste]").forEach((one) => {
  one.dataset.reste = Math.max(0, Number(one.dataset.reste) - 1);
  one.textContent = one.dataset.phrase.replace("#", one.dataset.reste);
}), 1000);

// The wall of a training session follows everybody: asked again every few seconds while it is looked at.
document.querySelectorAll("[data-mur]").forEach((wall) => setInterval(async () => {
  if (!document.hidden) wall.innerHTML = await (await fetch(wall.dataset.mur)).text();
}, 4000));

// On a narrow screen the menu scrolls sideways: the page one is on is brought into sight.
document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

document.querySelectorAll("[data-imprimer]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
