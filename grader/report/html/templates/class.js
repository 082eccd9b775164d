"use strict";
{
  const table = document.getElementById("roll");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const field = document.getElementById("filter");
  const told = document.getElementById("told");
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  let texts = null;

  const keyOf = (row, column, numeric) => {
    const text = row.cells[column].textContent.trim();
    return numeric ? parseFloat(text.replace("\u2212", "-")) : text;
  };

  const sortBy = (column) => {
    const head = heads[column];
    const numeric = head.dataset.kind === "number";
    const down = head.getAttribute("aria-sort") === "ascending";
    const keys = rows.map((row) => keyOf(row, column, numeric));
    const empty = keys.map((key) => (numeric ? Number.isNaN(key) : key === ""));
    const compare = numeric ? (a, b) => a - b : collator.compare;
    const order = rows.map((_, index) => index);
    order.sort((a, b) => {  // what is empty comes last, whichever way; what is equal keeps the order of the page
      if (empty[a] || empty[b]) return empty[a] - empty[b] || a - b;
      return (down ? compare(keys[b], keys[a]) : compare(keys[a], keys[b])) || a - b;
    });
    const sorted = document.createDocumentFragment();
    for (const index of order) sorted.append(rows[index]);
    body.append(sorted);
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  };

  const filter = () => {
    const wanted = field.value.trim().toLowerCase();
    texts ??= rows.map((row) => row.textContent.toLowerCase());
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !texts[index].includes(wanted);
      shown += !row.hidden;
    });
    told.textContent = wanted ? `${shown} of ${rows.length}` : "";
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(column));
    head.append(button);
  });
  field.addEventListener("input", filter);
  field.closest("p").hidden = false;
  addEventListener("hashchange", () => {  // a link to a row shows it
    const row = document.getElementById(location.hash.slice(1));
    if (row?.hidden) {
      field.value = "";
      filter();
      row.scrollIntoView();
    }
  });
}
