// What scripts say stands in the page, where it is translated: <template data-words><span data-word="key">…</span>.

let texts;

function all() {
  texts ??= new Map(
    [...document.querySelectorAll("template[data-words]")].flatMap((template) =>
      [...template.content.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent.trim()]),
    ),
  );
  return texts;
}

// The text called `key`, with `{name}` in it replaced by `values.name`.
export function word(key, values = {}) {
  return (all().get(key) ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
