import { expect, test } from 'vitest';
import { decoderReponses } from '../../../../db/reponses-codees.ts';
import type { DossierLu } from '../../../../electron/backend/imports/dossier-lu.ts';
import { empreinteSource } from '../../../../electron/backend/imports/empreinte-source.ts';
import { coderDossier, deplierLecture, plierLecture } from '../../../../electron/backend/imports/transport.ts';
import { lectureDe, SIRETS } from '../argent-essai.ts';

const source = {
  numero: '1001',
  nom: 'Les Amis',
  siret: SIRETS[0] ?? null,
  iban: null,
  budgetCentimes: 12_345,
  collectifs: ['Rouge', 'Vert'].map((libelle) => ({ libelle, coutCentimes: 100, effectif: 9 })),
};

function transporter(lecture: ReturnType<typeof lectureDe>) {
  return deplierLecture(structuredClone(plierLecture(lecture)));
}

/** Relu par étalement, comme le fait l’alignement des collectifs. */
function etaler(lu: DossierLu): DossierLu {
  return { ...lu, reponses: lu.reponses, collectifs: lu.collectifs.map((c) => ({ ...c })) };
}

test('ce qui traverse le processus de lecture est ce qui a été lu, cellule par cellule', () => {
  const lecture = lectureDe([source, { ...source, numero: '1002' }]);
  expect(transporter(lecture).dossiers.map(etaler)).toEqual(lecture.dossiers);
});

test('l’empreinte transportée est celle du contenu, et l’oublier la recalcule à l’identique', () => {
  const lecture = lectureDe([source]);
  const [recu] = transporter(lecture).dossiers;
  const [lu] = lecture.dossiers;
  if (!recu || !lu) throw new Error('aucun dossier');
  expect(empreinteSource(recu)).toBe(empreinteSource(lu));
  expect(empreinteSource(etaler(recu))).toBe(empreinteSource(lu));
});

test('les réponses gardées suivent ce que l’agent a retouché, jamais le codage d’avant', () => {
  const [recu] = transporter(lectureDe([source])).dossiers;
  if (!recu) throw new Error('aucun dossier');
  const retouche = { ...recu, collectifs: recu.collectifs.map((c) => ({ ...c, rang: c.rang + 3 })) };
  const rangs = (codees: string) => decoderReponses(codees).flatMap((r) => r.collectifRang ?? []);
  expect(rangs(coderDossier(recu))).toEqual([1, 2]);
  expect(rangs(coderDossier(retouche))).toEqual([4, 5]);
});
