// What stands of an answer stays when more of it comes: the focus, a selection and the opener of an article are kept.

// Makes `now` equal to `next`; nodes of the same kind in the same order stay, and keep what they listen to.
export function grow(now, next) {
  for (const { name, value } of next.attributes) if (name !== "aria-expanded") now.setAttribute(name, value);
  let place = now.firstChild;
  for (const fresh of [...next.childNodes]) {
    if (!place || !isAlike(place, fresh)) {
      now.insertBefore(fresh, place);
      continue;
    }
    if (fresh.nodeType === Node.ELEMENT_NODE) grow(place, fresh);
    else if (place.data !== fresh.data) place.data = fresh.data;
    place = place.nextSibling;
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

function isAlike(one, other) {
  return one.nodeName === other.nodeName && one.className === other.className;
}
