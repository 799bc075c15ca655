import uPlot from 'uplot';
import { useEffect, useRef } from 'preact/hooks';
import { times } from '../app/store';
import { dark } from '../app/theme';
import { locale } from '../words';
import { type Curve, type Frame, columns, makePlot } from './plot';

interface Props {
  curves: readonly Curve[];
  unit: string;
  height: number;
  frame: Frame;
  cursor: number | null;
  onCursor: (at: number | null) => void;
  labels: boolean;
}

/** One canvas: curves of one unit. The words around it are its parent's. */
export function Plot(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const frame = useRef(props.frame);
  frame.current = props.frame;
  const onCursor = useRef(props.onCursor);
  onCursor.current = props.onCursor;
  /** The cursor is being put from outside: not to be told again. */
  const putting = useRef(false);
  const look = `${dark.value}/${locale.value}/${times.value.zone}`;
  const shape = props.curves.map((c) => `${c.series.point.path}:${c.order}`).join(',');

  useEffect(() => {
    const at = box.current!;
    const made = makePlot(
      {
        curves: props.curves,
        unit: props.unit,
        width: Math.max(200, at.clientWidth),
        height: props.height,
        times: times.peek(),
        frame: () => frame.current,
        onCursor: (time) => putting.current || onCursor.current(time),
        labels: props.labels,
      },
      columns(props.curves, props.frame.to),
      at,
    );
    plot.current = made;
    const sizes = new ResizeObserver(() => {
      if (at.clientWidth > 0) made.setSize({ width: at.clientWidth, height: props.height });
    });
    sizes.observe(at);
    return () => {
      sizes.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [look, shape, props.unit, props.height, props.labels]);

  useEffect(() => {
    plot.current?.setData(columns(props.curves, props.frame.to));
  });

  useEffect(() => {
    const u = plot.current;
    if (!u) return;
    putting.current = true;
    const left = props.cursor === null ? -10 : u.valToPos(props.cursor / 1000, 'x');
    u.setCursor({ left, top: props.cursor === null ? -10 : 10 }, false);
    putting.current = false;
  }, [props.cursor]);

  return <div class="plot" ref={box} style={{ height: `${props.height}px` }} />;
}
