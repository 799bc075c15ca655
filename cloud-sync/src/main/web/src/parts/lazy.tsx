import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part that is fetched when first shown, with its place held open meanwhile. */
export function lazy<P extends object>(load: () => Promise<{ default: ComponentType<P> }>, height = 240) {
  let ready: ComponentType<P> | null = null;
  let loading: Promise<unknown> | null = null;
  const fetch = () => (loading ??= load().then((module) => (ready = module.default)));
  const Lazy = (props: P) => {
    const [, redraw] = useState(0);
    const shown = ready;
    useEffect(() => {
      if (shown === null) void fetch().then(() => redraw(1));
    }, []);
    const Ready = shown;
    return Ready ? <Ready {...props} /> : <div class="bone-box" style={{ minHeight: `${height}px` }} />;
  };
  Lazy.fetch = fetch;
  return Lazy;
}
