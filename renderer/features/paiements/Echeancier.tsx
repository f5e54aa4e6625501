import { useLocation } from 'wouter';
import type { LigneEcheancier } from '../../../shared/contract/paiements.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { chemins } from '../../contexte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { COLONNES_ECHEANCIER } from './colonnes.tsx';

interface Props {
  readonly campagneId: number;
  readonly lignes: readonly LigneEcheancier[];
  readonly libelle: string;
  readonly vide: string;
  /** Rend cochables les lignes payables. */
  readonly onChoisir?: (lignes: readonly LigneEcheancier[]) => void;
}

function estPayable({ statut }: LigneEcheancier): boolean {
  return statut === 'payable';
}

/** Les échéances, une par ligne ; Entrée ouvre le dossier. */
export function Echeancier({ campagneId, lignes, libelle, vide, onChoisir }: Props) {
  const [, aller] = useLocation();
  const grille = useGrille<LigneEcheancier>('paiements.echeancier');
  return (
    <>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="encre2 t12">
          {onChoisir ? 'Entrée ouvre le dossier, Espace coche la ligne.' : 'Entrée sur une ligne ouvre le dossier.'}
        </span>
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle={libelle}
          lignes={lignes}
          colonnes={COLONNES_ECHEANCIER}
          cle={(ligne) => ligne.echeanceId}
          onOuvrir={(ligne) => aller(chemins.dossier(campagneId, ligne.dossierId))}
          totaux={(affichees) => pluriel(affichees, 'échéance')}
          vide={vide}
          {...(onChoisir ? { selection: true, onSelection: onChoisir, selectionnable: estPayable } : {})}
        />
      </Carte>
    </>
  );
}
