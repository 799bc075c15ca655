import uPlot from 'uplot';
import { useEffect, useRef } from 'preact/hooks';
import { times } from '../app/store';
import { dark } from '../app/theme';
import { locale } from '../words';
import { type Curve, type Frame, columns, makePlot } from './plot';

interface Props {
  curves: readonly Curve[];
  states: readonly string[];
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
  const look = `${dark.value}/${locale.value}/${times.value.zone}`;
  const shape = props.curves.map((c) => `${c.series.point.path}:${c.order}`).join(',');

  useEffect(() => {
    const at = box.current!;
    const made = makePlot(
      {
        curves: props.curves,
        states: props.states,
        width: Math.max(200, at.clientWidth),
        height: props.height,
        times: times.peek(),
        frame: () => frame.current,
        labels: props.labels,
      },
      columns(props.curves, props.frame.knownUntil),
      at,
    );
    plot.current = made;
    // The pointer is heard here and not by uPlot's hook, which also tells of cursors that were put from outside.
    const point = (event: PointerEvent) => {
      const left = event.clientX - made.over.getBoundingClientRect().left;
      onCursor.current(made.posToVal(left, 'x') * 1000);
    };
    made.over.addEventListener('pointermove', point);
    made.over.addEventListener('pointerdown', point);
    made.over.addEventListener('pointerleave', () => onCursor.current(null));
    const sizes = new ResizeObserver(() => {
      if (at.clientWidth > 0) made.setSize({ width: at.clientWidth, height: props.height });
    });
    sizes.observe(at);
    return () => {
      sizes.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [look, shape, props.height, props.labels]);

  useEffect(() => {
    plot.current?.setData(columns(props.curves, props.frame.knownUntil));
  });

  useEffect(() => {
    const u = plot.current;
    if (!u) return;
    const left = props.cursor === null ? -10 : u.valToPos(props.cursor / 1000, 'x');
    u.setCursor({ left, top: props.cursor === null ? -10 : 10 }, false);
  }, [props.cursor]);

  return <div class="plot" ref={box} style={{ height: `${props.height}px` }} />;
}
