import { formatDay, formatNumber, plural, t } from "../../lib/extension/i18n";
import { type DayCount, dayStart, everyDay } from "../../lib/outcome/per-day";

interface Props {
  readonly perDay: readonly DayCount[];
  readonly now: number;
}

const DAYS = 30;
const WIDTH = 600;
const HEIGHT = 72;

/** Conversations marked as seen on each of the last 30 days; the caption says the same in words. */
export function Chart({ perDay, now }: Props) {
  const days = everyDay(perDay, DAYS, now);
  const most = days.reduce((best, each) => (each.count > best.count ? each : best), { day: "", count: 0 });
  const total = days.reduce((sum, { count }) => sum + count, 0);
  if (most.count === 0) return null;
  const step = WIDTH / DAYS;
  const caption = [
    plural("chartTotal", total, formatNumber(DAYS)),
    plural("chartMost", most.count, dayText(most.day)),
  ].join(" ");
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("chartLabel")}>
        <line x1="0" y1={HEIGHT - 0.5} x2={WIDTH} y2={HEIGHT - 0.5} class="axis" />
        {days.map(({ day, count }, i) => {
          const height = count === 0 ? 0 : Math.max(3, (count / most.count) * (HEIGHT - 6));
          return (
            <rect
              key={day}
              class="bar"
              x={i * step + 2}
              y={HEIGHT - height}
              width={step - 4}
              height={height}
              rx="2"
            >
              <title>{`${dayText(day)}: ${formatNumber(count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption class="small soft">{caption}</figcaption>
    </figure>
  );
}

function dayText(day: string): string {
  return formatDay(dayStart(day));
}
