// Seconds as a lifter reads and types them.

// "90", "1:30" or "1:02:03"; keypads without a colon have a dot or a comma.
const TIME = /^\d{1,6}([:.,]\d{2}){0,2}$/;

// 90 is "1:30", from an hour on h:mm:ss.
export function clock(seconds) {
  const two = (part) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

// The whole seconds that a text means; null for what is no time: 1:75 is none, 75 is one.
export function secondsIn(text) {
  const parts = TIME.test(text) ? text.split(/[:.,]/).map(Number) : [];
  const isTime = parts.length && parts.slice(1).every((part) => part < 60);
  return isTime ? parts.reduce((total, part) => total * 60 + part, 0) : null;
}
