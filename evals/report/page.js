// The page is whole without this: links, folds and filters are its own. This adds times beside the cases, and folding all at once.
for (const row of document.querySelectorAll('#timings tbody tr')) {
  const link = document.querySelector(`.foot a[href="#${CSS.escape(row.id)}"]`)
  if (link) link.textContent = `${row.lastElementChild.textContent} ms`
}

const cases = [...document.querySelectorAll('details.case')]
const all = document.createElement('button')
all.type = 'button'
all.addEventListener('click', () => {
  const open = !cases.every((one) => one.open)
  for (const one of cases) one.open = open
  named()
})
document.querySelector('.show').append(all)
for (const one of cases) one.addEventListener('toggle', named)
named()

function named() {
  all.textContent = cases.every((one) => one.open) ? 'Close all' : 'Open all'
}

// A link into a fold opens it where a browser does not do so by itself.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  for (let fold = target?.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
  target?.scrollIntoView()
}
addEventListener('hashchange', reveal)
if (location.hash) reveal()
