// What was typed, as small as it is: only the fields that changed go to the server, of a long text only the stretch that was
// typed. The server knows by a mark (CRC-32 of the UTF-8) which text the stretch belongs to; letters count as code points.
const LONG = 300;
const STEPS = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n; });

export function mark(text) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text)) sum = STEPS[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

const letters = (text) => [...text].length;
const half = (text, at) => /[\uDC00-\uDFFF]/.test(text[at] ?? ""); // the second half of a letter beyond the first plane

export function splice(was, now) {
  const most = Math.min(was.length, now.length);
  let from = 0, end = 0;
  while (from < most && was[from] === now[from]) from += 1;
  while (half(was, from) || half(now, from)) from -= 1;
  while (end < most - from && was.at(-1 - end) === now.at(-1 - end)) end += 1;
  while (end && (half(was, was.length - end) || half(now, now.length - end))) end -= 1;
  return { at: letters(was.slice(0, from)), cut: letters(was.slice(from, was.length - end)), put: now.slice(from, now.length - end), mark: mark(was) };
}

// {field: {value, base} or {splice}} of what differs; `whole` where the server does not know the text any more
export function changed(base, now, whole) {
  const differs = Object.entries(now).filter(([name, value]) => value !== (base[name] ?? ""));
  return Object.fromEntries(differs.map(([name, value]) => {
    const was = base[name] ?? "";
    return [name, whole || was.length < LONG ? { value, base: was } : { splice: splice(was, value) }];
  }));
}
