import { accepter, refuser, type Verification } from './verification.ts';

/** ISO 9362, sous la forme que l’ordre de virement pain.001 accepte. */
const FORME = /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?$/;

/** Territoires dont les comptes ont un IBAN d’un autre code : outre-mer français, îles de la Manche et de Man. */
const PAYS_DE_L_IBAN: ReadonlyMap<string, string> = new Map([
  ...['GP', 'MQ', 'GF', 'RE', 'PM', 'YT', 'BL', 'MF', 'NC', 'PF', 'WF', 'TF'].map((code) => [code, 'FR'] as const),
  ...['GG', 'JE', 'IM'].map((code) => [code, 'GB'] as const),
]);

/** BIC (ISO 9362) : 8 ou 11 signes ; un BIC d’essai (« 0 » en huitième place) est refusé. Renvoie les capitales sans espaces. */
export function verifierBic(texte: string): Verification<string> {
  const net = texte.replace(/[\s\u200b]/g, '').toUpperCase();
  if (net === '') return refuser('BIC vide');
  if (net.length !== 8 && net.length !== 11) return refuser(`${net.length} caractères : un BIC en a 8 ou 11`);
  if (!FORME.test(net)) return refuser(`« ${texte.trim()} » n’est pas un BIC (PSSTFRPPXXX)`);
  if (net.charAt(7) === '0') return refuser('BIC d’essai : demandez celui de la banque');
  return accepter(net);
}

/** Ce qui ne va pas entre un BIC et un IBAN, deux valeurs déjà vérifiées ; null s’ils sont du même pays. */
export function ecartBicIban(bic: string, iban: string): string | null {
  const [duBic, delIban] = [bic.slice(4, 6), iban.slice(0, 2)];
  const attendu = PAYS_DE_L_IBAN.get(duBic) ?? duBic;
  // Monaco : les banques françaises y tiennent des comptes MC sous leur BIC français.
  const monaco = delIban === 'MC' && duBic === 'FR';
  return attendu === delIban || monaco ? null : `BIC d’un autre pays (${duBic}) que l’IBAN (${delIban})`;
}
