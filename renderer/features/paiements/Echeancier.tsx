import { useState } from 'react';
import { useLocation } from 'wouter';
import type { LigneEcheancier } from '../../../shared/contract/paiements.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { chemins } from '../../contexte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { COLONNES_BLOQUEES, COLONNES_ECHEANCIER, direMotifs } from './colonnes.tsx';

interface Props {
  readonly campagneId: number;
  readonly lignes: readonly LigneEcheancier[];
  readonly libelle: string;
  readonly vide: string;
  /** Rend cochables les lignes payables. */
  readonly onChoisir?: (lignes: readonly LigneEcheancier[]) => void;
}

/** La ligne du focus, en entier : un motif coupé se lit sans souris. */
function Courante({ ligne, cochable }: { readonly ligne: LigneEcheancier | undefined; readonly cochable: boolean }) {
  if (!ligne)
    return (
      <span className="encre2 t12">
        {cochable ? 'Entrée ouvre le dossier, Espace coche la ligne.' : 'Entrée sur une ligne ouvre le dossier.'}
      </span>
    );
  const motifs = direMotifs(ligne);
  return (
    <span className="t12">
      <b className="g5">{`${ligne.numeroDossier} ${ligne.raisonSociale}, ${ligne.libelle}`}</b>
      {motifs !== '' && ` : ${motifs}`}
    </span>
  );
}

function estPayable({ statut }: LigneEcheancier): boolean {
  return statut === 'payable';
}

/** Les échéances, une par ligne ; Entrée ouvre le dossier. */
export function Echeancier({ campagneId, lignes, libelle, vide, onChoisir }: Props) {
  const [, aller] = useLocation();
  const bloquees = onChoisir === undefined;
  const grille = useGrille<LigneEcheancier>(bloquees ? 'paiements.bloquees' : 'paiements.echeancier');
  const [courante, setCourante] = useState<number | null>(null);
  const ligne = lignes.find(({ echeanceId }) => echeanceId === courante);
  return (
    <>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      <Carte plein className="remplit" pied={<Courante ligne={ligne} cochable={!bloquees} />}>
        <Grille
          grille={grille}
          libelle={libelle}
          lignes={lignes}
          colonnes={bloquees ? COLONNES_BLOQUEES : COLONNES_ECHEANCIER}
          onCourante={({ echeanceId }) => setCourante(echeanceId)}
          cle={(ligne) => ligne.echeanceId}
          onOuvrir={(ligne) => aller(chemins.dossier(campagneId, ligne.dossierId))}
          totaux={(affichees) => pluriel(affichees, 'échéance')}
          vide={vide}
          {...(bloquees ? { hauteurLigne: 38 } : {})}
          {...(onChoisir ? { selection: true, onSelection: onChoisir, selectionnable: estPayable } : {})}
        />
      </Carte>
    </>
  );
}
