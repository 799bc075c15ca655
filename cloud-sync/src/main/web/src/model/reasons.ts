import { gatewayName } from './format';

/** What the catalogue says for each cause that the cloud names. */
export interface ReasonWords {
  offline: (gateway: string) => string;
  uploading: (gateway: string) => string;
  silent: (detail: string) => string;
  lost: (detail: string) => string;
  stopped: string;
  nothing: string;
}

/** A gap's reason in the language of the page; a cause that is not known here is passed on as it was said. */
export function reasonText(reason: string, words: ReasonWords): string {
  const named = /^(\S+) is (not connected|still uploading it)$/.exec(reason);
  if (named) {
    const gateway = gatewayName(named[1]!);
    return named[2] === 'not connected' ? words.offline(gateway) : words.uploading(gateway);
  }
  const detailed = /^(the device is silent|lost)(?:: (.*))?$/.exec(reason);
  if (detailed) return detailed[1] === 'lost' ? words.lost(detailed[2] ?? '') : words.silent(detailed[2] ?? '');
  if (reason === 'the gateway was not running') return words.stopped;
  if (reason === 'nothing was reported') return words.nothing;
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
