// Zoom and movement of a drawn graph. Without this script, its box scrolls.
(() => {
  const STEP = 1.25;
  const LEAST = 0.2;
  const MOST = 4;
  for (const figure of document.querySelectorAll(".graph-figure")) {
    const box = figure.querySelector(".graph");
    const svg = figure.querySelector(".graph-svg");
    const bar = figure.querySelector(".graph-controls");
    if (!box || !svg || !bar) continue;
    const { width, height } = svg.viewBox.baseVal;
    let scale = 1;
    // The point that is looked at stays where it is.
    const zoom = (to, x = box.clientWidth / 2, y = box.clientHeight / 2) => {
      const next = Math.min(MOST, Math.max(LEAST, to));
      const left = (box.scrollLeft + x) * (next / scale) - x;
      const top = (box.scrollTop + y) * (next / scale) - y;
      scale = next;
      svg.setAttribute("width", width * scale);
      svg.setAttribute("height", height * scale);
      box.scrollLeft = left;
      box.scrollTop = top;
    };
    const room = () => {
      const style = getComputedStyle(box);
      return box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    };
    const move = (x, y) => {
      // What does not fit in the box is moved inside it, what does not fit in the window with the page.
      box.scrollBy(x * box.clientWidth * 0.5, y * box.clientHeight * 0.5);
      if (y && box.scrollHeight <= box.clientHeight) scrollBy(0, y * innerHeight * 0.5);
    };
    const does = {
      "zoom-in": () => zoom(scale * STEP),
      "zoom-out": () => zoom(scale / STEP),
      "zoom-actual": () => zoom(1),
      "zoom-fit": () => zoom(room() / width),
      "move-left": () => move(-1, 0),
      "move-right": () => move(1, 0),
      "move-up": () => move(0, -1),
      "move-down": () => move(0, 1),
    };
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-graph]");
      if (button) does[button.dataset.graph]();
    });
    const keys = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", "0": "zoom-actual", "1": "zoom-fit" };
    box.addEventListener("keydown", (event) => {
      // The arrows scroll the box by themselves.
      const name = keys[event.key];
      if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      does[name]();
    });
    box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const frame = box.getBoundingClientRect();
      zoom(scale * (event.deltaY < 0 ? STEP : 1 / STEP), event.clientX - frame.left, event.clientY - frame.top);
    }, { passive: false });
  }
})();
