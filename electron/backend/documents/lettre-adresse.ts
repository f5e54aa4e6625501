import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import type { Destinataire } from './lettre-donnees.ts';

/**
 * Le pavé du destinataire, ligne à ligne. Une adresse reprise du répertoire des entreprises répète le nom et la ville
 * d’un seul tenant (« COMMUNE D INGRE 1 PLACE DE LA MAIRIE 45140 INGRE FRANCE ») : ils ont déjà leur ligne.
 */
export function lignesDAdresse(destinataire: Destinataire): string[] {
  const { raisonSociale, representant, adresse, codePostal, commune } = destinataire;
  const ville = [codePostal, commune?.toLocaleUpperCase('fr')].filter(Boolean).join(' ');
  const rues = (adresse ?? '').split(/\r\n?|\n/).map((ligne) => sansVille(sansNom(ligne, raisonSociale), destinataire));
  return [raisonSociale, representant === null ? '' : `À l’attention de ${representant}`, ...rues, ville].filter(
    (ligne) => ligne !== '',
  );
}

function mots(texte: string): string[] {
  return normaliserTexte(texte)
    .split(/[^a-z0-9]+/)
    .filter((mot) => mot !== '');
}

function sansNom(ligne: string, nom: string): string {
  const attendus = mots(nom);
  const parties = ligne.trim().split(/\s+/);
  let vus = 0;
  let rang = 0;
  while (vus < attendus.length && rang < parties.length) {
    const ceux = mots(parties[rang] ?? '');
    if (ceux.some((mot, decalage) => mot !== attendus[vus + decalage])) return ligne.trim();
    vus += ceux.length;
    rang += 1;
  }
  return vus === attendus.length ? parties.slice(rang).join(' ') : ligne.trim();
}

/** Sans commune connue, rien n’est retiré : la ville ne serait plus écrite nulle part. */
function sansVille(ligne: string, { codePostal, commune }: Destinataire): string {
  const net = ligne.replace(/(?:^|\s+)FRANCE$/, '');
  if (codePostal === null || commune === null || !/^\d{5}$/.test(codePostal)) return net;
  return net.replace(new RegExp(`(?:^|\\s+)${codePostal}(?:\\s+\\D*)?$`), '').trim();
}
