import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ecrire } from '../../../db/ecrire.ts';
import { acteur } from '../../../electron/backend/acteur.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { lancerClas as clas } from '../../clas.ts';
import { avecLibreOffice, enregistrerUn, recalculer } from '../../fixtures/tableurs/libreoffice.ts';
import { colonneLarge, ouvrirGrille } from './grilles-classeur.ts';
import { agents, type Banc, ouvrirBanc, preparerDepart, remplir } from './grilles-essai.ts';
import { dossierTemporaire } from './socle-essai.ts';
import { fausserResultats, lireClasseurBrut } from './tableurs/ecrire-lecture.ts';

type Niveaux = Readonly<Record<string, number | 'SO' | undefined>>;

/** La note telle qu’on la poserait à la main, sans rien de l’application. */
function noteALaMain(charte: Charte, niveau: (critere: string) => number | null): number {
  let points = 0;
  let poids = 0;
  for (const axe of charte.axes) {
    let haut = 0;
    let bas = 0;
    for (const critere of axe.criteres) {
      const n = niveau(critere.code);
      if (n === null) continue;
      haut += critere.poids * n;
      bas += critere.poids * 3;
    }
    if (bas === 0) continue;
    points += (axe.poids * 100 * haut) / bas;
    poids += axe.poids;
  }
  return Math.round((points / poids) * 10 + 1e-9) / 10;
}

/** Des niveaux variés, toujours les mêmes, « sans objet » compris. */
function niveauxVaries(codes: readonly string[], graine: number): Niveaux {
  return Object.fromEntries(
    codes.map((code, i) => {
      const tire = (graine * 7919 + i * 104_729 + i * i * 31) % 11;
      return [code, tire > 9 ? ('SO' as const) : tire % 4];
    }),
  );
}

/** La pile de chacun : ses dossiers, et eux seuls. */
function attribuer(banc: Banc, dossierIds: readonly number[], agentIds: readonly number[]): void {
  const { db } = banc.context;
  ecrire(db, acteur(banc.context), (tx) => {
    const poser = db.$client.prepare(
      'INSERT INTO attributions (dossier_id, agent_id, role, instant) VALUES (?, ?, ?, ?)',
    );
    for (const id of dossierIds) for (const agent of agentIds) poser.run(id, agent, 'lecteur', tx.acteur.instant);
    tx.journaliser({ action: 'attribution.poser', libelle: 'Essai', objet: 'campagne:1' });
  });
}

beforeAll(preparerDepart, 60_000);

