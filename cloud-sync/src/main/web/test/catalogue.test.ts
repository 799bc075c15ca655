import { describe, expect, it } from 'vitest';
import { de } from '../src/words/de';
import { en } from '../src/words/en';

/** Every leaf with the path to it. */
function leaves(node: unknown, path: string): [string, unknown][] {
  if (typeof node !== 'object' || node === null) return [[path, node]];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

describe('the catalogue', () => {
  const english = new Map(leaves(en, ''));
  const german = new Map(leaves(de, ''));

  it('has the same keys in both languages', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('takes the same parameters in both languages', () => {
    for (const [key, word] of english) {
      if (typeof word === 'function') expect((german.get(key) as () => void).length, key).toBe(word.length);
    }
  });

  it('has no empty words', () => {
    for (const [key, word] of [...english, ...german]) expect(word, key).not.toBe('');
  });

  // Words that are the same on purpose: names, symbols, units and international words.
  const SAME = /^\.(product|room\.co2|trends|chart\.spans|act\.durations|fleet\.(software|hours)|overview\.gateway|mark\.alarm|login\.command|system\.simulation)/;

  it('was really translated', () => {
    const copied = [...english].filter(([key, word]) => typeof word === 'string' && german.get(key) === word && !SAME.test(key));
    expect(copied).toEqual([]);
  });

  it('counts one gap as one', () => {
    expect(en.top.complete('98.7 %', 1)).toBe('98.7 % today, 1 gap');
    expect(de.top.complete('98,7 %', 2)).toBe('98,7 % heute, 2 Lücken');
    expect(en.top.complete('100 %', 0)).toBe('100 % today');
  });
});
