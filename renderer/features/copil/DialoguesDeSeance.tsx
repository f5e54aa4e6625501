import type { Collectif } from '../../../shared/contract/dossiers.ts';
import type { DossierDeSeance, EtatSeance, Seance } from '../../../shared/contract/seances.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import { garderBrouillon } from './brouillon-motif.ts';
import { ChercherDossier } from './ChercherDossier.tsx';
import { DialogueAvis } from './DialogueAvis.tsx';
import { DialogueDeports } from './DialogueDeports.tsx';
import { type AMotiver, DialogueMotif } from './DialogueMotif.tsx';
import { DialoguePresences } from './DialoguePresences.tsx';
import type { GestesDeSeance } from './gestes-de-seance.ts';

export type Ouvert =
  | { readonly genre: 'motif'; readonly collectif: Collectif; readonly aMotiver: AMotiver }
  | { readonly genre: 'recherche' }
  | { readonly genre: 'avis' }
  | { readonly genre: 'deport' }
  | { readonly genre: 'presences' };

interface Props {
  readonly ouvert: Ouvert | null;
  readonly etat: EtatSeance;
  readonly seance: Seance;
  readonly dossier: DossierDeSeance;
  readonly gestes: GestesDeSeance;
  readonly onFermer: () => void;
  readonly onChoisir: (dossier: DossierDeSeance | undefined) => void;
  /** Après une décision motivée : les collectifs qu’elle touche. */
  readonly onDecide: (collectifIds: readonly number[]) => void;
}

/** Le dialogue ouvert par-dessus la séance, s’il y en a un. */
export function DialoguesDeSeance({ ouvert, etat, seance, dossier, gestes, onFermer, onChoisir, onDecide }: Props) {
  if (ouvert === null) return null;
  switch (ouvert.genre) {
    case 'recherche':
      return (
        <ChercherDossier
          dossiers={etat.dossiers}
          onFermer={onFermer}
          onChoisir={(id) => {
            onFermer();
            onChoisir(etat.dossiers.find((un) => un.id === id));
          }}
        />
      );
    case 'avis':
      return (
        <DialogueAvis
          seance={seance}
          dossier={dossier}
          onFermer={onFermer}
          onAvis={(institution, avis) => gestes.donnerAvis({ dossierId: dossier.id, institution, ...avis })}
        />
      );
    case 'deport':
      return (
        <DialogueDeports
          seance={seance}
          dossier={dossier}
          onFermer={onFermer}
          onRecuser={(membreId, nom, motif) => gestes.recuser({ dossierId: dossier.id, membreId, nom, motif })}
        />
      );
    case 'presences':
      return <DialoguePresences seance={seance} onPresence={gestes.presence} onFermer={onFermer} />;
    case 'motif': {
      const { collectif, aMotiver } = ouvert;
      const { nature } = aMotiver;
      return (
        <DialogueMotif
          aMotiver={aMotiver}
          motifs={etat.motifs}
          collectifs={dossier.listeCollectifs.length}
          onFermer={onFermer}
          onBrouillon={(brouillon) => garderBrouillon(seance.id, collectif.id, nature, brouillon)}
          onDecider={({ motif, texte, pourTous }) => {
            const collectifIds = pourTous ? dossier.listeCollectifs.map(({ id }) => id) : [collectif.id];
            // Le brouillon ne part qu’une fois la décision dans la base.
            const surEnregistree = () => garderBrouillon(seance.id, collectif.id, nature, null);
            gestes.decider({ collectifIds, nature, motif, texte, surEnregistree });
            onFermer();
            onDecide(collectifIds);
          }}
        />
      );
    }
    default:
      return assertNever(ouvert);
  }
}
