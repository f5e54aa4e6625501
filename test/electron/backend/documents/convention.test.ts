import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ecrireConventions } from '../../../../electron/backend/documents/convention.ts';
import type { PapierDeConvention } from '../../../../electron/backend/documents/convention-donnees.ts';
import { exempleDe } from '../../../../shared/domaine/conventions/exemple.ts';
import { MODELE_CONVENTION } from '../../../../shared/domaine/conventions/modele.ts';
import { remplirConvention } from '../../../../shared/domaine/conventions/remplir.ts';
import { dossierTemporaire, RESSOURCES } from '../socle-essai.ts';
import { lirePages, PDFTOTEXT_PRESENT } from './lire-pdf.ts';

const expediteur: PapierDeConvention['expediteur'] = {
  identite: {
    nom: 'Caf du Loiret',
    service: '',
    adresse: '2 place St Charles',
    codePostal: '45946',
    ville: 'Orléans',
    telephone: '',
    courriel: '',
  },
  anneeScolaire: '2026-2027',
  agent: 'Claire Aubry',
  courrielAgent: null,
  jour: '2026-10-12',
  editeLe: '2026-10-12T00:00:00.000Z',
  version: '0',
};

async function pagesDe(avenant: string): Promise<string[]> {
  const faits = exempleDe('avenant');
  const papier: PapierDeConvention = {
    numero: '24146449',
    raisonSociale: faits.structure,
    representant: null,
    adresse: null,
    codePostal: null,
    commune: null,
    siret: null,
    reference: faits.numero,
    nature: 'avenant',
    texte: remplirConvention({ ...MODELE_CONVENTION, avenant }, faits),
    expediteur,
  };
  const sortie = join(dossierTemporaire(), 'avenant.pdf');
  await ecrireConventions(
    { ...expediteur, empreinteJournal: '', lettres: [papier] },
    { ressources: RESSOURCES, sortie },
  );
  return lirePages(sortie, 'raw');
}

test.runIf(PDFTOTEXT_PRESENT)('les signatures ne passent jamais seules à la page suivante', async () => {
  for (const lignes of [4, 8, 12]) {
    const ajout = Array.from({ length: lignes }, (_, rang) => `Ligne d’essai ${rang}.`).join('\n\n');
    const pages = await pagesDe(
      MODELE_CONVENTION.avenant.replace('{tableau_changements}', `{tableau_changements}\n\n${ajout}`),
    );
    expect(pages).toHaveLength(2);
    expect(pages[1]).toMatch(/Article 4 .*Autres clauses.*Fait en deux exemplaires/);
  }
  // Une dernière clause longue, d’un seul tenant ou trop longue pour l’être, s’imprime en entier.
  for (const mots of [240, 1400]) {
    const texte = (await pagesDe(`${MODELE_CONVENTION.avenant}\n\n${'clause '.repeat(mots)}fin.`)).join(' ');
    expect(texte.split('clause ').length - 1).toBe(mots);
    expect(texte).toMatch(/fin\. .*Fait en deux exemplaires/);
  }
});
