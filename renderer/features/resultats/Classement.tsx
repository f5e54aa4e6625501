import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Resultats } from '../../../shared/contract/resultats.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { EtatVide } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { PuceFiltre } from '../../ui/PuceFiltre.tsx';
import { colonnesClassement } from './colonnes.tsx';
import { DetailResultat } from './DetailResultat.tsx';
import { type LigneClassee, useFiltres } from './filtres.ts';

interface Props {
  readonly campagneId: number;
  readonly resultats: Resultats;
  readonly produire: (dossierIds: readonly number[], format: 'pdf' | 'xlsx') => void;
  readonly enCours: boolean;
}

function cle({ id }: LigneClassee): number {
  return id;
}

/** Tous les dossiers par rang, ex æquo compris : notes, piles, stabilité ; filtres dans l’adresse, export de ce qui est montré. */
export function Classement({ campagneId, resultats, produire, enCours }: Props) {
  const [, aller] = useLocation();
  const { data: stabilites } = useQuery(q.resultats.stabilites.queryOptions({ input: { campagneId } }));
  const toutes = useMemo(() => {
    const parId = new Map(stabilites?.map((s) => [s.dossierId, s]));
    return resultats.lignes.map((ligne): LigneClassee => ({ ...ligne, stabilite: parId.get(ligne.id) ?? null }));
  }, [resultats.lignes, stabilites]);
  const filtres = useFiltres(toutes);
  const grille = useGrille<LigneClassee>('resultats.classement');
  const axes = resultats.lignes[0]?.note.axes;
  const colonnes = useMemo(
    () => colonnesClassement(axes ?? [], resultats.anneePrecedente, window.innerWidth >= 1500),
    [axes, resultats.anneePrecedente],
  );
  const [courantId, setCourantId] = useState<number | null>(null);
  const premier = filtres.lignes.find(({ rang }) => rang?.rang === 1) ?? filtres.lignes[0];
  const courant = filtres.lignes.find(({ id }) => id === courantId) ?? premier;
  const classes = toutes.filter(({ rang }) => rang !== null).length;

  /** Les lignes cochées, sinon tout ce qui est affiché, dans l’ordre affiché. */
  function choisis(): number[] {
    const coches = new Set(grille.lignesSelectionnees().map(cle));
    const affiches = grille.lignesAffichees().map(cle);
    return coches.size > 0 ? affiches.filter((id) => coches.has(id)) : affiches;
  }
  const fiches: Action = {
    code: 'resultats.fiches',
    libelle: 'Fiches d’instruction (PDF)…',
    menu: 'fichier',
    groupe: 30,
    icone: 'document',
    raccourci: 'Ctrl+P',
    disponible: filtres.lignes.length > 0 && !enCours,
    executer: () => produire(choisis(), 'pdf'),
  };
  const classeur: Action = {
    code: 'resultats.classeur',
    libelle: 'Classeur des résultats (Excel)…',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    raccourci: 'Ctrl+E',
    disponible: filtres.lignes.length > 0 && !enCours,
    executer: () => produire(choisis(), 'xlsx'),
  };
  useActions([fiches, classeur]);

  return (
    <div className="colonne remplit res-vue">
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        {filtres.filtres.map((filtre) => (
          <PuceFiltre key={filtre.code} filtre={filtre} onChange={(valeurs) => filtres.choisir(filtre.code, valeurs)} />
        ))}
        <span className="rangee serree a-droite">
          <BoutonAction action={classeur} libelle="Excel" />
          <BoutonAction action={fiches} libelle="Fiches PDF" />
        </span>
      </div>
      <div className="rangee passe res-outils">
        <span className="encre2 t12">
          {`${pluriel(classes, 'dossier classé', 'dossiers classés')} sur ${toutes.length} ; une note partielle n’a pas de rang.`}
        </span>
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      {courant === undefined ? (
        <EtatVide
          titre="Aucun dossier ne répond à ces filtres"
          actions={<Bouton onClick={filtres.effacer}>Tout montrer</Bouton>}
        />
      ) : (
        <div className="res-deux">
          <Carte plein className="remplit">
            <Grille
              grille={grille}
              libelle="Classement des dossiers"
              lignes={filtres.lignes}
              colonnes={colonnes}
              cle={cle}
              selection
              onCourante={(ligne) => setCourantId(ligne.id)}
              onOuvrir={(ligne) => aller(chemins.lecture(campagneId, ligne.id))}
              vide="Aucun dossier ne répond à ce filtre."
            />
          </Carte>
          <DetailResultat
            campagneId={campagneId}
            ligne={courant}
            anneePrecedente={resultats.anneePrecedente}
            enCours={enCours}
            onFiche={() => produire([courant.id], 'pdf')}
          />
        </div>
      )}
    </div>
  );
}
