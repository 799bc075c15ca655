import { describe, expect, it } from 'vitest';
import { reasonText } from '../src/model/reasons';
import { de } from '../src/words/de';
import { en } from '../src/words/en';

describe('the reason of a gap', () => {
  const english = (reason: string) => reasonText(reason, en.chart.reasons);
  const german = (reason: string) => reasonText(reason, de.chart.reasons);

  it('is said in the language of the page', () => {
    expect(english('hofgarten-1 is not connected')).toBe('Hofgarten-1 is not connected');
    expect(german('hofgarten-1 is still uploading it')).toBe('Hofgarten-1 sendet es noch');
    expect(german('the gateway was not running')).toBe('Das Gateway lief nicht');
    expect(german('nothing was reported')).toBe('Es wurde nichts gemeldet');
  });

  it('keeps the detail that a device or the ledger gave', () => {
    expect(english('the device is silent: no answer in 2 s')).toBe('The device was silent: no answer in 2 s');
    expect(german('the device is silent')).toBe('Das Gerät schwieg');
    expect(german('lost: the disk was full')).toBe('Verloren: the disk was full');
  });

  it('passes on a cause that it does not know', () => {
    expect(german('moles in the cable duct')).toBe('Moles in the cable duct');
  });
});
