import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { lireTableur } from '../../../electron/backend/tableurs/lire-tableur.ts';
import { lancerClas } from '../../clas.ts';
import { dossierTemporaire } from './socle-essai.ts';

const dossier = dossierTemporaire();
const base = join(dossier, 'base.sqlite');
const ENTETE = 'N° dossier;Nom de la structure;SIRET;Commune;Nom du groupe;Nombre d’enfants;Coût du collectif';
const AMIS = 'A-1;Les Amis;41000000400011;Orléans;Rouge;10;6 000,00';
const PARCOURS = 'A-2;Parcours;41000137400017;Gien;Bleu;9;5 200,00';

/** Chaque commande démarre un Node : une seconde, cinq sur une machine occupée. */
const ATTENTE = 60_000;

interface Sortie {
  readonly code: number | null;
  readonly texte: string;
  readonly json: Record<string, unknown>;
}

/** Un seul document JSON sur la sortie, et rien d’autre : JSON.parse le vérifie. */
function clas(commande: string, ...args: string[]): Sortie {
  const sortie = lancerClas(commande, '--base', base, ...args);
  expect(sortie.erreurs).toBe('');
  return sortie;
}

function ranger(nom: string, contenu: string): string {
  const chemin = join(dossier, nom);
  writeFileSync(chemin, contenu);
  return chemin;
}

const tableau = (nom: string, ...lignes: string[]) => ranger(nom, `${[ENTETE, ...lignes].join('\n')}\n`);
const cles = (sortie: Sortie, liste: string) => (sortie.json[liste] as { cle: string }[]).map((d) => d.cle);

beforeAll(() => {
  expect(clas('creer', '--campagne', '2026-2027').code).toBe(0);
}, ATTENTE);

describe('clas importer', () => {
  test(
    'à blanc ne montre que ce qui serait fait ; importé, puis moins de dossiers : il faut confirmer',
    () => {
      const recu = tableau('suivi.csv', AMIS, PARCOURS);
      expect(clas('importer', recu, '--a-blanc')).toMatchObject({
        code: 0,
        json: {
          importId: null,
          dossiers: { nouveaux: 2 },
          differences: [{ cle: 'nouveau:A-1' }, { cle: 'nouveau:A-2' }],
        },
      });
      expect(clas('importer', recu)).toMatchObject({ code: 0, json: { importId: 1, dossiers: { nouveaux: 2 } } });
      const moins = tableau('suivi.csv', AMIS);
      const refus = clas('importer', moins);
      expect(refus).toMatchObject({ code: 1, json: { erreurs: [{ code: 'a_confirmer' }] } });
      expect(clas('importer', moins, '--confirmer')).toMatchObject({ code: 0, json: { dossiers: { disparus: 1 } } });
    },
    ATTENTE,
  );

  test(
    '--decisions répond ligne par ligne ; sans réponse, la ligne reste à l’écart et se dit',
    () => {
      const suite = tableau(
        'suivi.csv',
        AMIS.replace(';10;', ';12;'),
        PARCOURS,
        'A-3;Assoc. Les Amis;;Gien;Vert;8;4 000,00',
      );
      const seul = clas('importer', suite, '--a-blanc');
      expect(cles(seul, 'aDecider')).toHaveLength(1);
      expect(seul.json).toMatchObject({ dossiers: { nouveaux: 0, modifies: 1 } });
      const [porteur = ''] = cles(seul, 'aDecider');
      const reponses = { [porteur]: 'rattacher:1', 'modifie:A-1:collectif 1:effectif': 'garder' };
      const decisions = ranger('decisions.json', JSON.stringify(reponses));
      expect(clas('importer', suite, '--decisions', decisions)).toMatchObject({
        code: 0,
        json: { aDecider: [], dossiers: { nouveaux: 1 } },
      });
      const dossiers = clas('dossiers').json as unknown as { numero: string; structure: { raisonSociale: string } }[];
      expect(dossiers.find((d) => d.numero === 'A-3')?.structure.raisonSociale).toBe('Les Amis');
      expect(clas('importer', suite, '--a-blanc').json).toMatchObject({ dossiers: { inchanges: 3 }, differences: [] });
    },
    ATTENTE,
  );

  test.each([
    ['clé de décision inconnue', ['suivi.csv', '--decisions', 'inconnue.json'], 1, 'decision_inconnue'],
    ['décisions illisibles', ['suivi.csv', '--decisions', 'illisible.json'], 2, 'usage'],
    ['profil inconnu', ['suivi.csv', '--profil', 'Rien'], 1, 'profil_inconnu'],
  ] as const)(
    '%s',
    (_, args, code, erreur) => {
      ranger('inconnue.json', '{"nouveau:Z": "creer"}');
      ranger('illisible.json', '[1');
      const chemins = args.map((a) => (/\.(?:csv|json)$/.test(a) ? join(dossier, a) : a));
      expect(clas('importer', ...chemins)).toMatchObject({ code, json: { erreurs: [{ code: erreur }] } });
    },
    ATTENTE,
  );

  test(
    'un fichier sans aucun dossier est refusé, rien n’est écrit',
    () => {
      const r = clas('importer', ranger('notes.csv', 'Pense-bête\nappeler Sylvie\n'));
      expect(r).toMatchObject({ code: 1, json: { importId: null } });
      expect((r.json['anomalies'] as { bloquante: boolean }[]).some((a) => a.bloquante)).toBe(true);
    },
    ATTENTE,
  );
});

describe('clas rejets, annuler-import, profils', () => {
  test(
    'les rejets d’un fichier : la feuille du porteur et la liste',
    async () => {
      const sortie = join(dossier, 'rejets.xlsx');
      const fautif = tableau('fautif.csv', AMIS.replace('41000000400011', '4,1E+13'));
      expect(clas('rejets', '--sortie', sortie, fautif)).toMatchObject({ code: 0, json: { fichier: sortie } });
      const { feuilles } = await lireTableur(sortie, { nom: 'rejets.xlsx' });
      const textes = JSON.stringify(feuilles);
      expect(textes).toContain('4,1E+13');
      expect(textes).toContain('notation scientifique');
      expect(clas('rejets', '--sortie', sortie, '--import', '99')).toMatchObject({
        code: 1,
        json: { erreurs: [{ code: 'introuvable', message: 'Pas d’import n° 99 dans cette base.' }] },
      });
    },
    ATTENTE,
  );

  test(
    'annuler : le dernier d’abord, jamais deux fois, avec son motif',
    () => {
      const annuler = (n: string, ...args: string[]) => clas('annuler-import', n, ...args);
      expect(annuler('1')).toMatchObject({ code: 2 });
      const trop = annuler('1', '--motif', 'erreur');
      expect(trop).toMatchObject({ code: 1, json: { erreurs: [{ code: 'annulation_impossible' }] } });
      expect(annuler('3', '--motif', 'erreur')).toMatchObject({
        code: 0,
        json: { id: 3, annule: { motif: 'erreur' } },
      });
      expect(clas('profils', '--supprimer', 'X')).toMatchObject({
        code: 1,
        json: { erreurs: [{ code: 'profil_inconnu' }] },
      });
      expect(clas('verifier')).toMatchObject({ code: 0, json: { sain: true } });
    },
    ATTENTE,
  );
});
