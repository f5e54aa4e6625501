import { useCallback } from 'react';
import type { Progression } from '../shared/contract/commun.ts';
import type { DocumentProduit } from '../shared/contract/documents.ts';
import { api, messageErreur } from './api.ts';
import { notifier, notifierErreur } from './ui/notifier.tsx';
import { telecharger } from './ui/telecharger.ts';
import { type Suivi, useSuivi } from './use-suivi.ts';

/** Range un document produit : boîte « Enregistrer sous » sur le bureau, téléchargement dans un navigateur. */
export async function rangerDocument(documentId: string): Promise<void> {
  try {
    const rangement = await api.documents.enregistrer({ documentId });
    if (rangement.mode === 'enregistre') notifier(rangement.chemin, 'Document enregistré');
    else if (rangement.mode === 'telechargement') {
      telecharger(rangement.nom, rangement.fichier);
      notifier(rangement.nom, 'Document téléchargé');
    }
  } catch (erreur) {
    notifierErreur(messageErreur(erreur));
  }
}

interface Production {
  readonly enCours: boolean;
  readonly progression: Progression | null;
  readonly erreur: string | null;
  readonly produire: (appel: Parameters<Suivi<DocumentProduit>['lancer']>[0]) => void;
  readonly arreter: () => void;
}

/**
 * Produit un document puis le range.
 *
 * @param code nom du travail, unique dans la page
 */
export function useProduction(code: string): Production {
  const { enCours, progression, erreur, lancer, arreter } = useSuivi<DocumentProduit>(code);
  const produire = useCallback<Production['produire']>(
    (appel) => {
      void lancer(appel).then((document) => (document === null ? undefined : rangerDocument(document.documentId)));
    },
    [lancer],
  );
  return { enCours, progression, erreur, produire, arreter };
}
