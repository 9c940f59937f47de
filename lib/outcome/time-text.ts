/** Times as people read them, through Intl: no text of our own, so nothing to translate. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, short: "5m", "3h", "2d", "6w". */
export function ageText(at: number, now: number, locale: string): string {
  return unit(Math.max(0, now - at), locale, "narrow");
}

/** How long ago, in words: "3 days". */
export function longAgeText(at: number, now: number, locale: string): string {
  return unit(Math.max(0, now - at), locale, "long");
}

/** Seconds below a minute, minutes, hours and minutes, whole days from two on: "40 sec", "3 min", "1 hr 20 min", "3 days". */
export function durationText(ms: number, locale: string): string {
  const format = (value: number, name: string) => unitFormat(locale, name, "short").format(value);
  if (ms < MINUTE) return format(Math.max(1, Math.ceil(ms / 1000)), "second");
  const minutes = Math.ceil(ms / MINUTE);
  if (minutes < 60) return format(minutes, "minute");
  if (ms >= 2 * DAY) return format(Math.ceil(ms / DAY), "day");
  const rest = minutes % 60;
  const hours = format(Math.floor(minutes / 60), "hour");
  return rest === 0 ? hours : `${hours} ${format(rest, "minute")}`;
}

/** "14:32", with the day when it is not today's. */
export function clockText(at: number, now: number, locale: string): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(locale, {
    hour: "numeric",
    minute: "2-digit",
    ...(sameDay ? {} : { day: "numeric", month: "short" }),
  }).format(at);
}

function unit(ms: number, locale: string, unitDisplay: "narrow" | "long"): string {
  const [value, name] =
    ms < HOUR
      ? [Math.max(1, Math.floor(ms / MINUTE)), "minute"]
      : ms < DAY
        ? [Math.floor(ms / HOUR), "hour"]
        : ms < 14 * DAY
          ? [Math.floor(ms / DAY), "day"]
          : ms < 365 * DAY
            ? [Math.floor(ms / (7 * DAY)), "week"]
            : [Math.floor(ms / (365 * DAY)), "year"];
  return unitFormat(locale, name, unitDisplay).format(value);
}

const unitFormats = new Map<string, Intl.NumberFormat>();

/** Kept, because each row of a long list tells its age, and making a formatter costs far more than using it. */
function unitFormat(
  locale: string,
  name: string,
  unitDisplay: "narrow" | "short" | "long",
): Intl.NumberFormat {
  const key = `${locale} ${name} ${unitDisplay}`;
  let format = unitFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay });
    unitFormats.set(key, format);
  }
  return format;
}

/** Writing direction of the texts shown. */
export function direction(locale: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ur)\b/u.test(locale) ? "rtl" : "ltr";
}
