// What the pages say about a state, as text: the same words on the projector, at a seat and in the conductor's hand.
import { stamp } from "./room.js";

/** The lines of a title card: what it is, its name, whose it is, and what one should know now. */
export function card({ state, words, film, live, since, clock }) {
  if (state.state === "planned") return { word: words.place, title: words.night, team: words.begins, line: away(words, clock.now()) };
  if (!live) return { word: words.night, title: words.over, team: "", line: "" };
  const { word, title, team } = state;
  const named = { word: title ? word : "", title: title || word, team };
  if (!film) return { ...named, line: state.seconds ? stamp(Math.max(0, state.seconds - since / 1000)) : "" };
  if (state.phase === "after") return { ...named, team: words.after, line: state.next && `${words.next}: ${state.next}` };
  return { ...named, line: state.film ? `${stamp(state.seconds)} · ${words.phones}` : words.missing };
}

/** How long it is until the night begins, in the page's language. */
function away(words, now) {
  const minutes = Math.ceil((words.starts - now) / 60000);
  if (minutes <= 0) return words.moment;
  const [count, unit] = minutes < 60 ? [minutes, "minute"] : minutes < 36 * 60 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return new Intl.RelativeTimeFormat(document.documentElement.lang).format(count, unit);
}

/** Put every line into its place on the page. */
export function write(room, lines) {
  for (const [name, text] of Object.entries(lines)) room.put(name, text || "");
}
