import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EtatSeance } from '../../../../shared/contract/seances.ts';
import { calculerHoraire } from '../../../../shared/domaine/horaire.ts';
import { lancerClas } from '../../../clas.ts';
import { ouvrirExempleCopie } from '../exemple-essai.ts';
import type { Essai } from '../socle-essai.ts';

let essai: Essai;
let campagneId: number;
let premiere: EtatSeance;
const seanceDe = (etat: EtatSeance) => {
  if (etat.seance === null) throw new Error('pas de séance');
  return etat.seance;
};
const REGLAGES = {
  date: '2026-09-10',
  heureDebut: '14:00',
  heureFin: '16:00',
  lieu: 'Orléans',
  presidence: '',
  ordre: 'pile' as const,
  membres: [
    { institution: 'caf' as const, nom: 'Sylvie Delorme', fonction: '' },
    { institution: 'etat' as const, nom: 'Karim Vasseur', fonction: '' },
    { institution: 'education_nationale' as const, nom: 'Élodie Marchand', fonction: '' },
  ],
  quorum: 2,
};
const refus = (code: string) => expect.objectContaining({ data: expect.objectContaining({ code }) });

beforeAll(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  ({ campagneId } = copie);
  premiere = await essai.api.seances.lire({ campagneId });
}, 60_000);
afterAll(() => essai.fermer());

