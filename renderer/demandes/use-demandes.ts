import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Demande, DemandesDossier, LettreDeDemande, LigneDemande } from '../../shared/contract/demandes.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../api.ts';
import { rangerDocument } from '../produire.ts';
import { confirmer, demanderMotif } from '../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../ui/notifier.tsx';

type NouvelleLigne = Pick<LigneDemande, 'nature' | 'code' | 'texte'>;

/** Les demandes d’un dossier et ce qu’un agent en fait, depuis la lecture, la page du dossier ou la liste. */
export function useDemandes(dossierId: number) {
  const requetes = useQueryClient();
  const [enCours, setEnCours] = useState(false);
  const { data, error } = useQuery(q.demandes.lireDossier.queryOptions({ input: { dossierId } }));

  /** Montre aussitôt la réponse, puis relit ce qui en dépend. La lecture en cours, elle, n’a pas à l’être. */
  function retenir(lues: DemandesDossier): void {
    requetes.setQueryData(q.demandes.lireDossier.queryKey({ input: { dossierId } }), lues);
    for (const cle of [q.demandes.key(), q.pieces.key(), q.campagnes.key(), q.dossiers.key(), q.journal.key()])
      void requetes.invalidateQueries({ queryKey: cle });
  }

  /** Vrai si c’est fait. Après un refus, ce qui est à l’écran est relu : une autre fenêtre l’a peut-être changé. */
  async function faire(appel: () => Promise<DemandesDossier>, echec: string): Promise<boolean> {
    setEnCours(true);
    try {
      retenir(await appel());
      return true;
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), echec);
      await requetes.invalidateQueries({ queryKey: q.demandes.key() });
      return false;
    } finally {
      setEnCours(false);
    }
  }

  const ECHEC = 'La demande n’a pas été changée';
  return {
    lues: data,
    erreur: error === null ? null : messageErreur(error),
    enCours,
    ajouter: (lignes: readonly NouvelleLigne[]) =>
      faire(() => api.demandes.ajouter({ dossierId, lignes: [...lignes] }), 'La demande n’a pas été complétée'),
    modifier: (ligneId: number, texte: string) => faire(() => api.demandes.modifierLigne({ ligneId, texte }), ECHEC),
    retirer: (ligneId: number) => faire(() => api.demandes.retirerLigne({ ligneId }), ECHEC),
    /** Échange une ligne avec celle d’avant ou d’après parmi celles de même nature. */
    deplacer(demande: Demande, ligne: LigneDemande, sens: 1 | -1): Promise<boolean> {
      const ids = demande.lignes.filter((l) => l.nature === ligne.nature).map((l) => l.id);
      const rang = ids.indexOf(ligne.id);
      const voisin = ids[rang + sens];
      if (voisin === undefined) return Promise.resolve(false);
      const ordre = demande.lignes.map(({ id }) => {
        if (id === ligne.id) return voisin;
        return id === voisin ? ligne.id : id;
      });
      return faire(() => api.demandes.ordonner({ demandeId: demande.id, ordre }), ECHEC);
    },
    fixerEcheance: (demandeId: number, echeance: string | null) =>
      faire(() => api.demandes.fixerEcheance({ demandeId, echeance }), 'L’échéance n’a pas été changée'),
    repondre: (ligneId: number, satisfaite: boolean, reponse: string) =>
      faire(() => api.demandes.repondre({ ligneId, satisfaite, reponse }), 'La réponse n’a pas été notée'),
    async annuler({ id, etat }: Demande): Promise<void> {
      const motif = await demanderMotif({
        titre: etat === 'brouillon' ? 'Abandonner cette demande' : 'Annuler cette demande',
        texte:
          etat === 'brouillon'
            ? 'Elle ne partira pas. Ses questions restent lisibles, avec votre motif.'
            : 'Plus rien ne sera attendu du porteur. La lettre envoyée reste gardée, avec votre motif.',
        action: etat === 'brouillon' ? 'Abandonner' : 'Annuler la demande',
        renoncer: 'Revenir',
        danger: true,
      });
      if (motif !== null) await faire(() => api.demandes.annuler({ demandeId: id, motif }), ECHEC);
    },
    async clore({ id, lignes, satisfaites }: Demande): Promise<void> {
      const manquent = lignes.length - satisfaites;
      const motif =
        manquent === 0
          ? (await confirmer({
              titre: 'Clore cette demande',
              texte: 'Toutes les réponses sont arrivées. Elle se rouvre au besoin, avec un motif.',
              action: 'Clore',
            }))
            ? ''
            : null
          : await demanderMotif({
              titre: 'Clore sans toutes les réponses',
              texte: `${pluriel(manquent, 'ligne attend', 'lignes attendent')} encore : dites pourquoi vous n’attendez plus.`,
              action: 'Clore',
            });
      if (motif !== null) await faire(() => api.demandes.clore({ demandeId: id, motif }), ECHEC);
    },
    async rouvrir({ id }: Demande): Promise<void> {
      const motif = await demanderMotif({
        titre: 'Rouvrir cette demande',
        texte: 'Elle attendra de nouveau ce qui manque ; son échéance ne change pas.',
        action: 'Rouvrir',
      });
      if (motif !== null) await faire(() => api.demandes.rouvrir({ demandeId: id, motif }), ECHEC);
    },
    async rendreLettre({ id }: Demande, { sha256 }: LettreDeDemande): Promise<void> {
      try {
        const { documentId } = await api.demandes.lettreGardee({ demandeId: id, sha256 });
        await rangerDocument(documentId);
      } catch (erreur) {
        notifierErreur(messageErreur(erreur), 'La lettre n’a pas pu être rendue');
      }
    },
    dire: notifier,
  };
}

export type GestesDemandes = ReturnType<typeof useDemandes>;
