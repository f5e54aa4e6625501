import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Rapprochement } from '../../../shared/contract/pieces.ts';
import { api, messageErreur } from '../../api.ts';

/** Un fichier déposé, ce qu’on en propose, ce que l’agent en décide, et ce qui en a été fait. */
export interface Jointure {
  readonly cle: string;
  readonly fichier: File;
  readonly chemin: string;
  readonly dossierId: number | null;
  readonly code: string | null;
  readonly confiance: Rapprochement['confiance'] | 'choisi';
  readonly raison: string;
  readonly retenu: boolean;
  readonly suite: { readonly faite: boolean; readonly message: string | null } | null;
}

const MAXIMUM = 2000;

/** Où le fichier était : le dossier déposé dit souvent à qui il est. */
function cheminDe(fichier: File): string {
  // La zone de dépôt ajoute `path` au fichier (« /dossier-123/RIB.pdf ») ; le choix d’un dossier remplit webkitRelativePath.
  const depose = 'path' in fichier && typeof fichier.path === 'string' ? fichier.path : '';
  return (fichier.webkitRelativePath || depose || fichier.name).replace(/^\.?\//, '');
}

interface Jointures {
  readonly lignes: readonly Jointure[];
  readonly erreur: string | null;
  readonly enCours: { readonly fait: number; readonly total: number } | null;
  readonly deposer: (fichiers: readonly File[]) => Promise<void>;
  readonly changer: (cle: string, valeurs: Partial<Pick<Jointure, 'dossierId' | 'code' | 'retenu'>>) => void;
  readonly retenirProbables: () => void;
  readonly joindre: () => Promise<void>;
  readonly arreter: () => void;
}

/** Les fichiers déposés, du rapprochement proposé à la jointure confirmée. */
export function useJointures(campagneId: number): Jointures {
  const requetes = useQueryClient();
  const [lignes, setLignes] = useState<readonly Jointure[]>([]);
  const [erreur, setErreur] = useState<string | null>(null);
  const [enCours, setEnCours] = useState<Jointures['enCours']>(null);
  const arret = useRef(false);

  function remplacer(cle: string, valeurs: Partial<Jointure>) {
    setLignes((avant) => avant.map((l) => (l.cle === cle ? { ...l, ...valeurs } : l)));
  }

  return {
    lignes,
    erreur,
    enCours,
    async deposer(fichiers) {
      setErreur(null);
      if (lignes.length + fichiers.length > MAXIMUM) {
        setErreur(`${MAXIMUM} fichiers au plus à la fois : joignez-les en plusieurs dépôts.`);
        return;
      }
      const chemins = fichiers.map(cheminDe);
      try {
        const proposes = await api.pieces.rapprocher({ campagneId, noms: chemins });
        const nouvelles = fichiers.flatMap((fichier, rang): Jointure[] => {
          const propose = proposes[rang];
          const chemin = chemins[rang] ?? fichier.name;
          if (!propose || propose.confiance === 'ignore') return [];
          const { dossierId, code, confiance, raison } = propose;
          const cle = `${lignes.length + rang}|${chemin}`;
          return [
            { cle, fichier, chemin, dossierId, code, confiance, raison, retenu: confiance === 'sure', suite: null },
          ];
        });
        setLignes((avant) => [...avant, ...nouvelles]);
      } catch (echec) {
        setErreur(messageErreur(echec));
      }
    },
    changer(cle, valeurs) {
      setLignes((avant) =>
        avant.map((l) => {
          if (l.cle !== cle) return l;
          const apres = { ...l, ...valeurs };
          // Choisir un dossier ou une pièce vaut confirmation dès que les deux sont dits.
          if ('retenu' in valeurs) return apres;
          return { ...apres, confiance: 'choisi', retenu: apres.dossierId !== null && apres.code !== null };
        }),
      );
    },
    retenirProbables() {
      setLignes((avant) => avant.map((l) => (l.confiance === 'probable' && !l.suite ? { ...l, retenu: true } : l)));
    },
    async joindre() {
      const aJoindre = lignes.filter((l) => l.retenu && l.suite?.faite !== true);
      arret.current = false;
      for (const [fait, { cle, fichier, dossierId, code }] of aJoindre.entries()) {
        if (arret.current || dossierId === null || code === null) break;
        setEnCours({ fait, total: aJoindre.length });
        try {
          const { avis } = await api.pieces.joindre({ dossierId, code, fichier });
          remplacer(cle, { suite: { faite: true, message: avis } });
        } catch (echec) {
          remplacer(cle, { retenu: false, suite: { faite: false, message: messageErreur(echec) } });
        }
      }
      setEnCours(null);
      await requetes.invalidateQueries();
    },
    arreter() {
      arret.current = true;
    },
  };
}
