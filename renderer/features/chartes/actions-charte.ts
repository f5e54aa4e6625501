import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { ResumeCharte } from '../../../shared/contract/chartes.ts';
import { api, messageErreur } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { rangerDocument, useProduction } from '../../produire.ts';
import { confirmer, demanderMotif } from '../../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../../ui/notifier.tsx';

export function direVersion({ nom, version }: Pick<ResumeCharte, 'nom' | 'version'>): string {
  return `${nom || 'Sans nom'}, version ${version}`;
}

/** Ce que l’on fait d’une version, depuis la liste comme depuis sa page. */
export function useGestesDeCharte() {
  const requetes = useQueryClient();
  const [, aller] = useLocation();
  const { produire, enCours, erreur } = useProduction('charte');

  async function tenter(faire: () => Promise<void>): Promise<void> {
    try {
      await faire();
      await requetes.invalidateQueries();
    } catch (echec) {
      notifierErreur(messageErreur(echec));
    }
  }

  return {
    pdfEnCours: enCours,
    erreurPdf: erreur,
    imprimer: (charteId: number) => produire((signal) => api.chartes.pdf({ charteId }, { signal })),
    exporter: (charteId: number) =>
      tenter(async () => rangerDocument((await api.chartes.exporter({ charteId })).documentId)),
    nouvelleVersion: (charteId: number) =>
      tenter(async () => {
        const { id, nom, version } = await api.chartes.creer({ depuis: 'charte', charteId });
        notifier(`${direVersion({ nom, version })} : brouillon prêt à modifier.`);
        aller(chemins.charte(id));
      }),
    creer: (source: { depuis: 'vierge' } | { depuis: 'modele'; cle: string }) =>
      tenter(async () => {
        const { id } = await api.chartes.creer(source);
        aller(chemins.charte(id));
      }),
    archiver: async (charte: ResumeCharte) => {
      const motif = await demanderMotif({
        titre: `Archiver ${direVersion(charte)}\u00a0?`,
        texte: 'Elle ne servira plus à de nouvelles campagnes. Les notes données avec elle restent lisibles.',
        action: 'Archiver',
      });
      if (motif !== null)
        await tenter(async () => {
          await api.chartes.archiver({ charteId: charte.id, motif });
        });
    },
    supprimer: async (charte: ResumeCharte) => {
      const oui = await confirmer({
        titre: `Supprimer le brouillon ${direVersion(charte)}\u00a0?`,
        texte: 'Il n’a jamais servi. Le journal en garde le contenu.',
        action: 'Supprimer',
        danger: true,
      });
      if (oui)
        await tenter(async () => {
          await api.chartes.supprimer({ charteId: charte.id });
          aller(chemins.chartes);
        });
    },
  };
}

export type GestesDeCharte = ReturnType<typeof useGestesDeCharte>;
