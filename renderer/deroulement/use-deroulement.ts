import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  EchangeSaisi,
  EffetSurLeDroit,
  ElementDuFil,
  EvenementSaisi,
  SuiviDossier,
  VisiteSaisie,
} from '../../shared/contract/suivi.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../api.ts';
import { demanderMotif } from '../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../ui/notifier.tsx';
import { nommerElement } from './nommer.ts';

export interface GestesDeSuivi {
  readonly lu: SuiviDossier | undefined;
  readonly erreur: string | null;
  readonly enCours: boolean;
  /** La phrase du refus, ou null si c’est noté : le dialogue reste ouvert sur un refus. */
  readonly noter: (evenements: readonly EvenementSaisi[]) => Promise<string | null>;
  readonly noterVisite: (visite: VisiteSaisie) => Promise<string | null>;
  readonly noterEchange: (echange: EchangeSaisi) => Promise<string | null>;
  /** Demande pourquoi, en disant ce que le droit deviendrait. */
  readonly annuler: (element: ElementDuFil) => Promise<void>;
}

/** « Droit du dossier : 5 850,00 € → 4 875,00 € », ou qu’il ne change pas. */
export function direEffet({ avantCentimes, apresCentimes }: EffetSurLeDroit): string {
  return avantCentimes === apresCentimes
    ? `Droit du dossier inchangé : ${formaterEuros(avantCentimes)}.`
    : `Droit du dossier : ${formaterEuros(avantCentimes)} → ${formaterEuros(apresCentimes)}.`;
}

/** Ce qu’un agent fait du suivi d’un dossier, depuis la grille comme depuis la page du dossier. */
export function useDeroulement(dossierId: number): GestesDeSuivi {
  const requetes = useQueryClient();
  const [enCours, setEnCours] = useState(false);
  const { data, error } = useQuery(q.suivi.lireDossier.queryOptions({ input: { dossierId } }));

  /** Montre aussitôt la réponse, puis relit ce qui en dépend (grille, échéancier, journal). */
  function retenir(dossier: SuiviDossier): void {
    requetes.setQueryData(q.suivi.lireDossier.queryKey({ input: { dossierId } }), dossier);
    void requetes.invalidateQueries();
  }
  async function faire(action: () => Promise<void>): Promise<string | null> {
    setEnCours(true);
    try {
      await action();
      return null;
    } catch (cause) {
      return messageErreur(cause);
    } finally {
      setEnCours(false);
    }
  }

  return {
    lu: data,
    erreur: error ? messageErreur(error) : null,
    enCours,
    noter: (evenements) =>
      faire(async () => {
        const { dossier, effet } = await api.suivi.noter({ dossierId, evenements: [...evenements] });
        retenir(dossier);
        notifier(direEffet(effet), 'Suivi noté');
      }),
    noterVisite: (visite) => faire(async () => retenir(await api.suivi.noterVisite(visite))),
    noterEchange: (echange) => faire(async () => retenir(await api.suivi.noterEchange(echange))),
    async annuler(element) {
      if (element.genre === 'relance') return;
      const { genre, id } = element;
      let suite = '';
      if (genre === 'evenement') {
        try {
          suite = direEffet(await api.suivi.apercuAnnulation({ genre, id }));
        } catch (cause) {
          notifierErreur(messageErreur(cause), 'Cet événement ne peut pas être annulé');
          return;
        }
      }
      const motif = await demanderMotif({
        titre: `Annuler : ${nommerElement(element)}`,
        texte: `La ligne restera, barrée, avec votre motif. Une erreur se note ensuite à nouveau. ${suite}`,
        action: 'Annuler cette ligne',
        renoncer: 'La garder',
        danger: true,
      });
      if (motif === null) return;
      const refus = await faire(async () => {
        const { dossier } = await api.suivi.annuler({ genre, id, motif });
        retenir(dossier);
      });
      if (refus !== null) notifierErreur(refus, 'Rien n’a été annulé');
    },
  };
}
