import type { ComponentChildren } from 'preact';

/** A panel of the content grid: a named region. */
export function Box({ title, aside, children, class: name = '' }: {
  title: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
  class?: string;
}) {
  const id = `box-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return (
    <section class={`box ${name}`} aria-labelledby={id}>
      <header class="box-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A placeholder of the right size, shown only when waiting is long enough to notice. */
export function Bone({ width = '100%', height = '16px' }: { width?: string; height?: string }) {
  return <span class="bone" style={{ width, height }} aria-hidden="true" />;
}