describe.skipIf(!avecLibreOffice)('sous LibreOffice', () => {
  let banc: Banc;
  let charte: Charte;
  let codes: readonly string[] = [];
  const atelier = dossierTemporaire();
  beforeAll(async () => {
    banc = await ouvrirBanc();
    ({ charte } = await banc.api.lectures.lire({ dossierId: banc.ids[0] ?? 0 }));
    codes = charte.axes.flatMap((axe) => axe.criteres.map((c) => c.code));
  });

  test('chaque formule recalculée donne le résultat gardé, aux deux formes', async () => {
    const [complet = 0, partiel = 0, vide = 0] = banc.ids;
    const niveaux = niveauxVaries(codes, 3);
    for (const critere of codes) {
      const niveau = niveaux[critere];
      if (niveau === undefined) continue;
      await banc.api.lectures.noter({
        dossierId: complet,
        critere,
        niveau: niveau === 'SO' ? 'sans_objet' : (niveau as 0 | 1 | 2 | 3),
        commentaire: niveau === 0 || niveau === 3 ? '=un commentaire' : '',
      });
    }
    await banc.api.lectures.noter({ dossierId: partiel, critere: 'EJ1', niveau: 2 });
    await banc.api.lectures.noter({ dossierId: partiel, critere: 'P1', niveau: 'sans_objet' });
    await banc.api.lectures.constater({
      dossierId: partiel,
      condition: 'budget_equilibre',
      reponse: 'non_renseigne',
      commentaire: 'À revoir',
    });
    const chemins = [
      await banc.produire([complet, partiel, vide]),
      await banc.produire([complet, partiel, vide], 'large'),
    ];
    const faux: string[] = [];
    for (const [rang, chemin] of chemins.entries()) {
      const copie = join(atelier, `faux-${rang}.xlsx`);
      await fausserResultats(chemin, copie);
      faux.push(copie);
    }
    const recalcules = recalculer(atelier, faux);
    for (const [rang, chemin] of chemins.entries()) {
      const attendu = await lireClasseurBrut(chemin);
      const relu = await lireClasseurBrut(recalcules[rang] ?? '');
      const ecarts: string[] = [];
      let formules = 0;
      for (const [feuille, cellules] of attendu.cellules) {
        for (const [adresse, gardee] of cellules) {
          if (gardee.formule === null) continue;
          formules += 1;
          const lue = relu.cellules.get(feuille)?.get(adresse);
          const egales =
            gardee.type === 'nombre'
              ? lue?.type === 'nombre' && Math.abs(lue.nombre - gardee.nombre) < 1e-9
              : (lue?.texte ?? '') === gardee.texte;
          if (!egales) ecarts.push(`${feuille}!${adresse} « ${gardee.texte} » → « ${lue?.texte} » ${gardee.formule}`);
        }
      }
      expect(ecarts).toEqual([]);
      expect(formules).toBeGreaterThan(30);
    }
  }, 120_000);

  test('deux lectrices, deux formes : clas dossiers dit la note du tableur et celle posée à la main', async () => {
    const base = join(banc.dossier, 'base.sqlite');
    const cibles = banc.ids.slice(5, 9);
    attribuer(banc, cibles, [agents.alice, agents.bea]);
    banc.fermer();
    const alice = new Map(cibles.map((id, rang) => [id, niveauxVaries(codes, 11 + rang)]));
    const bea = new Map(cibles.map((id, rang) => [id, niveauxVaries(codes, 29 + rang)]));

    // Alice : une feuille par dossier, remplie, recalculée et enregistrée par LibreOffice.
    const feuilles = join(atelier, 'alice.xlsx');
    expect(clas('grille', '--base', base, '--agent', 'Alice Petit', '--sortie', feuilles)).toMatchObject({
      code: 0,
      json: { dossiers: cibles.length, forme: 'feuilles' },
    });
    const remplie = await remplir(feuilles, (g) => {
      for (const [id, niveaux] of alice)
        for (const code of codes) {
          const niveau = niveaux[code];
          g.noter(id, code, niveau ?? null, niveau === 0 || niveau === 3 ? `Pourquoi ${niveau}` : '');
        }
    });
    const [recalculee = ''] = recalculer(atelier, [remplie]);
    const lue = await ouvrirGrille(recalculee);
    const brut = await lireClasseurBrut(recalculee);
    const duTableur = new Map(cibles.map((id) => [id, brut.cellules.get(lue.feuille(id).name)?.get('C4')?.nombre]));
    expect(clas('lectures', '--base', base, recalculee)).toMatchObject({ code: 2 });
    const aBlanc = clas('lectures', '--base', base, '--agent', 'Alice Petit', recalculee, '--a-blanc');
    expect(aBlanc).toMatchObject({ code: 0, json: { anomalies: [], changements: 0, aBlanc: true } });
    const reprise = clas('lectures', '--base', base, '--agent', 'Alice Petit', recalculee);
    expect(reprise).toMatchObject({ code: 0, json: { changements: cibles.length * codes.length } });
    expect(clas('lectures', '--base', base, '--agent', 'Alice Petit', recalculee).json['changements']).toBe(0);
    const numeros = new Map(
      (reprise.json['dossiers'] as { id: number; numero: string }[]).map((d) => [d.id, d.numero]),
    );
    const notes = () =>
      new Map(
        (clas('dossiers', '--base', base).json as unknown as { numero: string; note: number | null }[]).map((d) => [
          d.numero,
          d.note,
        ]),
      );
    const seule = notes();
    for (const id of cibles) {
      const niveau = (code: string) => {
        const n = alice.get(id)?.[code];
        return typeof n === 'number' ? n : null;
      };
      expect(seule.get(numeros.get(id) ?? '')).toBe(noteALaMain(charte, niveau));
      expect(duTableur.get(id)).toBe(noteALaMain(charte, niveau));
    }

    // Béa : la feuille large, rendue en ODS.
    const large = join(atelier, 'bea.xlsx');
    expect(clas('grille', '--base', base, '--agent', 'Béa Roux', '--forme', 'large', '--sortie', large).code).toBe(0);
    const remplieLarge = await remplir(large, (g) => {
      const feuille = g.classeur.getWorksheet('Grille');
      if (!feuille) throw new Error('Grille');
      for (let n = 7; n <= feuille.rowCount; n += 1) {
        const id = Number(feuille.getCell(n, 1).text.replace('dossier:', ''));
        for (const code of codes) {
          const niveau = bea.get(id)?.[code];
          if (niveau === undefined) continue;
          feuille.getCell(n, colonneLarge(feuille, `niveau:${code}`)).value = niveau;
          if (niveau === 0 || niveau === 3)
            feuille.getCell(n, colonneLarge(feuille, `commentaire:${code}`)).value = 'Dit pourquoi\nsur deux lignes';
        }
      }
    });
    const ods = enregistrerUn(atelier, remplieLarge, 'ods');
    expect(clas('lectures', '--base', base, '--agent', 'Béa Roux', ods)).toMatchObject({
      code: 0,
      json: { anomalies: [], changements: cibles.length * codes.length },
    });
    const deux = notes();
    for (const id of cibles) {
      const moyenne = (code: string) => {
        const lus = [alice.get(id)?.[code], bea.get(id)?.[code]].filter((n) => typeof n === 'number');
        return lus.length === 0 ? null : lus.reduce((somme, n) => somme + n, 0) / lus.length;
      };
      expect(deux.get(numeros.get(id) ?? '')).toBe(noteALaMain(charte, moyenne));
    }
    // La grille de l’une n’est pas celle de l’autre : refusée, sortie 1.
    expect(clas('lectures', '--base', base, '--agent', 'Béa Roux', recalculee)).toMatchObject({
      code: 1,
      json: { changements: 0, fichiers: [{ refus: expect.stringContaining('Alice Petit') }] },
    });
    expect(clas('lectures', '--base', base, '--agent', 'Béa Roux', join(atelier, 'absent.xlsx'))).toMatchObject({
      code: 1,
      json: { erreurs: [{ code: 'fichier_absent' }] },
    });
    expect(clas('verifier', '--base', base)).toMatchObject({ code: 0, json: { sain: true } });
  }, 240_000);
});
