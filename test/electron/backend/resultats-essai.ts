import { dossiers } from '../../../db/schema/dossiers.ts';
import { structures } from '../../../db/schema/structures.ts';
import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import { ouvrirExempleCopie } from './exemple-essai.ts';
import type { Essai } from './socle-essai.ts';

export interface EssaiResultats {
  readonly essai: Essai;
  readonly campagneId: number;
  /** Lu par deux agents : ses niveaux sont des moyennes. */
  readonly deuxLecteurs: LigneDossier;
  /** Un critère sans niveau : note partielle, sans rang. */
  readonly partiel: LigneDossier;
}

/** La campagne d’exemple, un dossier relu par un second agent, un autre rouvert et incomplet. */
export async function ouvrirResultats(): Promise<EssaiResultats> {
  const essai = await ouvrirExempleCopie();
  const { api, campagneId, agentId } = essai;
  const deuxLecteurs = lignesDe(await api.dossiers.lister({ campagneId }), 'Camille Aubry', 0);
  const partiel = lignesDe(await api.dossiers.lister({ campagneId }), 'Camille Aubry', 1);
  await api.session.choisirAgent({ agentId });
  await api.lectures.rouvrir({ dossierId: partiel.id, motif: 'À revoir' });
  await api.lectures.noter({ dossierId: partiel.id, critere: 'P3', niveau: null });
  const second = await api.session.creerAgent({ prenom: 'Inès', nom: 'Quillet', courriel: null });
  await api.session.choisirAgent({ agentId: second.id });
  const { charte } = await api.lectures.lire({ dossierId: deuxLecteurs.id });
  const criteres = charte.axes.flatMap((axe) => axe.criteres);
  for (const [rang, { code }] of criteres.entries()) {
    const niveau = rang % 5 === 4 ? 'sans_objet' : rang % 2 === 0 ? 1 : 2;
    await api.lectures.noter({
      dossierId: deuxLecteurs.id,
      critere: code,
      niveau,
      commentaire: `Avis d’Inès sur ${code}`,
    });
  }
  await api.lectures.terminer({ dossierId: deuxLecteurs.id });
  await api.session.choisirAgent({ agentId });
  return { essai, campagneId, deuxLecteurs, partiel };
}

function lignesDe(lignes: readonly LigneDossier[], lecteur: string, rang: number): LigneDossier {
  const trouvee = lignes.filter(({ lecteurs }) => lecteurs.includes(lecteur))[rang];
  if (!trouvee) throw new Error('dossier attendu');
  return trouvee;
}

/** L’année d’avant : trois structures déjà connues, et une qui n’est pas revenue. */
export async function ajouterAnneePrecedente({ essai }: EssaiResultats, connues: readonly number[]): Promise<number> {
  const { id: campagneId } = await essai.api.campagnes.creer({
    anneeScolaire: '2025-2026',
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: null,
    dateLimiteDepot: '2025-03-31',
  });
  const { db } = essai.context;
  const instant = '2025-06-12T08:00:00.000Z';
  const partie = db
    .insert(structures)
    .values({ raisonSociale: 'Les Absents du Loiret', creeLe: instant })
    .returning({ id: structures.id })
    .get();
  db.insert(dossiers)
    .values(
      [...connues, partie.id].map((structureId, rang) => ({
        campagneId,
        numero: `2025${rang}`,
        structureId,
        montantDemandeCentimes: 100_000 * (rang + 1),
        empreinteSource: `essai-${rang}`,
        creeLe: instant,
        modifieLe: instant,
      })),
    )
    .run();
  return campagneId;
}
