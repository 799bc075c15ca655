import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { start } from './app/boot';
import { route } from './app/router';
import { cutGateway, model, pageLink, session } from './app/store';
import { EquipmentList } from './pages/EquipmentList';
import { Overview } from './pages/Overview';
import { SignedOut, Unreachable } from './pages/SignedOut';
import { Banner } from './parts/Banner';
import { Bone } from './parts/Box';
import { Nav } from './parts/Nav';
import { PointPanel } from './parts/PointPanel';
import { Search } from './parts/Search';
import { TopBar } from './parts/TopBar';
import { LazyTrend } from './parts/Trends';
import { lazy } from './parts/lazy';
import { words } from './words';

const LazyEquipment = lazy(() => import('./pages/EquipmentPage'), 600);
const LazyTrends = lazy(() => import('./pages/TrendsPage'), 600);
const LazyFleet = lazy(() => import('./pages/Fleet'), 600);

function App() {
  useEffect(() => {
    document.title = model.value ? `${model.value.name} · ${words.value.product}` : words.value.product;
  });
  if (session.value === 'signed-out') return <SignedOut />;
  if (session.value === 'failed' && model.value === null) return <Unreachable />;
  const aged = pageLink.value === 'lost' || cutGateway.value !== undefined;
  return (
    <div class={`shell ${route.value.point ? 'has-panel' : ''} ${aged ? 'is-aged' : ''}`}>
      <a class="skip" href="#content">
        {words.value.skip}
      </a>
      <TopBar />
      <Nav />
      <main id="content" tabIndex={-1}>
        <Banner />
        {model.value ? <Page /> : <Bones />}
      </main>
      <PointPanel />
      <Search />
    </div>
  );
}

function Page() {
  switch (route.value.view) {
    case 'overview':
      return <Overview />;
    case 'equipment':
      return route.value.equipment ? <LazyEquipment key={route.value.equipment} /> : <EquipmentList />;
    case 'trends':
      return <LazyTrends />;
    case 'fleet':
      return <LazyFleet />;
  }
}

/** The page's outline while the building is read. */
function Bones() {
  return (
    <div class="overview bones" aria-busy="true" aria-label={words.value.link.loading}>
      <Bone height="56px" />
      <Bone height="340px" />
      <Bone height="200px" />
    </div>
  );
}

start();
const page = document.getElementById('page')!;
page.replaceChildren();
render(<App />, page);

// What comes next is fetched while nobody waits for it.
const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 800));
idle(() => [LazyTrend, LazyEquipment, LazyTrends, LazyFleet].forEach((part) => void part.fetch()));
