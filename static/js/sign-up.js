// Fills in what the browser knows of a newcomer: time zone and unit. Both can be changed; without script they are asked.

const timezone = document.querySelector("select[name=timezone]");
const weightUnit = document.querySelector("select[name=weight_unit]");
const untouched = (select) => select?.value === [...select.options].find((option) => option.defaultSelected)?.value;

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (untouched(timezone) && [...timezone.options].some((option) => option.value === zone)) {
  timezone.value = zone;
}

// The countries whose plates are stamped in pounds.
if (untouched(weightUnit) && ["US", "LR", "MM"].includes(new Intl.Locale(navigator.language).region)) {
  weightUnit.value = "lb";
}
