import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { lancerClas } from '../../../clas.ts';
import { lireStructure } from '../documents/lire-pdf.ts';
import { ouvrirExempleCopie } from '../exemple-essai.ts';
import { COMPLET, idDe, question, SANS_RIB } from './demandes-essai.ts';

let dossier: string;
let base: string;

function clas(...args: string[]) {
  return lancerClas(...args, '--base', base);
}

interface Ecrites {
  readonly envoyees: boolean;
  readonly fichiers: readonly {
    fichier: string;
    dossiers: string[];
    echeance: string;
    sha256: string;
    pages: number;
  }[];
}

/** L’heure de la commande est celle du poste : une échéance au-delà de tout délai proposé. */
const ECHEANCE = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  const essai = await ouvrirExempleCopie();
  for (const [numero, texte] of [
    [SANS_RIB, 'Quels jours ?'],
    [COMPLET, 'Où ?'],
  ] as const) {
    const dossierId = await idDe(essai.api, essai.campagneId, numero);
    await essai.api.demandes.ajouter({ dossierId, lignes: [question(texte)] });
  }
  essai.fermer();
  ({ dossier } = essai);
  base = join(dossier, 'base.sqlite');
}, 120_000);

test('mauvais usage et refus : rien n’est écrit', () => {
  const sortie = join(dossier, 'refuse.pdf');
  const cas: readonly (readonly [string[], number, string])[] = [
    [['--echeance', '30/06/2026', '--sortie', sortie], 2, 'usage'],
    [['--dossier', '999', '--sortie', sortie], 1, 'rien_a_envoyer'],
  ];
  for (const [args, code, refus] of cas)
    expect(clas('lettres-demandes', ...args)).toMatchObject({ code, json: { erreurs: [{ code: refus }] } });
  expect(existsSync(sortie)).toBe(false);
});

test('clas demandes liste ; lettres-demandes écrit une liasse, un dossier de lettres, une seule, puis marque envoyées', () => {
  const avant = clas('demandes');
  expect(avant.code).toBe(0);
  expect(avant.json['demandes']).toMatchObject([
    { numero: COMPLET, etat: 'brouillon', lignes: [{ texte: 'Où ?' }] },
    { numero: SANS_RIB, etat: 'brouillon', lignes: [{ texte: 'RIB' }, { texte: 'Quels jours ?' }] },
  ]);

  const liasse = join(dossier, 'liasse.pdf');
  const une = clas('lettres-demandes', '--sortie', liasse, '--echeance', ECHEANCE);
  expect(une).toMatchObject({ code: 0, json: { envoyees: false, fichiers: [{ echeance: ECHEANCE, pages: 2 }] } });
  expect(lireStructure(readFileSync(liasse)).pages).toBe(2);

  const lettres = join(dossier, 'lettres');
  clas('lettres-demandes', '--sortie', lettres, '--echeance', ECHEANCE);
  expect(readdirSync(lettres).map((nom) => /^demande-(\d+)-/.exec(nom)?.[1])).toEqual([COMPLET, SANS_RIB]);

  const seule = join(dossier, 'seule.pdf');
  const envoi = clas('lettres-demandes', '--dossier', COMPLET, '--sortie', seule, '--echeance', ECHEANCE, '--envoyer');
  // La sortie de la commande est du JSON à nous.
  const { envoyees, fichiers } = envoi.json as unknown as Ecrites;
  expect(envoyees).toBe(true);
  expect(readFileSync(seule).equals(readFileSync(join(lettres, readdirSync(lettres)[0] ?? '')))).toBe(true);
  expect(clas('demandes').json['demandes']).toMatchObject([
    { numero: COMPLET, etat: 'envoyee', echeance: ECHEANCE, lettres: [{ sha256: fichiers[0]?.sha256 }] },
    { numero: SANS_RIB, etat: 'brouillon' },
  ]);
  expect(clas('verifier')).toMatchObject({ code: 0, json: { sain: true } });
}, 120_000);
