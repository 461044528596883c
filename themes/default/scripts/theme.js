// Light, dark or as the system has it: remembered, and set before the first
// paint. Without this script the page follows the system.
(() => {
  const order = ["system", "light", "dark"];
  const root = document.documentElement;
  const read = () => {
    try {
      const kept = localStorage.getItem("ouro-theme");
      return order.includes(kept) ? kept : "system";
    } catch {
      return "system";
    }
  };
  const show = (theme) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  show(read());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    const label = (theme) => {
      button.setAttribute("aria-label", `Theme: ${theme}`);
      button.title = `Theme: ${theme}`;
    };
    label(read());
    button.hidden = false;
    button.addEventListener("click", () => {
      const theme = order[(order.indexOf(root.dataset.theme ?? "system") + 1) % order.length];
      try {
        localStorage.setItem("ouro-theme", theme);
      } catch {
        // The choice then lasts for this page.
      }
      show(theme);
      label(theme);
    });
  });
})();