describe('la seconde séance, pour les ajournés', () => {
  let seconde: EtatSeance;
  const lire = () => essai.api.seances.lire({ campagneId, seanceId: seanceDe(seconde).id });

  test('se crée depuis la première, reprend ses ajournés à décider, et dit ce qui avait été ajourné', async () => {
    const ajournes = premiere.dossiers.filter((d) => d.listeCollectifs.some((c) => c.decision?.nature === 'ajourne'));
    expect(ajournes.length).toBeGreaterThan(1);
    await expect(essai.api.seances.creer({ ...REGLAGES, campagneId, portee: 'ajournes' })).rejects.toEqual(
      refus('suite_absente'),
    );
    await expect(essai.api.seances.creer({ ...REGLAGES, campagneId, date: '2026-02-31' })).rejects.toEqual(
      refus('date'),
    );
    seconde = await essai.api.seances.creer({
      ...REGLAGES,
      campagneId,
      portee: 'ajournes',
      suiteDe: seanceDe(premiere).id,
    });
    expect(seconde.dossiers.map((d) => d.numero).toSorted()).toEqual(ajournes.map((d) => d.numero).toSorted());
    expect([seconde.decides, seconde.total]).toEqual([0, ajournes.length]);
    for (const dossier of seconde.dossiers) {
      expect(dossier.decision).toBeNull();
      expect(dossier.anterieures[0]).toMatchObject({ date: '2026-07-02', seanceId: seanceDe(premiere).id });
      expect(dossier.anterieures[0]?.texte).not.toBe('');
    }
    expect(seconde.enveloppe.engageCentimes).toBe(premiere.enveloppe.engageCentimes);
    expect(seconde.enveloppe.enAttenteCentimes).toBeGreaterThan(premiere.enveloppe.enAttenteCentimes);
    // La première séance, elle, garde ses ajournés décidés.
    const relue = await essai.api.seances.lire({ campagneId, seanceId: seanceDe(premiere).id });
    expect(relue.decides).toBe(premiere.decides);
    expect(relue.seances.map((s) => s.date)).toEqual(['2026-09-10', '2026-07-02']);
  });

  test('un collectif repris y est décidé ; annulé, il reste à son ordre du jour ; redit ajourné, c’est le sien', async () => {
    const seanceId = seanceDe(seconde).id;
    const dossier = seconde.dossiers[0];
    const ids = (dossier?.listeCollectifs ?? []).map((c) => c.id);
    let etat = await essai.api.seances.decider({
      seanceId,
      collectifIds: ids,
      nature: 'agree',
      motif: null,
      texte: '',
    });
    expect(etat.decides).toBe(1);
    expect(etat.dossiers.find((d) => d.id === dossier?.id)).toMatchObject({
      decision: 'agree',
      anterieures: dossier?.anterieures,
    });
    const lignes = (await essai.api.paiements.lire({ campagneId })).lignes;
    expect(lignes.filter((l) => l.dossierId === dossier?.id).map((l) => l.dateSeance)).toEqual(['2026-09-10']);
    const dates = new Set(lignes.filter((l) => l.dossierId !== dossier?.id).map((l) => l.dateSeance));
    expect([...dates]).toEqual(['2026-07-02']);
    for (const collectifId of ids) etat = await essai.api.seances.annuler({ seanceId, collectifId, motif: 'erreur' });
    expect([etat.decides, etat.total]).toEqual([0, seconde.total]);
    const second = etat.dossiers.find((d) => d.id !== dossier?.id);
    const repris = second?.listeCollectifs.map((c) => c.id) ?? [];
    const texte = second?.anterieures[0]?.texte ?? '';
    etat = await essai.api.seances.decider({ seanceId, collectifIds: repris, nature: 'ajourne', motif: null, texte });
    const vu = etat.dossiers.find((d) => d.id === second?.id);
    expect(vu?.listeCollectifs.map((c) => c.decision?.seanceId)).toEqual(repris.map(() => seanceId));
    expect(vu?.anterieures.map((a) => a.date)).toEqual(repris.map(() => '2026-07-02'));
  });

  test('une décision d’une autre séance ne s’annule pas d’ici, un dossier hors séance ne s’y décide pas', async () => {
    const seanceId = seanceDe(seconde).id;
    const agree = premiere.dossiers.find((d) => d.decision === 'agree');
    const collectifId = agree?.listeCollectifs[0]?.id ?? 0;
    await expect(essai.api.seances.annuler({ seanceId, collectifId, motif: 'x' })).rejects.toEqual(
      refus('autre_seance'),
    );
    await expect(
      essai.api.seances.decider({ seanceId, collectifIds: [collectifId], nature: 'refuse', motif: null, texte: 'x' }),
    ).rejects.toEqual(refus('hors_seance'));
  });

  test('présences et quorum, récusation, avis ; un membre gardé les garde, un récusé ne part pas sans le dire', async () => {
    const { id: seanceId, membres } = seanceDe(seconde);
    const [sylvie, karim, elodie] = membres;
    const dossierId = seconde.dossiers[0]?.id ?? 0;
    await essai.api.seances.presence({ seanceId, membreId: sylvie?.id ?? 0, presence: 'present' });
    await essai.api.seances.presence({ seanceId, membreId: karim?.id ?? 0, presence: 'excuse' });
    await essai.api.seances.recuser({ seanceId, dossierId, membreId: sylvie?.id ?? 0, motif: 'siège au bureau' });
    await essai.api.seances.donnerAvis({ seanceId, dossierId, institution: 'etat', sens: 'reserve', texte: 'à voir' });
    let etat = await essai.api.seances.donnerAvis({
      seanceId,
      dossierId,
      institution: 'caf',
      sens: 'favorable',
      texte: '',
    });
    expect(seanceDe(etat).membres.map((m) => m.presence)).toEqual(['present', 'excuse', null]);
    expect(etat.dossiers.find((d) => d.id === dossierId)).toMatchObject({
      recusations: [{ membreId: sylvie?.id, nom: 'Sylvie Delorme', motif: 'siège au bureau' }],
      avis: expect.arrayContaining([{ institution: 'etat', sens: 'reserve', texte: 'à voir' }]),
    });
    // L’ordre change, un membre arrive : les autres gardent présence et récusation.
    const nouveau = { institution: 'autre' as const, nom: 'Ève Colin', fonction: '', courriel: null };
    const membresModifies = [elodie, sylvie, karim].flatMap((m) => (m ? [m] : []));
    etat = await essai.api.seances.modifier({ ...REGLAGES, seanceId, membres: [nouveau, ...membresModifies] });
    expect(seanceDe(etat).membres.map((m) => [m.nom, m.presence])).toEqual([
      ['Ève Colin', null],
      ['Élodie Marchand', null],
      ['Sylvie Delorme', 'present'],
      ['Karim Vasseur', 'excuse'],
    ]);
    const sansSylvie = seanceDe(etat).membres.filter((m) => m.nom !== 'Sylvie Delorme');
    const sans = { ...REGLAGES, seanceId, membres: sansSylvie };
    await expect(essai.api.seances.modifier(sans)).rejects.toEqual(refus('membre_recuse'));
    expect(seanceDe(await lire()).membres).toHaveLength(4);
    etat = await essai.api.seances.modifier({ ...sans, confirmer: true });
    expect(etat.dossiers.find((d) => d.id === dossierId)?.recusations).toEqual([]);
    await expect(essai.api.seances.supprimer({ seanceId })).rejects.toEqual(refus('seance_tenue'));
    const effacee = await essai.api.seances.donnerAvis({
      seanceId,
      dossierId,
      institution: 'etat',
      sens: null,
      texte: '',
    });
    expect(effacee.dossiers.find((d) => d.id === dossierId)?.avis.map((a) => a.institution)).toEqual(['caf']);
  });
});

