// Remember the choice of colours, before anything below is shown, so that nothing flashes; close lists of sections.
(() => {
  const key = "gilbench-theme";
  const inputs = document.querySelectorAll("#theme input");
  const tried = (action) => {
    try {
      return action();
    } catch {
      return null; // a browser that keeps nothing for files
    }
  };
  const kept = tried(() => localStorage.getItem(key));
  for (const input of inputs) {
    if (input.id === kept) input.checked = true;
    input.addEventListener("change", () => tried(() => localStorage.setItem(key, input.id)));
  }
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("nav a");
    if (chosen) chosen.closest("details")?.removeAttribute("open"); // else the list would hide what it leads to
  });
})();
