// Filter and sort the rows that are in the page anyway; without this script they are simply all there.
(() => {
  const table = document.getElementById("searchable");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const texts = rows.map((row) => [...row.cells].map((cell) => cell.textContent.toLowerCase()).join(" "));
  const field = document.getElementById("filter");
  const status = document.getElementById("filter-count");

  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    status.textContent = `${shown} of ${rows.length} rows`;
  };
  field.addEventListener("input", filter);
  field.closest("[hidden]").hidden = false;
  filter();

  const value = (row, column) => row.cells[column].textContent;
  const number = (text) => parseFloat(text.replace(/,/g, ""));
  const missing = (a, b) => (typeof a === "number" ? isNaN(a) - isNaN(b) : 0); // nothing measured: always last
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const numeric = head.classList.contains("n");
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const down = before ? before === "ascending" : numeric;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => (numeric ? number(value(row, column)) : value(row, column));
      const order = (a, b) => missing(key(a), key(b)) || (down ? -1 : 1) * compare(key(a), key(b));
      body.append(...[...rows].sort(order));
    });
  });
})();