test('ordre du jour à la main : place et minutes gardées, heures calculées comme sur le papier', async () => {
  const choisis = premiere.dossiers.slice(0, 4).map((d) => d.id);
  const neuve = await essai.api.seances.creer({
    ...REGLAGES,
    campagneId,
    date: '2026-10-01',
    portee: 'choisis',
    dossierIds: choisis,
  });
  const seanceId = seanceDe(neuve).id;
  const voulu = choisis.toReversed();
  const points = voulu.map((dossierId, i) => ({ dossierId, minutes: i === 1 ? 25 : null }));
  const etat = await essai.api.seances.ordonner({ seanceId, ordre: 'main', points });
  expect(etat.dossiers.map((d) => d.id)).toEqual(voulu);
  expect(etat.dossiers.map((d) => d.minutes)).toEqual([null, 25, null, null]);
  const { points: horaire, fin } = calculerHoraire(seanceDe(etat), etat.dossiers);
  expect(horaire.find((p) => p.dossier?.id === voulu[1])?.duree).toBe(25);
  expect(horaire.flatMap((p) => p.dossier?.id ?? [])).toEqual(voulu);
  expect([horaire[0]?.debut, fin]).toEqual(['14:00', '16:00']);
  const [premierPoint] = points;
  await expect(
    essai.api.seances.ordonner({ seanceId, ordre: 'main', points: premierPoint ? [premierPoint, premierPoint] : [] }),
  ).rejects.toEqual(refus('dossier_double'));
  await expect(essai.api.seances.ordonner({ seanceId, ordre: 'main', points: [] })).rejects.toEqual(
    refus('sans_dossier'),
  );
  const reduite = await essai.api.seances.ordonner({ seanceId, ordre: 'note', points: points.slice(0, 2) });
  expect(reduite.total).toBe(2);
  expect((await essai.api.seances.supprimer({ seanceId })).seances.map((s) => s.id)).not.toContain(seanceId);
});

test('décision groupée : chaque ligne contrôlée, ce qui bloque n’est pas pris, et rien ne se prend à moitié', async () => {
  const seanceId = seanceDe(premiere).id;
  const agrees = premiere.dossiers.filter((d) => d.decision === 'agree').slice(0, 4);
  const [a, b, c, d] = agrees;
  if (!a || !b || !c || !d) throw new Error('exemple trop court');
  for (const dossier of [a, b, c])
    for (const { id } of dossier.listeCollectifs)
      await essai.api.seances.annuler({ seanceId, collectifId: id, motif: 'à revoter' });
  const membreId = seanceDe(premiere).membres[0]?.id ?? 0;
  await essai.api.seances.recuser({ seanceId, dossierId: b.id, membreId, motif: 'parent d’élève' });
  await essai.api.instruction.declarerLien({ dossierId: c.id, motif: 'bénévole' });
  const groupe = {
    seanceId,
    dossierIds: agrees.map((un) => un.id),
    nature: 'agree' as const,
    motif: null,
    texte: '',
  };
  const vu = await essai.api.seances.verifierGroupe(groupe);
  const blocages = new Map(vu.lignes.map((l) => [l.dossierId, l.blocages.join(' ')]));
  expect(blocages.get(a.id)).toBe('');
  expect(blocages.get(b.id)).toContain('s’en déporte');
  expect(blocages.get(c.id)).toContain('lien d’intérêt');
  expect(blocages.get(d.id)).toContain('déjà décidé');
  expect(vu.montantCentimes).toBe(a.droitCentimes);
  const etat = await essai.api.seances.lire({ campagneId, seanceId });
  expect(vu.lignes[0]?.resteCentimes).toBe((etat.enveloppe.resteCentimes ?? 0) - a.droitCentimes);
  expect(vu.lignes[1]?.resteCentimes).toBe(vu.lignes[0]?.resteCentimes);
  // Tout le groupe, une ligne bloquée comprise : refusé, et a n’est pas décidé.
  const tout = { ...groupe, montantCentimes: vu.montantCentimes };
  await expect(essai.api.seances.deciderGroupe(tout)).rejects.toEqual(refus('ligne_bloquee'));
  const seul = { ...groupe, dossierIds: [a.id] };
  await expect(essai.api.seances.deciderGroupe({ ...seul, montantCentimes: 1 })).rejects.toEqual(
    refus('montant_change'),
  );
  await expect(essai.api.seances.deciderGroupe({ ...seul, nature: 'refuse', montantCentimes: 0 })).rejects.toEqual(
    refus('motif_absent'),
  );
  const apres = await essai.api.seances.lire({ campagneId, seanceId });
  expect(apres.enveloppe).toEqual(etat.enveloppe);
  const pris = await essai.api.seances.deciderGroupe({ ...seul, montantCentimes: a.droitCentimes });
  expect(pris.dossiers.find((un) => un.id === a.id)?.decision).toBe('agree');
  expect(pris.enveloppe.engageCentimes).toBe(apres.enveloppe.engageCentimes + a.droitCentimes);
  expect((await essai.api.paiements.lire({ campagneId })).controles.every((k) => k.egal)).toBe(true);
});

