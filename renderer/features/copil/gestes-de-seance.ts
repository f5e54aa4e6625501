import type { AvisSeance, EtatSeance, Institution, OrdreSeance, Presence } from '../../../shared/contract/seances.ts';
import { api } from '../../api.ts';
import type { FileDeSaisies } from '../../saisies.ts';
import { accorde, avecDecisions, type Decision } from './decisions-optimistes.ts';

export interface PointVoulu {
  readonly dossierId: number;
  readonly minutes: number | null;
}

type Dossier = EtatSeance['dossiers'][number];

function avecDossier(etat: EtatSeance, dossierId: number, changer: (dossier: Dossier) => Dossier): EtatSeance {
  return { ...etat, dossiers: etat.dossiers.map((d) => (d.id === dossierId ? changer(d) : d)) };
}

function avecMembre(etat: EtatSeance, membreId: number, presence: Presence | null): EtatSeance {
  if (etat.seance === null) return etat;
  const membres = etat.seance.membres.map((m) => (m.id === membreId ? { ...m, presence } : m));
  return { ...etat, seance: { ...etat.seance, membres } };
}

/** À la main, l’ordre donné se voit aussitôt ; un ordre calculé l’est par le backend. */
function avecOrdre(etat: EtatSeance, ordre: OrdreSeance, points: readonly PointVoulu[]): EtatSeance {
  if (etat.seance === null) return etat;
  const places = new Map(points.map((p, rang) => [p.dossierId, { ...p, rang }]));
  const dossiers = etat.dossiers.map((d) => ({ ...d, minutes: places.get(d.id)?.minutes ?? null }));
  const rang = (d: Dossier) => places.get(d.id)?.rang ?? Number.MAX_SAFE_INTEGER;
  return {
    ...etat,
    seance: { ...etat.seance, ordre },
    dossiers: ordre === 'main' ? dossiers.toSorted((a, b) => rang(a) - rang(b)) : dossiers,
  };
}

export interface Deport {
  readonly dossierId: number;
  readonly membreId: number;
  readonly nom: string;
  /** null : la récusation est levée. */
  readonly motif: string | null;
}

export interface AvisDit {
  readonly dossierId: number;
  readonly institution: Institution;
  readonly sens: AvisSeance['sens'] | null;
  readonly texte: string;
}

/** Ce qui se note en séance : montré aussitôt, enregistré un geste après l’autre. */
export function gestesDeSeance(file: FileDeSaisies<EtatSeance>, seanceId: number | null, agent: string) {
  function decider({ collectifIds, nature, motif, texte, surEnregistree }: Decision): void {
    if (seanceId === null) return;
    const choisis = new Set(collectifIds);
    const instant = new Date().toISOString();
    const montant = (droitCentimes: number) => (accorde(nature) ? droitCentimes : 0);
    file.ajouter({
      // Deux décisions sur le même collectif sont deux actes : aucune ne remplace l’autre dans la file.
      cle: `decision:${instant}:${collectifIds.join(',')}`,
      nom: 'Décision',
      texte,
      appliquer: (avant) =>
        avecDecisions(avant, ({ id, droitCentimes }) =>
          choisis.has(id)
            ? { id: 0, seanceId, nature, motif, texte, montantCentimes: montant(droitCentimes), agent, instant }
            : undefined,
        ),
      envoyer: async () => {
        const etat = await api.seances.decider({ seanceId, collectifIds: [...choisis], nature, motif, texte });
        surEnregistree?.();
        return etat;
      },
    });
  }

  function annuler(collectifId: number, motif: string): void {
    if (seanceId === null) return;
    file.ajouter({
      cle: `annulation:${collectifId}:${Date.now()}`,
      nom: 'Annulation',
      appliquer: (avant) => avecDecisions(avant, ({ id }) => (id === collectifId ? null : undefined)),
      envoyer: () => api.seances.annuler({ seanceId, collectifId, motif }),
    });
  }

  function presence(membreId: number, etat: Presence | null): void {
    if (seanceId === null) return;
    file.ajouter({
      cle: `presence:${membreId}`,
      nom: 'Présence',
      appliquer: (avant) => avecMembre(avant, membreId, etat),
      envoyer: () => api.seances.presence({ seanceId, membreId, presence: etat }),
    });
  }

  function recuser({ dossierId, membreId, nom, motif }: Deport): void {
    if (seanceId === null) return;
    file.ajouter({
      cle: `recusation:${dossierId}:${membreId}`,
      nom: 'Récusation',
      ...(motif === null ? {} : { texte: motif }),
      appliquer: (avant) =>
        avecDossier(avant, dossierId, (d) => {
          const autres = d.recusations.filter((r) => r.membreId !== membreId);
          return { ...d, recusations: motif === null ? autres : [...autres, { membreId, nom, motif }] };
        }),
      envoyer: () => api.seances.recuser({ seanceId, dossierId, membreId, motif }),
    });
  }

  function donnerAvis({ dossierId, institution, sens, texte }: AvisDit): void {
    if (seanceId === null) return;
    file.ajouter({
      cle: `avis:${dossierId}:${institution}`,
      nom: 'Avis',
      texte,
      appliquer: (avant) =>
        avecDossier(avant, dossierId, (d) => {
          const autres = d.avis.filter((a) => a.institution !== institution);
          return { ...d, avis: sens === null ? autres : [...autres, { institution, sens, texte }] };
        }),
      envoyer: () => api.seances.donnerAvis({ seanceId, dossierId, institution, sens, texte }),
    });
  }

  function ordonner(ordre: OrdreSeance, points: readonly PointVoulu[]): void {
    if (seanceId === null) return;
    file.ajouter({
      cle: 'ordre',
      nom: 'Ordre du jour',
      frappe: true,
      appliquer: (avant) => avecOrdre(avant, ordre, points),
      envoyer: () => api.seances.ordonner({ seanceId, ordre, points: [...points] }),
    });
  }

  return { decider, annuler, presence, recuser, donnerAvis, ordonner };
}

export type GestesDeSeance = ReturnType<typeof gestesDeSeance>;
