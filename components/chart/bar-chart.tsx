import { roundTop } from "@/components/chart/scale";
import { classNames } from "@/components/ui/class-names";

export interface ChartPoint {
  /** A day: `2031-03-12`. */
  day: string;
  value: number;
}

export interface BarChartProps {
  /** What is counted, in small letters: "sign-ins". */
  what: string;
  points: readonly ChartPoint[];
  tone: keyof typeof TONES;
}

const TONES = { accent: "fill-accent", success: "fill-success", danger: "fill-danger", muted: "fill-muted" } as const;

const number = new Intl.NumberFormat("en");
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dayName = (text: string) => day.format(new Date(`${text}T00:00:00Z`));

/** The drawing's own units: each day is 10 wide, the top is at 0 and the ground at 100. It is stretched to whatever place it gets. */
const COLUMN = 10;
const HEIGHT = 100;
/** What happened at all can be seen. */
const LEAST = 1.5;

/**
 * Bars by day, drawn on the server: an SVG that is stretched, with its words beside it so that they are not. Every number also
 * stands in a table that unfolds.
 */
export function BarChart({ what, points, tone }: BarChartProps) {
  const values = points.map(({ value }) => value);
  const top = roundTop(values);
  const [first, middle, last] = [points[0], points[Math.floor(points.length / 2)], points.at(-1)];
  const total = values.reduce((sum, value) => sum + value, 0);
  const summary = `${number.format(total)} ${what} from ${dayName(first?.day ?? "")} to ${dayName(last?.day ?? "")}, ${number.format(Math.max(0, ...values))} on the busiest day`;
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[auto_1fr] gap-x-2 text-xs text-muted tabular-nums">
        <div aria-hidden="true" className="-my-2 flex h-36 flex-col justify-between text-right leading-4">
          <span>{number.format(top)}</span>
          <span>{number.format(top / 2)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${points.length * COLUMN} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-32 w-full overflow-visible"
        >
          {[0, HEIGHT / 2, HEIGHT].map((y) => (
            <line
              key={y}
              x1={0}
              x2={points.length * COLUMN}
              y1={y}
              y2={y}
              vectorEffect="non-scaling-stroke"
              className={classNames("[stroke-width:1px]", y === HEIGHT ? "stroke-border-strong" : "stroke-border")}
            />
          ))}
          {points.map((point, at) => {
            const height = point.value === 0 ? 0 : Math.max(LEAST, (point.value / top) * HEIGHT);
            return (
              <g key={point.day} className="group">
                <title>{`${dayName(point.day)}: ${number.format(point.value)} ${what}`}</title>
                <rect x={at * COLUMN} y={0} width={COLUMN} height={HEIGHT} className="fill-transparent group-hover:fill-subtle" />
                <rect x={at * COLUMN + 1.5} y={HEIGHT - height} width={COLUMN - 3} height={height} className={TONES[tone]} />
              </g>
            );
          })}
        </svg>
        <span />
        <div aria-hidden="true" className="mt-1.5 flex justify-between">
          {[first, middle, last].map((point) => point && <span key={point.day}>{dayName(point.day)}</span>)}
        </div>
      </div>
      <details>
        <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-sm text-accent underline-offset-[3px] hover:underline">
          Show as table<span className="sr-only">: {what}</span>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
        <section aria-label={`Table: ${what}`} tabIndex={0} className="mt-2 max-h-72 overflow-y-auto rounded-lg border border-border">
          <table className="w-full text-sm tabular-nums">
            <thead className="sticky top-0 bg-subtle text-left">
              <tr>
                <th scope="col" className="px-3 py-2 font-medium">
                  Day (UTC)
                </th>
                <th scope="col" className="px-3 py-2 text-right font-medium first-letter:uppercase">
                  {what}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-border">
              {points.toReversed().map((point) => (
                <tr key={point.day}>
                  <td className="px-3 py-1.5">{point.day}</td>
                  <td className="px-3 py-1.5 text-right">{number.format(point.value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </div>
  );
}
