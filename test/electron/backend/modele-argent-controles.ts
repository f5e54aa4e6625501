import { expect } from 'vitest';
import { verifierBase } from '../../../electron/backend/journal.ts';
import { lirePaiements } from '../../../electron/backend/paiements/lire.ts';
import { lireEtatSeance } from '../../../electron/backend/seances/lire.ts';
import { planifierEcheances } from '../../../shared/domaine/echeancier.ts';
import { type Etat, visibles } from './modele-argent-etat.ts';

interface LigneArgent {
  readonly numero: string;
  readonly decide: number;
  readonly echeances: number;
  readonly minimum: number;
}

/** Compare la base au modèle, et ses sommes entre elles. Rend l’argent engagé, en centimes. */
export function controler(etat: Etat): number {
  const { banc, dossiers } = etat;
  etat.seance = lireEtatSeance(banc.context, banc.campagneId);
  const { enveloppe } = etat.seance;
  const montres = visibles(etat);
  for (const { modele, ligne, dossier } of montres) {
    const { decision } = ligne;
    expect(decision && { nature: decision.nature, montantCentimes: decision.montantCentimes }, ligne.libelle).toEqual(
      modele.decision,
    );
    expect(ligne.libelle.startsWith(modele.libelle), `${dossier.numero} ${ligne.libelle}`).toBe(true);
  }
  const decides = dossiers.flatMap((d) => d.collectifs.filter((c) => c.decision !== null));
  expect(montres.filter((c) => c.ligne.decision)).toHaveLength(decides.length);
  const total = decides.reduce((n, c) => n + (c.decision?.montantCentimes ?? 0), 0);
  expect(enveloppe.engageCentimes).toBe(total);
  expect(enveloppe.resteCentimes).toBe(etat.enveloppeCentimes === null ? null : etat.enveloppeCentimes - total);
  controlerEcheances(etat);
  const paiements = lirePaiements(banc.context, banc.campagneId);
  expect(paiements.totaux.montantCentimes).toBe(total);
  expect(paiements.lignes.reduce((n, l) => n + l.montantCentimes, 0)).toBe(total);
  expect(paiements.controles.every((c) => c.egal)).toBe(true);
  expect(verifierBase(banc.context).controles.filter((c) => !c.sain)).toEqual([]);
  controlerPorteurs(etat);
  return total;
}

function controlerEcheances({ banc, dossiers, bareme }: Etat): void {
  const { $client: client } = banc.context.db;
  const parDossier = client
    .prepare(
      `SELECT d.numero,
         (SELECT coalesce(sum(x.montant_centimes), 0) FROM decisions x JOIN collectifs c ON c.id = x.collectif_id
           WHERE c.dossier_id = d.id AND x.en_vigueur = 1) AS decide,
         (SELECT coalesce(sum(e.montant_centimes), 0) FROM echeances e WHERE e.dossier_id = d.id) AS echeances,
         (SELECT coalesce(min(e.montant_centimes), 0) FROM echeances e WHERE e.dossier_id = d.id) AS minimum
       FROM dossiers d`,
    )
    .all() as LigneArgent[];
  for (const { numero, decide, echeances, minimum } of parDossier) {
    const collectifs = dossiers.find((d) => d.numero === numero)?.collectifs ?? [];
    const attendu = collectifs.reduce((n, c) => n + (c.decision?.montantCentimes ?? 0), 0);
    expect({ numero, decide, echeances }).toEqual({ numero, decide: attendu, echeances: attendu });
    expect(minimum).toBeGreaterThanOrEqual(0);
    const prevues = attendu > 0 ? planifierEcheances(attendu, bareme, '2026-2027') : [];
    const lignes = client
      .prepare(
        'SELECT e.montant_centimes FROM echeances e JOIN dossiers d ON d.id = e.dossier_id WHERE d.numero = ? ORDER BY e.rang',
      )
      .pluck()
      .all(numero);
    expect(lignes).toEqual(prevues.map((p) => p.montantCentimes));
  }
  const doubles = client
    .prepare('SELECT collectif_id FROM decisions WHERE en_vigueur = 1 GROUP BY collectif_id HAVING count(*) > 1')
    .all();
  expect(doubles).toEqual([]);
}

function controlerPorteurs({ banc, dossiers, importe }: Etat): void {
  if (!importe) return;
  const { $client: client } = banc.context.db;
  const sirets = client
    .prepare('SELECT d.numero, s.siret FROM dossiers d JOIN structures s ON s.id = d.structure_id')
    .all() as { numero: string; siret: string | null }[];
  for (const { numero, siret } of sirets) {
    const attendu = dossiers.find((d) => d.numero === numero)?.siret ?? null;
    if (attendu !== null) expect(siret).toBe(attendu);
  }
  const verifiesParLeSaisissant = client
    .prepare("SELECT id FROM coordonnees_bancaires WHERE etat = 'verifie' AND verifie_par = saisi_par")
    .all();
  expect(verifiesParLeSaisissant).toEqual([]);
}
