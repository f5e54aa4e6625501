import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ecrireLettresNotification } from '../../../../electron/backend/documents/lettre-notification.ts';
import type { LettreNotification } from '../../../../electron/backend/documents/lettre-notification-donnees.ts';
import { faitsDExemple } from '../../../../shared/domaine/lettres-notification/exemple.ts';
import type { FaitsNotification } from '../../../../shared/domaine/lettres-notification/faits.ts';
import { MODELES_NOTIFICATION } from '../../../../shared/domaine/lettres-notification/modele.ts';
import { NATURES_LETTRE, type NatureLettre } from '../../../../shared/domaine/lettres-notification/nature.ts';
import { remplirModele } from '../../../../shared/domaine/lettres-notification/remplir.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { dossierTemporaire, RESSOURCES } from '../socle-essai.ts';
import { aplatir, chevauchements, lireMots, lirePages, lireStructure, PDFTOTEXT_PRESENT } from './lire-pdf.ts';

const EXPEDITEUR = {
  identite: {
    nom: 'Caf du Loiret',
    service: 'Pôle intervention territoriale',
    adresse: '2 place St Charles',
    codePostal: '45946',
    ville: 'Orléans cedex 9',
    telephone: '0810 25 45 10',
    courriel: 'clas@caf-loiret.exemple',
  },
  anneeScolaire: '2026-2027',
  agent: 'Claire Aubry',
  courrielAgent: null,
  jour: '2026-07-06',
  editeLe: '2026-07-06T00:00:00.000Z',
  version: '0.1.0',
};
const LONG =
  'ASSOCIATION POUR LA PROMOTION DE L’ACCOMPAGNEMENT ÉDUCATIF, CULTUREL ET CITOYEN DES ENFANTS, DES JEUNES ET DE LEURS FAMILLES DES QUARTIERS NORD ET EST DE L’AGGLOMÉRATION';

function lettre(
  nature: NatureLettre,
  change: Partial<FaitsNotification> = {},
  sansAdresse = false,
): LettreNotification {
  const faits = { ...faitsDExemple(nature), ...change };
  return {
    numero: '24146449',
    raisonSociale: faits.structure,
    representant: faits.representant,
    adresse: sansAdresse ? null : '4 venelle des Tanneurs',
    codePostal: sansAdresse ? null : '45190',
    commune: sansAdresse ? null : 'Beaugency',
    siret: '99901741100011',
    reference: '2026-N-0018',
    texte: remplirModele(MODELES_NOTIFICATION[nature], faits),
    expediteur: EXPEDITEUR,
  };
}

/** Douze collectifs aux noms démesurés, chacun son montant et sa réserve. */
function douze(nature: NatureLettre): FaitsNotification['collectifs'] {
  const modeles = faitsDExemple(nature).collectifs;
  return Array.from({ length: 12 }, (_, n) => {
    const modele = modeles[n % modeles.length];
    if (!modele) throw new Error('exemple vide');
    const lettreDuCollectif = String.fromCharCode(65 + n);
    const accorde = modele.montantCentimes > 0;
    return {
      ...modele,
      lettre: lettreDuCollectif,
      libelle: `Collectif des élèves du groupe scolaire Jean-Zay et de ses environs n° ${n + 1}`,
      texte: modele.motif === null ? '' : `attendu n° ${n + 1}, ${'à préciser avec l’école '.repeat(3)}`,
      montantCentimes: accorde ? 123_456 + n : 0,
    };
  });
}

async function ecrire(lettres: readonly LettreNotification[]): Promise<string> {
  const sortie = join(dossierTemporaire(), 'lettres.pdf');
  await ecrireLettresNotification({ ...EXPEDITEUR, empreinteJournal: '', lettres }, { ressources: RESSOURCES, sortie });
  return sortie;
}

describe.skipIf(!PDFTOTEXT_PRESENT)('lettres imprimées', () => {
  test('chaque nature tient sur une page, dit ses mots et ses montants', async () => {
    const lettres = NATURES_LETTRE.map((nature) => lettre(nature));
    const chemin = await ecrire(lettres);
    const pages = lirePages(chemin, 'raw').map(aplatir);
    expect(pages).toHaveLength(NATURES_LETTRE.length);
    for (const [rang, { texte }] of lettres.entries()) {
      const page = pages[rang] ?? '';
      expect(page).toContain('Clas 2026-2027 / 24 146 449 / 2026-N-0018');
      expect(page).toContain('1 / 1');
      for (const bloc of texte.blocs) {
        if (bloc.genre === 'paragraphe')
          expect(page).toContain(aplatir(bloc.segments.map((s) => s.texte).join('')).trim());
        if (bloc.genre === 'tableau')
          for (const cellule of [...bloc.lignes.flat(), ...(bloc.total ?? [])])
            for (const ligne of cellule.split('\n')) expect(page).toContain(aplatir(ligne).trim());
      }
    }
    expect(lireMots(chemin).flatMap(chevauchements)).toEqual([]);
    expect(pages.join(' ')).not.toMatch(/\uFFFD|\{/);
  });

  test('nom très long, adresse absente, douze collectifs : rien ne se chevauche, rien ne manque', async () => {
    const lettres = NATURES_LETTRE.flatMap((nature) => [
      lettre(nature, { structure: LONG, representant: null, collectifs: douze(nature) }, true),
      lettre(nature, { structure: LONG, collectifs: douze(nature) }),
    ]);
    const chemin = await ecrire(lettres);
    const mots = lireMots(chemin);
    expect(mots.flatMap(chevauchements)).toEqual([]);
    // Dans les marges : rien n’est coupé au bord du papier.
    expect(mots.flatMap((p) => p.mots.filter((m) => m.x1 < 46 || m.x2 > p.largeur - 46).map((m) => m.texte))).toEqual(
      [],
    );
    const tout = lirePages(chemin, 'raw').map(aplatir).join(' ');
    const total = douze('accord').reduce((n, c) => n + c.montantCentimes, 0);
    expect(tout).toContain(aplatir(formaterEuros(total)));
    for (const { montantCentimes } of douze('accord')) expect(tout).toContain(aplatir(formaterEuros(montantCentimes)));
    expect(lireStructure(readFileSync(chemin)).pages).toBe(mots.length);
  });

  test('mêmes données, mêmes octets', async () => {
    const [une, deux] = await Promise.all([ecrire([lettre('accord')]), ecrire([lettre('accord')])]);
    expect(readFileSync(une ?? '').equals(readFileSync(deux ?? ''))).toBe(true);
  });
});
