// Hand out each chart as a file: what `--format svg` writes, byte for byte.
{
  const css = document.styleSheets[1].ownerNode.textContent;
  const style = (_, tag, name) => `${tag}style="${css.match(`[.]${name}{(.+?)}`)[1].replace(/var.+?,(.+?)\)/g, "$1")}"`;
  const save = ({ target }) => {
    const chart = target.closest("figure").querySelector(".chart");
    const file = chart.outerHTML
      .replace('class="chart"', marks.dataset.root)
      .replace("</desc>", `$&${marks.innerHTML}`)
      .replace(/<g class="hits.*/, "</svg>")
      .replace(/(<[^>]*)class="(v\d+)"/g, style);
    target.download = `${target.closest("section").id}-${chart.firstChild.id.slice(2, -2)}.svg`;
    target.href = `data:image/svg+xml,${encodeURIComponent(file)}`;
  };
  const offer = () => {
    for (const caption of document.querySelectorAll("figure:has(.chart)>figcaption:not(:has(a))")) {
      caption.insertAdjacentHTML("beforeend", '<a class="filter" style="float:right" href="#">SVG</a>');
      caption.lastChild.onclick = save;
    }
  };
  offer();
  new MutationObserver(offer).observe(document.body, { childList: true, subtree: true });
}
