// Fills in what the browser knows of a newcomer: time zone, units, first day of the week. All can be changed; without
// script they are asked. UTC is what an account has that nobody has told yet.

const field = (name) => document.querySelector(`select[name=${name}]`);
const timezone = field("timezone");
const untouched = (select) => select?.value === [...select.options].find((option) => option.defaultSelected)?.value;
const guess = (select, value) => {
  if (untouched(select) && [...select.options].some((option) => option.value === value)) {
    select.value = value;
  }
};

if (timezone?.value === "UTC") {
  const locale = new Intl.Locale(navigator.language).maximize();
  // The countries whose plates are stamped in pounds, and those whose roads are measured in miles.
  const pounds = ["US", "LR", "MM"].includes(locale.region);
  const miles = ["US", "LR", "GB"].includes(locale.region);
  const week = locale.getWeekInfo?.() ?? locale.weekInfo;
  guess(field("weight_unit"), pounds ? "lb" : "kg");
  guess(field("distance_unit"), miles ? "mi" : "km");
  guess(field("week_start"), week?.firstDay === 7 ? "sunday" : "monday");
  guess(timezone, Intl.DateTimeFormat().resolvedOptions().timeZone);
}