test('motifs : liste à soi, un motif qui a servi se retire sans s’effacer et se lit encore', async () => {
  const { motifs } = await essai.api.parametres.lire();
  const neuf = { code: 'visite', libelle: 'Visite à faire', natures: ['ajourne' as const], actif: true };
  await essai.api.parametres.modifierMotifs({ motifs: [...motifs, neuf] });
  const seanceId = seanceDe(premiere).id;
  const dossier = premiere.dossiers.find((d) => d.decision === 'refuse');
  const collectifIds = dossier?.listeCollectifs.map((c) => c.id) ?? [];
  const decision = { seanceId, collectifIds, nature: 'ajourne' as const, motif: 'visite', texte: '' };
  await essai.api.seances.decider(decision);
  await expect(essai.api.seances.decider({ ...decision, nature: 'refuse' })).rejects.toEqual(refus('motif_inconnu'));
  await expect(essai.api.parametres.modifierMotifs({ motifs })).rejects.toEqual(refus('motif_utilise'));
  await essai.api.parametres.modifierMotifs({ motifs: [...motifs, { ...neuf, actif: false }] });
  // Retiré, il reste à la décision qui le porte ; ailleurs, il est refusé.
  await essai.api.seances.decider({ ...decision, texte: 'avant octobre' });
  const autre = premiere.dossiers.find((d) => d.decision === 'agree_sous_reserve')?.listeCollectifs[0]?.id ?? 0;
  await expect(essai.api.seances.decider({ ...decision, collectifIds: [autre] })).rejects.toEqual(
    refus('motif_retire'),
  );
  const { motifs: apres } = await essai.api.parametres.modifierMotifs({ motifs: null });
  expect(apres.find((m) => m.code === 'visite')).toEqual({ ...neuf, actif: false });
  expect((await essai.api.seances.lire({ campagneId })).motifs).toEqual(apres);
  await expect(
    essai.api.parametres.modifierMotifs({ motifs: apres.map((m) => ({ ...m, natures: ['refuse' as const] })) }),
  ).rejects.toEqual(refus('nature_sans_motif'));
});

test('clas seance creer|liste : une séance pour les ajournés, par la commande, et ses refus', () => {
  const base = join(essai.dossier, 'base.sqlite');
  const clas = (...args: string[]) =>
    lancerClas<{ seances: unknown[]; dossiers: number }>('seance', ...args, '--base', base);
  const membres = join(essai.dossier, 'membres.json');
  writeFileSync(membres, JSON.stringify([{ institution: 'caf', nom: 'Ève Colin', fonction: 'Présidente' }]));
  const creee = clas(
    'creer',
    '--date',
    '2026-11-05',
    '--suite-de',
    '2026-07-02',
    '--membres',
    membres,
    '--quorum',
    '1',
  );
  expect(creee).toMatchObject({ code: 0, json: { date: '2026-11-05', portee: 'ajournes', membres: 1 } });
  const { json } = clas('liste');
  expect(json.seances.at(-1)).toMatchObject({
    date: '2026-11-05',
    decides: 0,
    dossiers: creee.json.dossiers,
    ajournesAvant: creee.json.dossiers,
  });
  writeFileSync(membres, JSON.stringify([{ institution: 'mairie', nom: 'X', fonction: '' }]));
  expect(clas('creer', '--date', '2026-11-06', '--membres', membres)).toMatchObject({
    code: 1,
    json: { erreurs: [{ code: 'membres_illisibles' }] },
  });
  expect(clas('creer', '--date', '2026-11-06', '--suite-de', '2025-01-01')).toMatchObject({
    code: 1,
    json: { erreurs: [{ code: 'seance_absente' }] },
  });
});
