import type { Equipment, Model, Point } from './types';

export type Hit =
  | { kind: 'equipment'; equipment: Equipment; points: number }
  | { kind: 'point'; point: Point };

const HITS_MAX = 30;

/** Every word must be found somewhere in name, path or class; names that begin with a word come first. */
export function search(model: Model, text: string): Hit[] {
  const wanted = text.toLowerCase().split(/[\s·]+/).filter(Boolean);
  const names = new Map(model.equipment.map((e) => [e.id, e.name]));
  const scored: { score: number; hit: Hit }[] = [];
  for (const equipment of model.equipment) {
    const score = scoreOf(wanted, equipment.name, `${equipment.id} ${equipment.class} ${equipment.system}`);
    if (score === null) continue;
    const points = model.points.filter((p) => p.equipment === equipment.id).length;
    scored.push({ score: score + 2, hit: { kind: 'equipment', equipment, points } });
  }
  for (const point of model.points) {
    const name = `${names.get(point.equipment) ?? ''} ${point.name}`;
    const score = scoreOf(wanted, name, `${point.path} ${point.class}`);
    if (score !== null && wanted.length > 0) scored.push({ score, hit: { kind: 'point', point } });
  }
  scored.sort((a, b) => b.score - a.score);
  return scored.slice(0, HITS_MAX).map((s) => s.hit);
}

/** Null when a word is nowhere; else the higher the better. */
export function scoreOf(wanted: readonly string[], name: string, rest: string): number | null {
  const text = name.toLowerCase();
  const all = `${text} ${rest.toLowerCase().replace(/[_/]/g, ' ')} ${rest.toLowerCase()}`;
  let score = 0;
  for (const word of wanted) {
    if (!all.includes(word)) return null;
    if (text.split(/\s+/).some((part) => part.startsWith(word))) score += 3;
    else if (text.includes(word)) score += 1;
  }
  return score;
}
