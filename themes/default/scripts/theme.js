// Light or dark where the reader chose so: set before the first paint, so that
// no page flashes. The button that chooses is in ouro.js.
try {
  const kept = localStorage.getItem("ouro-theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
} catch {
  // Without a memory the page follows the system.
}
